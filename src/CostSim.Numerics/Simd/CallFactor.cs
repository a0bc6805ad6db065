using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Simd;

/// <summary>A factor that every call draws afresh: the stream of its words and the map from a word to its value.</summary>
public readonly record struct CallFactor(uint Stream, QuantileFunction Quantile);
