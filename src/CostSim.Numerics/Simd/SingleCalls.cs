namespace CostSim.Numerics.Simd;

/// <summary>One product in the sum of a call's tokens: a scale of the trial and item, times the draws of the call.</summary>
/// <param name="Scale">One scale per trial of the block: constant, run-level and item-level factors.</param>
/// <param name="Factors">What each call draws anew.</param>
public sealed record CallProduct(float[] Scale, CallFactor[] Factors);

/// <summary>Calls whose tokens are needed individually.</summary>
/// <param name="Input">Input tokens of a call: the sum of these products.</param>
/// <param name="Output">Output tokens of a call before the cap: the sum of these products.</param>
/// <param name="OutputMax">The cap on the output of one call; infinite if there is none.</param>
/// <param name="LongAbove">A call with more input tokens is a long one; infinite if there is no such limit.</param>
public sealed record SingleCalls(CallProduct[] Input, CallProduct[] Output, float OutputMax, float LongAbove)
{
    /// <summary>
    /// A call with more output tokens is cut there, billed, and asked again with the same input and up to <see cref="OutputMax"/>; infinite
    /// if no call is.
    /// </summary>
    public float AskedAgainAbove { get; init; } = float.PositiveInfinity;
}

/// <summary>Sums of the tokens of individual calls, one value per trial of the block.</summary>
/// <param name="Input">Input tokens of calls that are not long.</param>
/// <param name="Output">Output tokens of calls that are not long.</param>
/// <param name="LongInput">Input tokens of long calls.</param>
/// <param name="LongOutput">Output tokens of long calls.</param>
/// <param name="Cut">Number of calls cut, at the cap or where they are asked again.</param>
public sealed record SingleCallTotals(double[] Input, double[] Output, double[] LongInput, double[] LongOutput, double[] Cut);
