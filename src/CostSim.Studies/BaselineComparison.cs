using CostSim.Engine.Checks;
using CostSim.Numerics.Statistics;

namespace CostSim.Studies;

/// <summary>Cases held against an earlier summary: its trials are gone, so bands are compared, not trials.</summary>
public sealed record BaselineComparison
{
    public required ulong Seed { get; init; }

    public required long Trials { get; init; }

    public string? Command { get; init; }

    public required Baseline Baseline { get; init; }

    /// <summary>Each case with the run of the baseline that it is held against.</summary>
    public required IReadOnlyList<(ComparedCase Case, BaselineRun Before)> Cases { get; init; }

    /// <summary>Whether every trial is what it was: the hash over all aggregates is the baseline's.</summary>
    public required bool IsSame { get; init; }

    /// <summary>
    /// How well P95 of the cases is known where the number of trials was left to the program and it goes call by call; else null.
    /// </summary>
    public Precision? Precision { get; init; }

    public double? MaxIncrease { get; init; }

    /// <summary>What the gate says of all cases; null without <see cref="MaxIncrease"/>.</summary>
    public Verdict? Verdict => MaxIncrease is { } most ? IncreaseGate.Of(Cases.SelectMany(Increases), most) : null;

    /// <summary>
    /// By how much mean, P50 and P95 are above the baseline's. Both have their own sampling error, and the interval holds both as if they
    /// were independent: with the same seed they share draws, and the truth is narrower.
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
        // Each end errs by what the end of one and the opposite end of the other err by.
        var low = ratio * Math.Sqrt(Square(1 - b.Low / b.Value) + Square(a.High / a.Value - 1));
        var high = ratio * Math.Sqrt(Square(b.High / b.Value - 1) + Square(1 - a.Low / a.Value));
        return new Increase(statistic, new Estimate(ratio - 1, ratio - 1 - low, ratio - 1 + high), isGated);
    }

    private static double Square(double value) => value * value;
}
