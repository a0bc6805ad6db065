using System.Numerics;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// Moments of one call at every node of a table: computed at some nodes (knots), as densely as needed, and interpolated between them by the
/// cubic through the four nearest.
/// </summary>
/// <remarks>
/// Evenly spaced knots are refined along an axis until the cubic agrees with the computed values halfway between them: means within 1e-5 of
/// all tokens of the call, covariances within 5e-4 of their variances. If a call has many draws, planning would take seconds, so knots stay
/// further apart; the resulting error of a mean is checked by <see cref="MeanGuard"/>.
/// </remarks>
internal sealed class SingleCallGrid
{
    /// <summary>Initial number of cells between knots.</summary>
    private const int CellsMin = 8;

    private const double MeanTolerance = 1e-5;
    private const double VarianceTolerance = 5e-4;

    /// <summary>Knots of the other axis at which halfway points are computed.</summary>
    private const int Checked = 3;

    private readonly RunAxis[] _axes;
    private readonly Func<double, double, MomentsOfCall> _exact;
    private readonly MomentsOfCall?[,] _known;
    private readonly int[] _strides;

    /// <param name="axes">Two at most.</param>
    /// <param name="knotsMax">Maximum number of knots, both axes together.</param>
    /// <param name="exact">The moments at a product of each axis.</param>
    public SingleCallGrid(IReadOnlyList<RunAxis> axes, double knotsMax, Func<double, double, MomentsOfCall> exact)
    {
        (_axes, _exact) = ([.. axes], exact);
        _known = new MomentsOfCall?[Nodes(0), Nodes(1)];
        _strides = [Stride(0), Stride(1)];
        int[] coarse = [0, 1];
        while ((coarse = [.. coarse.Where(axis => CanHalve(axis) && Differs(axis))]).Length > 0)
        {
            foreach (var axis in coarse)
                _strides[axis] /= 2;
        }

        bool CanHalve(
            int axis) => _strides[axis] > 1 && 2.0 * Nodes(axis) / _strides[axis] * Nodes(1 - axis) / _strides[1 - axis] <= knotsMax;

        int Stride(int axis) => 1 << BitOperations.Log2((uint)Math.Max(1, Nodes(axis) / CellsMin - 1));
    }

    /// <summary>The moments at all nodes, those along the second axis one after the other: thousands, of which none is kept.</summary>
    public IEnumerable<MomentsOfCall> Fill()
    {
        var (firsts, seconds) = (Knots(0), Knots(1));
        for (var i = 0; i < Nodes(0); i++)
        {
            var row = seconds.ToDictionary(second => second, second => Between(0, firsts, i, knot => At(knot, second)));
            for (var j = 0; j < Nodes(1); j++)
                yield return Between(1, seconds, j, knot => row[knot]);
        }
    }

    private int Nodes(int axis) => axis < _axes.Length ? _axes[axis].Nodes : 1;

    private double Place(int axis, int node) => axis < _axes.Length ? _axes[axis].At(node) : 1;

    private MomentsOfCall At(int first, int second) => _known[first, second] ??= _exact(Place(0, first), Place(1, second));

    private List<int> Knots(int axis)
    {
        var last = Nodes(axis) - 1;
        List<int> knots = [.. Enumerable.Range(0, last / _strides[axis] + 1).Select(knot => knot * _strides[axis])];
        if (knots[^1] != last)
            knots.Add(last);
        return knots;
    }

    /// <summary>Whether the cubic is inaccurate halfway between two knots of an axis.</summary>
    private bool Differs(int axis)
    {
        var (knots, others) = (Knots(axis), Knots(1 - axis));
        int[] beside = [.. Enumerable.Range(0, Checked).Select(i => others[i * (others.Count - 1) / (Checked - 1)]).Distinct()];
        for (var k = 0; k + 1 < knots.Count; k++)
        {
            var half = (knots[k] + knots[k + 1]) / 2;
            if (half > knots[k] && beside.Any(other => IsOff(Between(axis, knots, half, knot => OnAxis(knot, other)), OnAxis(half, other))))
                return true;
        }

        return false;

        MomentsOfCall OnAxis(int node, int other) => axis == 0 ? At(node, other) : At(other, node);
    }

    private static bool IsOff(MomentsOfCall read, MomentsOfCall exact)
    {
        for (var a = 0; a < SingleCallMoments.Measures; a++)
        {
            // Cut calls are counts, so the error of their share is relative to 1.
            var all = a == SingleCallMoments.Cut ? 1 : exact.Mean[a % 2] + exact.Mean[a % 2 + 2];
            if (Math.Abs(read.Mean[a] - exact.Mean[a]) > MeanTolerance * all)
                return true;
            for (var b = 0; b <= a; b++)
            {
                if (IsOffOf(read.Within, exact.Within) || IsOffOf(read.Between, exact.Between))
                    return true;

                bool IsOffOf(double[,] one, double[,] other) =>
                    Math.Abs(one[a, b] - other[a, b]) > VarianceTolerance * Math.Sqrt(Variance(a) * Variance(b))
                        + MeanTolerance * MeanTolerance * all * all;
            }
        }

        return false;

        double Variance(int measure) => exact.Within[measure, measure] + exact.Between[measure, measure];
    }

    /// <summary>The value at a node by the cubic through the four surrounding knots; at a knot, the value itself.</summary>
    private MomentsOfCall Between(int axis, List<int> knots, int node, Func<int, MomentsOfCall> of)
    {
        var above = knots.BinarySearch(node);
        if (above >= 0)
            return of(node);
        var first = Math.Clamp(~above - 2, 0, Math.Max(0, knots.Count - 4));
        int[] near = [.. knots.Skip(first).Take(4)];
        var place = Place(axis, node);
        var sum = new MomentsOfCall(of(near[0]).Shared);
        foreach (var knot in near)
            sum.Add(of(knot),
                near.Where(other => other != knot).Aggregate(
                    1.0, (weight, other) => weight * (place - Place(axis, other)) / (Place(axis, knot) - Place(axis, other))));
        return sum;
    }
}
