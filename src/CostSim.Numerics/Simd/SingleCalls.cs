namespace CostSim.Numerics.Simd;

/// <summary>A product that a call's tokens are a sum of: a scale of the trial and item, times what the call draws.</summary>
/// <param name="Scale">One scale a trial of the block: constant, run-level and item-level factors.</param>
/// <param name="Factors">What each call draws afresh.</param>
public sealed record CallProduct(float[] Scale, CallFactor[] Factors);

/// <summary>Calls whose tokens have to be known one by one.</summary>
/// <param name="Input">Input tokens of a call: the sum of these products.</param>
/// <param name="Output">Output tokens of a call before the cap: the sum of these products.</param>
/// <param name="OutputMax">The cap on the output of one call; infinite where there is none.</param>
/// <param name="LongAbove">A call with more input tokens is a long one; infinite wthe result has none.</param>
public sealed record SingleCalls(CallProduct[] Input, CallProduct[] Output, float OutputMax, float LongAbove);

/// <summary>Sums of the tokens of single calls, one value a trial of the block each.</summary>
/// <param name="Input">Input tokens of calls that are not long.</param>
/// <param name="Output">Output tokens of calls that are not long.</param>
/// <param name="LongInput">Input tokens of long calls.</param>
/// <param name="LongOutput">Output tokens of long calls.</param>
/// <param name="Cut">Number of calls that the cap cut.</param>
public sealed record SingleCallTotals(double[] Input, double[] Output, double[] LongInput, double[] LongOutput, double[] Cut);
