namespace CostSim.Numerics.Tables;

/// <summary>
/// Maps a normal deviate to the word with its probability, so that every <see cref="QuantileFunction"/> can be evaluated at it: the number
/// of words beyond the deviate, 2^32·Φ(−|y|), as cubics on cells of a thirty-second. Relative error below 1e-5 over the range of words.
/// </summary>
internal static class DeviateTable
{
    /// <summary>Cells per unit.</summary>
    public const int CellsPerUnit = 32;

    /// <summary>Deviates further out are beyond the range of words: Φ(−6.34) = 2^-33.</summary>
    public const float DeviateMax = 6.4375f;

    private const int Cells = (int)(DeviateMax * CellsPerUnit) + 1;

    /// <summary>Four per cell: coefficients of the powers 0 to 3 of the position in the cell.</summary>
    public static readonly float[] Coefficients = Fill();

    private static float[] Fill()
    {
        var coefficients = new float[4 * Cells];
        for (var cell = 0; cell < Cells; cell++)
        {
            var (q0, s0) = At(cell);
            var (q1, s1) = At(cell + 1);
            var c = coefficients.AsSpan(4 * cell, 4);
            c[0] = (float)q0;
            c[1] = (float)s0;
            c[2] = (float)(3 * (q1 - q0) - 2 * s0 - s1);
            c[3] = (float)(2 * (q0 - q1) + s0 + s1);
        }

        return coefficients;
    }

    /// <summary>Words beyond the lower edge of a cell, and their slope over a cell's width.</summary>
    private static (double Words, double Slope) At(int cell)
    {
        var y = (double)cell / CellsPerUnit;
        return (4294967296.0 * Distributions.Normal.Standard.Cdf(-y),
            -4294967296.0 * Distributions.Normal.Standard.Density(y) / CellsPerUnit);
    }
}
