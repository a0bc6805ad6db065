using System.Numerics;
using System.Runtime.CompilerServices;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// How one item's count follows from its parent on a grid of one or two run-level chances, read by linear interpolation. The grids are dense: rounding puts
/// kinks into means, where polynomials would ring.
/// </summary>
public sealed class CountTable
{
    private readonly Vector4[] _cells;

    /// <param name="axes">One or two axes; none where nothing at run level matters.</param>
    /// <param name="moments">The moments at a point of the grid.</param>
    public CountTable(IReadOnlyList<RateAxis> axes, Func<double[], CountMoments> moments)
    {
        Axes = [.. axes];
        var (first, second) = (Nodes(0), Nodes(1));
        _cells = new Vector4[first * second];
        for (var i = 0; i < first; i++)
        {
            for (var j = 0; j < second; j++)
            {
                double[] point = axes.Count switch { 0 => [], 1 => [axes[0].At(i)], _ => [axes[0].At(i), axes[1].At(j)] };
                _cells[i * second + j] = moments(point).Pack();
            }
        }
    }

    public RateAxis[] Axes { get; }

    /// <summary>
    /// At the values of the axes: the mean where the parent is 0, the slope on the parent, the standard deviation that is left, and a sixth of the third
    /// central moment over the variance.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector4 At(float x, float y)
    {
        if (Axes.Length == 0)
            return _cells[0];
        var (i, fx) = Axes[0].Place(x);
        if (Axes.Length == 1)
            return Between(_cells[i], _cells[i + 1], fx);
        var (j, fy) = Axes[1].Place(y);
        var low = i * Axes[1].Nodes + j;
        var high = low + Axes[1].Nodes;
        return Between(Between(_cells[low], _cells[low + 1], fy), Between(_cells[high], _cells[high + 1], fy), fx);
    }

    /// <summary>Written out: the library's interpolation may fuse the multiplication with the addition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector4 Between(Vector4 a, Vector4 b, float fraction) => a + (b - a) * fraction;

    private int Nodes(int axis) => axis < Axes.Length ? Axes[axis].Nodes : 1;
}

/// <summary>A run-level chance as an axis of a table: the product of run-level draws.</summary>
/// <param name="RunDraws">Indices of <see cref="Plan.RunDraws"/>.</param>
/// <param name="Min">The least product.</param>
/// <param name="Max">The greatest product.</param>
/// <param name="Nodes">Number of grid points, at least 2.</param>
public sealed record RateAxis(IReadOnlyList<int> RunDraws, double Min, double Max, int Nodes)
{
    private readonly float _min = (float)Min;
    private readonly float _perStep = (float)((Nodes - 1) / (Max - Min));

    public double At(int node) => Min + (Max - Min) * node / (Nodes - 1);

    /// <summary>The node below a value, and how far it is to the next one, in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (int Node, float Fraction) Place(float value)
    {
        var steps = Math.Clamp((value - _min) * _perStep, 0, Nodes - 1);
        var node = Math.Min((int)steps, Nodes - 2);
        return (node, steps - node);
    }
}

/// <summary>Moments of one item's count.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="ParentMean">Mean of the units it is taken from.</param>
/// <param name="Slope">By how much it rises with those: covariance over variance, 0 where they do not vary.</param>
/// <param name="Variance">What is left of its variance.</param>
/// <param name="Third">What is left of its third central moment.</param>
public readonly record struct CountMoments(double Mean, double ParentMean, double Slope, double Variance, double Third)
{
    /// <summary>See <see cref="CountTable.At"/>.</summary>
    internal Vector4 Pack() => new(
        (float)(Mean - Slope * ParentMean), (float)Slope, (float)Math.Sqrt(Variance), Variance > 0 ? (float)(Third / (6 * Variance)) : 0);
}
