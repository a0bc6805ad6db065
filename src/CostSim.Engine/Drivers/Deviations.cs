namespace CostSim.Engine.Drivers;

/// <summary>Deviations of whole numbers from a pivot, in steps so coarse that the greatest takes 26 bits: their squares and products are summed without overflow.</summary>
/// <param name="Pivot">The middle of the range.</param>
/// <param name="Shift">A step is 2^Shift.</param>
internal readonly record struct Deviations(long Pivot, int Shift)
{
    private const int Bits = 26;

    /// <summary>The shift for a range.</summary>
    public static int ShiftFor(double range) => range < 2 ? 0 : Math.Max(0, Math.ILogB(range) + 2 - Bits);

    public void Of(ReadOnlySpan<long> values, Span<long> deviations)
    {
        for (var t = 0; t < values.Length; t++)
            deviations[t] = (values[t] - Pivot) >> Shift;
    }
}
