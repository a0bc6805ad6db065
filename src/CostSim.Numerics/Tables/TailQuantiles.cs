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
    }

    /// <summary>The quantile furthest from the middle.</summary>
    public double Outermost => _quantiles[0];

    public (double Quantile, double Slope) At(int cell) => (_quantiles[cell], _slopes[cell]);
}
