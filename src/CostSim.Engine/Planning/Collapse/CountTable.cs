using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// Moments of one item's count given its parent count, on a grid of one or two run-level probabilities, linearly interpolated. The grids
/// are dense: rounding puts kinks into means, where polynomials would ring.
/// </summary>
public sealed class CountTable
{
    /// <param name="axes">One or two axes; none if nothing at run level matters.</param>
    /// <param name="moments">The moments at a point of the grid.</param>
    public CountTable(IReadOnlyList<RateAxis> axes, Func<double[], CountMoments> moments)
    {
        Axes = axes;
        Grid = new GridTable([.. axes.Select(axis => axis.Grid)], point => moments(point).Pack());
    }

    public IReadOnlyList<RateAxis> Axes { get; }

    /// <summary>
    /// Its quantities: the mean for a parent of 0, the slope on the parent, the residual standard deviation, and a sixth of the
    /// third central moment over the variance.
    /// </summary>
    public GridTable Grid { get; }
}

/// <summary>A run-level probability as an axis of a table: a product of run-level draws.</summary>
/// <param name="RunDraws">Indices of <see cref="Plan.RunDraws"/>.</param>
/// <param name="Grid">The nodes, from the least product to the greatest.</param>
public sealed record RateAxis(IReadOnlyList<int> RunDraws, GridAxis Grid);

/// <summary>Moments of one item's count.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="ParentMean">Mean of the parent count.</param>
/// <param name="Slope">Its regression slope on the parent: covariance over variance, 0 if the parent does not vary.</param>
/// <param name="Variance">Residual variance.</param>
/// <param name="Third">Residual third central moment.</param>
public readonly record struct CountMoments(double Mean, double ParentMean, double Slope, double Variance, double Third)
{
    /// <summary>See <see cref="CountTable.Grid"/>.</summary>
    internal GridValues Pack() => new(Mean - Slope * ParentMean, Slope, Math.Sqrt(Variance), Variance > 0 ? Third / (6 * Variance) : 0);
}
