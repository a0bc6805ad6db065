using CostSim.Numerics.Distributions;

namespace CostSim.Numerics.Tables;

/// <summary>
/// Quantiles and their slopes at the cell edges of one side of a distribution, each found from its neighbour nearer to the middle.
/// </summary>
internal sealed class TailQuantiles
{
    private readonly double[] _quantiles = new double[QuantileTable.CellsPerSide];
    private readonly double[] _slopes = new double[QuantileTable.CellsPerSide];

    /// <param name="law">The distribution.</param>
    /// <param name="upper">Whether the tail is the upper one; slopes are then with respect to the upper tail probability.</param>
    public TailQuantiles(IContinuousDistribution law, bool upper)
    {
        for (var cell = 0; cell < _quantiles.Length; cell++)
        {
            var tail = QuantileTable.CellEdge(cell);
            var x = upper ? law.UpperQuantile(tail) : law.Quantile(tail);
            _quantiles[cell] = x;
            _slopes[cell] = (upper ? -1 : 1) / law.Density(x);
        }

        for (var cell = 0; cell < _quantiles.Length; cell++)
            _slopes[cell] = Math.CopySign(Math.Min(Math.Abs(_slopes[cell]), SlopeMax(cell)), _slopes[cell]);
    }

    /// <summary>
    /// What no slope of an ascending cubic exceeds: three times the steeper of the chords beside it (Fritsch and Carlson, SIAM Journal on
    /// Numerical Analysis 17, 1980). Only a density at a quantile that was rounded to an end of its support asks for more.
    /// </summary>
    private double SlopeMax(int cell)
    {
        const double Steepest = 3;
        var most = 0.0;
        foreach (var at in new[] { cell - 1, cell })
        {
            if (at >= 0 && at + 1 < _quantiles.Length)
                most = Math.Max(most,
                    Math.Abs(_quantiles[at + 1] - _quantiles[at]) / Math.Abs(QuantileTable.CellEdge(at + 1) - QuantileTable.CellEdge(at)));
        }

        return Steepest * most;
    }

    /// <summary>The quantile furthest from the middle.</summary>
    public double Outermost => _quantiles[0];

    public (double Quantile, double Slope) At(int cell) => (_quantiles[cell], _slopes[cell]);
}
