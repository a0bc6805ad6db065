using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Simd;

/// <summary>
/// A factor that every call draws anew: the stream of its words and the map from a word to its value. A uniform distribution uses sixteen
/// bits of a word: calls 2n and 2n + 1 of an item share the word of call n, the even one its high half, the odd one its low half. Sixteen
/// bits
/// leave the mean exact and change the variance by 2^-32 of itself, and drawing words takes most of the time of a call.
/// </summary>
public readonly record struct CallFactor(uint Stream, QuantileFunction Quantile);
