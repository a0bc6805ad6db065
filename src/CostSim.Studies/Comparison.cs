using CostSim.Engine.Checks;
using CostSim.Numerics.Statistics;

namespace CostSim.Studies;

/// <summary>The result of <c>costsim compare</c>: all numbers that its reports print.</summary>
public sealed record Comparison
{
    /// <summary>Version of the JSON format; increased when a field changes its meaning or is removed.</summary>
    public const int SchemaVersion = 1;

    public required ulong Seed { get; init; }

    public required long Trials { get; init; }

    /// <summary>The command that reproduces it, or null if not from a command.</summary>
    public string? Command { get; init; }

    /// <summary>
    /// The precision of P95, if the default number of trials was used call by call; otherwise null.
    /// </summary>
    public Precision? Precision { get; init; }

    /// <summary>The cases; the first is the reference.</summary>
    public required IReadOnlyList<ComparedCase> Cases { get; init; }

    /// <summary>One for each case but the first.</summary>
    public required IReadOnlyList<CostDifference> Differences { get; init; }

    /// <summary>The maximum relative increase allowed, or null.</summary>
    public double? MaxIncrease { get; init; }

    /// <summary>The verdict of the gate over all differences; null without <see cref="MaxIncrease"/>.</summary>
    public Verdict? Verdict =>
        MaxIncrease is { } most ? IncreaseGate.Of(Differences.SelectMany(difference => difference.Increases), most) : null;

    /// <summary>
    /// Whether the cases have different numbers of items, so that cost per item and cost per run compare differently.
    /// </summary>
    public bool ItemsDiffer => Cases.Any(one => one.Run.Items != Cases[0].Run.Items);
}

/// <summary>One of the things compared.</summary>
/// <param name="Label">Its distinguishing label.</param>
/// <param name="Run">Its own band.</param>
public sealed record ComparedCase(string Label, RunSummary Run);

/// <summary>The difference of a case from the reference, trial by trial on the same draws.</summary>
public sealed record CostDifference
{
    public required string Label { get; init; }

    /// <summary>The case's token cost minus the reference's, in USD per run; the ends are those drawn.</summary>
    public required MeasureSummary Usd { get; init; }

    /// <summary>The ratio of its token cost to the reference's, in each trial; null if the reference may cost nothing.</summary>
    public required MeasureSummary? Ratio { get; init; }

    /// <summary>Mean of <see cref="Usd"/> with its interval.</summary>
    public required Estimate MeanUsd { get; init; }

    /// <summary>The probability that the case costs less.</summary>
    public required Estimate Cheaper { get; init; }

    /// <summary>The probability that both cost the same, to the last step.</summary>
    public required Estimate Same { get; init; }

    /// <summary>The probabilities that an item of the case costs less, and that it costs the same.</summary>
    public required (Estimate Cheaper, Estimate Same) PerItem { get; init; }

    /// <summary>The relative increases of mean, P50 and P95 of the run's token cost.</summary>
    public required IReadOnlyList<Increase> Increases { get; init; }

    /// <summary>The number of the case's run-level draws shared with the reference, and its total number.</summary>
    public required (int Shared, int All) Draws { get; init; }

    /// <summary>The same for tokens and operations together; null if neither has operations.</summary>
    public CostDifference? WithOperations { get; init; }

    /// <summary>The decomposition of the difference of the means.</summary>
    public required Explanation Explanation { get; init; }
}

/// <summary>The relative increase of a statistic of a case's token cost.</summary>
/// <param name="Statistic">"mean", "P50", "P95".</param>
/// <param name="Share">As a share of the reference's; null if there are too few trials or the reference costs nothing.</param>
/// <param name="IsGated">Whether <c>--max-increase</c> applies to it.</param>
public sealed record Increase(string Statistic, Estimate? Share, bool IsGated);
