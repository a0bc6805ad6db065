using CostSim.Engine.Checks;
using CostSim.Numerics.Statistics;

namespace CostSim.Studies;

/// <summary>A comparison of cases with an earlier summary. It has no trials, so only bands are compared.</summary>
public sealed record BaselineComparison
{
    public required ulong Seed { get; init; }

    public required long Trials { get; init; }

    public string? Command { get; init; }

    public required Baseline Baseline { get; init; }

    /// <summary>Each case with the baseline run it is compared with.</summary>
    public required IReadOnlyList<(ComparedCase Case, BaselineRun Before)> Cases { get; init; }

    /// <summary>Whether every trial is unchanged: the hash of all aggregates equals the baseline's.</summary>
    public required bool IsSame { get; init; }

    /// <summary>
    /// The precision of P95, if the default number of trials was used call by call; otherwise null.
    /// </summary>
    public Precision? Precision { get; init; }

    public double? MaxIncrease { get; init; }

    /// <summary>The verdict of the gate over all cases; null without <see cref="MaxIncrease"/>.</summary>
    public Verdict? Verdict => MaxIncrease is { } most ? IncreaseGate.Of(Cases.SelectMany(Increases), most) : null;

    /// <summary>
    /// By how much mean, P50 and P95 are above the baseline's. The interval combines both sampling errors as if independent: with the same
    /// seed they share draws, so it is conservative.
    /// </summary>
    public IReadOnlyList<Increase> Increases((ComparedCase Case, BaselineRun Before) pair)
    {
        var (cost, before) = (pair.Case.Run.Total.Cost, pair.Before);
        return
        [
            Of("mean", Around(before.Mean, before.StandardDeviation, Baseline.Trials), Around(cost.Mean, cost.StandardDeviation, Trials),
                false),
            Of("P50", before.Percentiles.GetValueOrDefault("P50"), cost["P50"], true),
            Of("P95", before.Percentiles.GetValueOrDefault("P95"), cost["P95"], true),
        ];
    }

    private static Percentile Around(double mean, double deviation, long trials)
    {
        var around = Estimate.OfMean(mean, deviation, trials);
        return new Percentile(around.Value, around.Low, around.High);
    }

    private Increase Of(string statistic, Percentile? before, Percentile? now, bool isGated)
    {
        if (IsSame)
            return new Increase(statistic, new Estimate(0, 0, 0), isGated);
        if (before is not { Value: > 0 } a || now is not { Value: > 0 } b)
            return new Increase(statistic, null, isGated);
        var ratio = b.Value / a.Value;
        // Each end combines the error at one end of one with the opposite end of the other.
        var low = ratio * Math.Sqrt(Square(1 - b.Low / b.Value) + Square(a.High / a.Value - 1));
        var high = ratio * Math.Sqrt(Square(b.High / b.Value - 1) + Square(1 - a.Low / a.Value));
        return new Increase(statistic, new Estimate(ratio - 1, ratio - 1 - low, ratio - 1 + high), isGated);
    }

    private static double Square(double value) => value * value;
}
