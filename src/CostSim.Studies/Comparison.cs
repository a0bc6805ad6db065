using CostSim.Engine.Checks;
using CostSim.Numerics.Statistics;

namespace CostSim.Studies;

/// <summary>What <c>costsim compare</c> found, in numbers: one home for everything that its reports print.</summary>
public sealed record Comparison
{
    /// <summary>Version of the form of the JSON; raised when a field changes its meaning or goes.</summary>
    public const int SchemaVersion = 1;

    public required ulong Seed { get; init; }

    public required long Trials { get; init; }

    /// <summary>The command that makes this result again, or null where none made it.</summary>
    public string? Command { get; init; }

    /// <summary>
    /// How well P95 of the cases is known where the number of trials was left to the program and it goes call by call; else null.
    /// </summary>
    public Precision? Precision { get; init; }

    /// <summary>What is compared; the first is what the others are held against.</summary>
    public required IReadOnlyList<ComparedCase> Cases { get; init; }

    /// <summary>One for each case but the first.</summary>
    public required IReadOnlyList<CostDifference> Differences { get; init; }

    /// <summary>The most that a cost may rise, as a share, or null where nothing is asked.</summary>
    public double? MaxIncrease { get; init; }

    /// <summary>What the gate says of all differences; null without <see cref="MaxIncrease"/>.</summary>
    public Verdict? Verdict =>
        MaxIncrease is { } most ? IncreaseGate.Of(Differences.SelectMany(difference => difference.Increases), most) : null;

    /// <summary>
    /// Whether the cases have different numbers of items, so that the cost of an item is another comparison than the cost of a run.
    /// </summary>
    public bool ItemsDiffer => Cases.Any(one => one.Run.Items != Cases[0].Run.Items);
}

/// <summary>One of the things compared.</summary>
/// <param name="Label">What tells it from the others.</param>
/// <param name="Run">Its own band.</param>
public sealed record ComparedCase(string Label, RunSummary Run);

/// <summary>A case held against the first, trial by trial on the same draws.</summary>
public sealed record CostDifference
{
    public required string Label { get; init; }

    /// <summary>The case's token cost less that of the first, in USD of the run; the ends are those drawn.</summary>
    public required MeasureSummary Usd { get; init; }

    /// <summary>Its token cost over that of the first, in each trial; null where the first may cost nothing.</summary>
    public required MeasureSummary? Ratio { get; init; }

    /// <summary>Mean of <see cref="Usd"/> with its interval.</summary>
    public required Estimate MeanUsd { get; init; }

    /// <summary>The chance that the case costs less.</summary>
    public required Estimate Cheaper { get; init; }

    /// <summary>The chance that both cost the same to the last step.</summary>
    public required Estimate Same { get; init; }

    /// <summary>The chance that an item of the case costs less, and that it costs the same.</summary>
    public required (Estimate Cheaper, Estimate Same) PerItem { get; init; }

    /// <summary>By how much mean, P50 and P95 of the run's token cost are above those of the first.</summary>
    public required IReadOnlyList<Increase> Increases { get; init; }

    /// <summary>How many of the case's run-level draws are draws of the first as well, and how many it has.</summary>
    public required (int Shared, int All) Draws { get; init; }

    /// <summary>The same of tokens and operations together; null where none of the two has operations.</summary>
    public CostDifference? WithOperations { get; init; }

    /// <summary>What the difference of the means is made of.</summary>
    public required Explanation Explanation { get; init; }
}

/// <summary>By how much a statistic of a case's token cost is above that of the first.</summary>
/// <param name="Statistic">"mean", "P50", "P95".</param>
/// <param name="Share">As a share of the first's; null where the trials are too few or the first costs nothing.</param>
/// <param name="IsGated">Whether <c>--max-increase</c> speaks of it.</param>
public sealed record Increase(string Statistic, Estimate? Share, bool IsGated);
