using System.Runtime.InteropServices;
using CostSim.Numerics.Distributions;

namespace CostSim.Numerics.Tables;

/// <summary>
/// Maps words to standard normal deviates by 32 cubics, few enough for a table in registers: four cells per octave of the tail probability
/// from 2^-9 to ½, the cell found from the bits of the float. Further out, for one word in 256, <see cref="Beyond"/> is used.
/// </summary>
/// <remarks>
/// Each cubic meets the quantile at both ends of its cell, and a quarter of the cell away from either (the extremes of a Chebyshev
/// polynomial of degree three). Error of a deviate, measured by a test against the exact quantile: below 4.5e-6.
/// </remarks>
internal static class NormalTable
{
    /// <summary>Number of cells.</summary>
    public const int Cells = 32;

    /// <summary>Number of bits of a float below its cell number, whose low five bits identify the cell.</summary>
    public const int PlaceBits = 21;

    /// <summary>The least number of words beyond a deviate that has a cell: 2^-9 of all.</summary>
    public const int WordsMin = 1 << 23;

    /// <summary>The greatest float below half of all words.</summary>
    public const float WordsMax = 2147483520f;

    /// <summary>The middle of a cell, whose places go from 1 to 1¼: the bits below its number, behind the exponent of 1.</summary>
    public const float Middle = 1.125f;

    /// <summary>The general quantile table of the distribution, for deviates further out.</summary>
    public static readonly QuantileTable Beyond = new(Normal.Standard);

    private const int Powers = 4;
    private const int LineBytes = 64;

    private static readonly (float[] Memory, int Start) Table = Fill();

    /// <summary>
    /// Coefficients of the lower side's quantiles: of power 0 of the place less <see cref="Middle"/> for each cell, then of powers 1, 2 and
    /// 3.
    /// </summary>
    public static ReadOnlySpan<float> Coefficients => Table.Memory.AsSpan(Table.Start, Powers * Cells);

    /// <summary>
    /// Pinned memory, and the offset of the table in it: each power starts at a cache line.
    /// </summary>
    private static (float[] Memory, int Start) Fill()
    {
        var memory = GC.AllocateArray<float>(Powers * Cells + LineBytes / sizeof(float), pinned: true);
        var start = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) & (LineBytes - 1)) / sizeof(float);
        for (var octave = 23; octave < 31; octave++)
        {
            for (var quarter = 0; quarter < 4; quarter++)
                FillCell(memory.AsSpan(start), (float)Math.ScaleB(1 + quarter / 4.0, octave), Math.ScaleB(1, octave - 2));
        }

        return (memory, start);
    }

    /// <param name="table">The table.</param>
    /// <param name="from">Words beyond the cell's outer end.</param>
    /// <param name="width">Words of the cell.</param>
    private static void FillCell(Span<float> table, float from, double width)
    {
        var cell = BitConverter.SingleToInt32Bits(from) >> PlaceBits & (Cells - 1);
        var (ends, quarters) = (Halves(0.5), Halves(0.25));
        var square = (ends.Even - quarters.Even) * 16 / 3;
        var cube = (ends.Odd - 2 * quarters.Odd) * 32 / 3;
        double[] coefficients = [quarters.Even - square / 16, 4 * quarters.Odd - cube / 16, square, cube];
        // A cell is a quarter of the float's unit wide.
        for (var power = 0; power < Powers; power++)
            table[power * Cells + cell] = (float)Math.ScaleB(coefficients[power], 2 * power);

        (double Even, double Odd) Halves(double fromMiddle)
        {
            var (low, high) = (Quantile(0.5 - fromMiddle), Quantile(0.5 + fromMiddle));
            return ((high + low) / 2, (high - low) / 2);
        }

        double Quantile(double place) => Normal.Standard.Quantile((from + place * width) / 4294967296.0);
    }
}
