using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>The key of a lane: terms with equal keys are added in one lane.</summary>
/// <param name="Total">Index of the phase's total.</param>
/// <param name="ItemProduct">Index of <see cref="Plan.ItemProducts"/>.</param>
/// <param name="Variation">Squared coefficient of variation of the call-level factors.</param>
/// <param name="Mean">Mean of the call-level factors.</param>
internal sealed record LaneKey(int Total, int ItemProduct, double Variation, double Mean);

/// <summary>A term with its pool and call source.</summary>
internal sealed record LaneTerm(Pool Pool, CallSource Source, Term Term);

/// <summary>
/// The terms of a phase with the same mean and variation; of first calls and the first round of repeats, as all rounds of a retry add
/// alike.
/// </summary>
internal sealed record LaneTerms(LaneKey Key, IReadOnlyList<LaneTerm> Terms)
{
    /// <summary>The lanes of a phase, of all its passages.</summary>
    public static IReadOnlyList<LaneTerms> Of(Plan plan, PhasePlan phase) =>
    [
        .. PoolsOf(plan, phase)
            .SelectMany(
                pool => pool.Sources.Where(source => source.Round <= 1).SelectMany(
                    source => source.Terms.Select(term => new LaneTerm(pool, source, term))))
            .GroupBy(term => KeyOf(term.Term)).Select(same => new LaneTerms(same.Key, [.. same])),
    ];

    /// <summary>The pools of all passages of a phase.</summary>
    public static IEnumerable<Pool> PoolsOf(Plan plan, PhasePlan phase) =>
        Passage.All(plan).Where(passage => passage.Phase == phase.Passage.Phase).SelectMany(passage => passage.Pools);

    private static LaneKey KeyOf(Term term)
    {
        var (mean, square) = (CallMoments.Of(term.Calls, 1), CallMoments.Of(term.Calls, 2));
        return new LaneKey(term.Total, term.ItemProduct, mean > 0 && term.Calls.Length > 0 ? Clean(square / (mean * mean) - 1) : 0, mean);
    }

    private static double Clean(double value) => Math.Abs(value) < 1e-14 ? 0 : value;
}

/// <summary>Moments of a product of call-level factors, which may repeat a factor.</summary>
internal static class CallMoments
{
    /// <summary>The mean of a power of the product.</summary>
    public static double Of(IEnumerable<Numerics.Simd.CallFactor> factors, int power) =>
        factors.GroupBy(factor => factor.Stream).Aggregate(
            1.0, (value, same) => value * Moment(same.First().Quantile, power * same.Count()));

    /// <summary>The mean of a power under a distribution.</summary>
    public static double Moment(QuantileFunction law, int power) => power switch
    {
        1 => law.Mean,
        2 => law.Variance + law.Mean * law.Mean,
        _ => WeightedValues.Of(law).Expect(value => Math.Pow(value, power)),
    };
}
