using CostSim.Engine.Aggregation;
using CostSim.Engine.Comparison;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;

namespace CostSim.Studies;

/// <summary>Builds a comparison from the sums of a simulation of several cases.</summary>
public static class ComparisonBuilder
{
    /// <summary>Minimum number of trials: below, a batch has too few trials beyond its P95.</summary>
    private const int TrialsMin = 20 * Jackknife.Batches;

    /// <param name="labels">The labels of the cases.</param>
    /// <param name="results">The aggregates of each case.</param>
    /// <param name="sums">The sums of the comparison.</param>
    /// <param name="means">The decomposed mean cost of each case.</param>
    public static IReadOnlyList<CostDifference> Differences(
        IReadOnlyList<string> labels, IReadOnlyList<Aggregates> results, ComparisonSums sums,
        IReadOnlyList<IReadOnlyList<PhaseMeans>> means) =>
    [
        .. sums.Pairs.Select((_, p) => Difference(
            labels[p + 1], sums, p, 0, p + 1, ComparedPlans.SharedDraws(results[0].Plan, results[p + 1].Plan),
            Explanation.Of(means[0], means[p + 1]))),
    ];

    /// <summary>One pair of a comparison.</summary>
    /// <param name="label">The label of the case.</param>
    /// <param name="sums">The sums of the comparison.</param>
    /// <param name="pair">Index of the pair.</param>
    /// <param name="reference">Index of the reference plan.</param>
    /// <param name="other">Index of the other.</param>
    /// <param name="draws">Run-level draws of the other, shared and all.</param>
    /// <param name="explanation">The decomposition of the difference of the means.</param>
    public static CostDifference Difference(
        string label, ComparisonSums sums, int pair, int reference, int other, (int Shared, int All) draws, Explanation explanation) =>
        Difference(label, sums.Pairs[pair], Increases(sums.Costs[reference], sums.Costs[other]), draws, explanation) with
        {
            WithOperations = sums.PairsOfAll.Count == 0 ? null : Difference(label, sums.PairsOfAll[pair], [], draws, explanation),
        };

    private static CostDifference Difference(
        string label, PairSums pair, IReadOnlyList<Increase> increases, (int Shared, int All) draws, Explanation explanation)
    {
        var ranks = MeasureSummary.Ranks();
        var usd = Drawn(pair.Difference, ranks);
        var trials = pair.Difference.Moments.Count;
        return new CostDifference
        {
            Label = label,
            Usd = usd,
            Ratio = pair.Ratio.Moments.Count == trials ? Drawn(pair.Ratio, ranks) : null,
            MeanUsd = Estimate.OfMean(usd.Mean, usd.StandardDeviation, trials),
            Cheaper = Chance(pair.Cheaper, trials),
            Same = Chance(pair.Same, trials),
            PerItem = (Chance(pair.CheaperPerItem, trials), Chance(pair.SamePerItem, trials)),
            Increases = increases,
            Draws = draws,
            Explanation = explanation,
        };
    }

    private static Increase[] Increases(BatchedValues reference, BatchedValues other)
    {
        return [Of("mean", values => leftOut => values.Mean(leftOut), false), Percentile("P50", 0.50), Percentile("P95", 0.95)];

        Increase Percentile(string name, double p) => Of(name, values => leftOut => values.Percentile(p, leftOut), true);

        Increase Of(string name, Func<BatchedValues, Func<int, double>> statistic, bool isGated)
        {
            var (a, b) = (statistic(reference), statistic(other));
            var share = reference.Count < TrialsMin || a(Jackknife.None) <= 0 ? (Estimate?)null
                : Jackknife.Of(leftOut => b(leftOut) / a(leftOut) - 1);
            return new Increase(name, share, isGated);
        }
    }

    private static MeasureSummary Drawn(MeasureAggregate aggregate, EnclosingRanks ranks) => Summariser.Summarise(
        aggregate, new Bounds(aggregate.Moments.Min * aggregate.UnitsPerStep, aggregate.Moments.Max * aggregate.UnitsPerStep), ranks);

    private static Estimate Chance(long trials, long all) => Fraction.Of(trials, all, MeasureSummary.Confidence);
}
