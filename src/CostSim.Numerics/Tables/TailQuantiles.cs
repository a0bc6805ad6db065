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

        BoundSlopes();
    }

    /// <summary>
    /// No slope of an ascending cubic exceeds three times the steeper of the chords beside it (Fritsch and Carlson, SIAM Journal on
    /// Numerical Analysis 17, 1980). Only a density at a quantile that was rounded to an end of its support asks for more.
    /// </summary>
    private void BoundSlopes()
    {
        const double Steepest = 3;
        var before = 0.0;
        for (var cell = 0; cell < _quantiles.Length; cell++)
        {
            var after = cell + 1 < _quantiles.Length ? Chord(cell) : 0;
            var most = Steepest * Math.Max(before, after);
            if (Math.Abs(_slopes[cell]) > most)
                _slopes[cell] = Math.CopySign(most, _slopes[cell]);
            before = after;
        }
    }

    private double Chord(int cell) =>
        Math.Abs(_quantiles[cell + 1] - _quantiles[cell]) / (QuantileTable.CellEdge(cell + 1) - QuantileTable.CellEdge(cell));

    /// <summary>The quantile furthest from the middle.</summary>
    public double Outermost => _quantiles[0];

    public (double Quantile, double Slope) At(int cell) => (_quantiles[cell], _slopes[cell]);
}
