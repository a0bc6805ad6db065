namespace CostSim.Engine.Planning.Collapse;

/// <summary>A term, and the kind of call that it belongs to.</summary>
internal sealed record SourcedTerm(CallSource Source, Term Term);

/// <summary>Terms of a phase that one mean and one variation describe, before their residual is known.</summary>
/// <param name="Total">Index of the phase's total.</param>
/// <param name="ItemDraws">What of an item scales them.</param>
/// <param name="CallVariation">Squared coefficient of variation of one term's call-level factors.</param>
/// <param name="Mean">Mean of one term.</param>
/// <param name="Terms">The terms; first calls and the first round of repeated ones.</param>
internal sealed record LaneTerms(
    int Total, IReadOnlyList<int> ItemDraws, double CallVariation, double Mean, IReadOnlyList<SourcedTerm> Terms)
{
    public int First => Terms.Count(t => t.Source.Round == 0);

    public int Repeated => Terms.Count(t => t.Source.Round == 1);
}

/// <summary>With which weight the deviation of a lane is part of another's.</summary>
internal sealed record LaneWeight(int Lane, double Weight);

/// <summary>
/// What is left of the sums of a phase once their counts and shared deviations are drawn: variances, and covariances where sums have item-level or
/// call-level factors in common.
/// </summary>
/// <remarks>
/// Let sum a be Σ over items of I_a·Σ over calls of C_a, with I and C of mean 1, n_a its additions of one item, and Π(1 + δ) over the factors that a and b have in
/// common, of items (i) and of calls (c). By Wald's identity, item by item, Cov(a, b) = Π_i·E[n_a n_b] − E[n_a]·E[n_b] + Π_i·Σ(Π_c − 1), the last sum over pairs of
/// terms in one call. Counts give Cov(n_a, n_b) of it, shared deviations their part of (Π_i − 1)·E[n_a]·E[n_b]; the rest is here.
/// </remarks>
internal sealed class LaneResiduals
{
    private readonly IReadOnlyList<LaneTerms> _lanes;
    private readonly PhaseCounts _counts;
    private readonly Func<IReadOnlyList<int>, double> _variation;
    private readonly Func<IReadOnlyList<int>, double> _shared;
    private readonly double[,] _weights;

    /// <param name="lanes">The lanes of the phase.</param>
    /// <param name="counts">Its counts.</param>
    /// <param name="variation">Squared coefficient of variation of a product of item draws.</param>
    /// <param name="shared">The part of it that shared deviations have.</param>
    public LaneResiduals(
        IReadOnlyList<LaneTerms> lanes, PhaseCounts counts, Func<IReadOnlyList<int>, double> variation, Func<IReadOnlyList<int>, double> shared)
    {
        (_lanes, _counts, _variation, _shared) = (lanes, counts, variation, shared);
        _weights = Factorise();
    }

    /// <summary>The residual's variance for one item as in <see cref="Lane"/>.</summary>
    public (double PerSquare, double PerCall) Own(int index)
    {
        var lane = _lanes[index];
        var items = _variation(lane.ItemDraws);
        var n = _counts.Weighted(lane.First, lane.Repeated);
        var (perSquare, perCall) = Of(items, _shared(lane.ItemDraws), lane.CallVariation, n);
        var pairs = InOneCall(lane, lane);
        return (perSquare, pairs > 0 ? perCall + (1 + items) * pairs / n.Mean : perCall);
    }

    /// <summary>
    /// The residual's variance of Σ over items of I·Σ over calls of C, with I and C of mean 1, for one item as in <see cref="Lane"/>: what counts and shared
    /// deviations leave of (Π(1 + δ_item) − 1)·E[n²] + Π(1 + δ_item)·δ_call·E[n] (Wald's identity, item by item).
    /// </summary>
    /// <param name="items">Squared coefficient of variation of I.</param>
    /// <param name="shared">The part of it that shared deviations have.</param>
    /// <param name="calls">Squared coefficient of variation of C.</param>
    /// <param name="n">The calls of one item.</param>
    public static (double PerSquare, double PerCall) Of(double items, double shared, double calls, Spread n)
    {
        var all = 1 + items;
        var dispersion = n.Mean > 0 ? n.Variance / n.Mean : 0;
        return (Clean(all - 1 - shared), all * calls + (all - 1) * dispersion);

        // Π(1 + δ) − 1 − δ of a single draw is rounding.
        static double Clean(double value) => Math.Abs(value) < 1e-15 ? 0 : value;
    }

    /// <summary>The deviations that a lane's residual is made of, by the lane whose stream each is; empty where it has its own alone.</summary>
    public IEnumerable<LaneWeight> Mix(int index)
    {
        var parts = Enumerable.Range(0, index + 1).Where(lane => _weights[index, lane] != 0).ToList();
        return parts is [var own] && own == index ? [] : parts.Select(lane => new LaneWeight(lane, _weights[index, lane]));
    }

    /// <summary>Cholesky's factor of the correlations, with as many additions as the mean item has.</summary>
    private double[,] Factorise()
    {
        var deviations = new double[_lanes.Count];
        for (var lane = 0; lane < deviations.Length; lane++)
            deviations[lane] = Deviation(lane);
        var factor = new double[_lanes.Count, _lanes.Count];
        for (var a = 0; a < _lanes.Count; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var left = a == b ? 1 : Correlation(a, b);
                for (var k = 0; k < b; k++)
                    left -= factor[a, k] * factor[b, k];
                // What is left of a lane that is another's multiple is rounding.
                if (a == b)
                    factor[a, a] = left > 1e-9 ? Math.Sqrt(left) : 0;
                else if (factor[b, b] > 0)
                    factor[a, b] = left / factor[b, b];
            }
        }

        return factor;

        double Deviation(int index)
        {
            var (perSquare, perCall) = Own(index);
            var n = _counts.Weighted(_lanes[index].First, _lanes[index].Repeated).Mean;
            return Math.Sqrt(Math.Max(0, (perSquare * n + perCall) * n));
        }

        double Correlation(int a, int b) => deviations[a] > 0 && deviations[b] > 0 ? Covariance(_lanes[a], _lanes[b]) / (deviations[a] * deviations[b]) : 0;
    }

    private double Covariance(LaneTerms a, LaneTerms b)
    {
        var common = a.ItemDraws.Where(b.ItemDraws.Contains).ToList();
        var items = _variation(common);
        var calls = InOneCall(a, b);
        if (items == 0 && calls == 0)
            return 0;
        var (ofA, ofB) = (_counts.Weighted(a.First, a.Repeated).Mean, _counts.Weighted(b.First, b.Repeated).Mean);
        return items * _counts.Covariance((a.First, a.Repeated), (b.First, b.Repeated)) + (items - _shared(common)) * ofA * ofB + (1 + items) * calls;
    }

    /// <summary>Σ(Π_c − 1) over pairs of different terms in one call, for the calls of one item.</summary>
    private double InOneCall(LaneTerms a, LaneTerms b)
    {
        var sum = 0.0;
        foreach (var (source, term) in a.Terms)
        {
            foreach (var (otherSource, other) in b.Terms)
            {
                if (!ReferenceEquals(source, otherSource) || ReferenceEquals(term, other))
                    continue;
                var product = 1.0;
                foreach (var factor in term.Calls)
                {
                    if (Array.Exists(other.Calls, same => same.Stream == factor.Stream))
                        product *= 1 + factor.Quantile.Variance / (factor.Quantile.Mean * factor.Quantile.Mean);
                }

                sum += (product - 1) * (source.Round == 0 ? _counts.First : _counts.Again).Mean;
            }
        }

        return sum;
    }
}
