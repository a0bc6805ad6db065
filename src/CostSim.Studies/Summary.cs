using CostSim.Engine;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>What a command found, in numbers: one home for everything that JSON, Parquet, tables and plots print.</summary>
public sealed record Summary
{
    /// <summary>Version of the form of <c>summary.json</c>; raised when a field changes its meaning or goes.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The scenario, in the case of the first run: name and item are those of all.</summary>
    public required Scenario Scenario { get; init; }

    public required ulong Seed { get; init; }

    public required long Trials { get; init; }

    /// <summary>SHA-256 over every integer of the aggregates.</summary>
    public required string ResultHash { get; init; }

    /// <summary>Whether run-level factors were held at their centre.</summary>
    public bool RunFactorsFixed { get; init; }

    /// <summary>The command that makes this result again, or null where none made it.</summary>
    public string? Command { get; init; }

    /// <summary>Correlations of the scenario, and what the trials have of them.</summary>
    public IReadOnlyList<AchievedRank> Correlations { get; init; } = [];

    /// <summary>One for each run, variant and number of items, in the order asked.</summary>
    public required IReadOnlyList<RunSummary> Runs { get; init; }

    /// <summary>Scenario and number of items of each run.</summary>
    public IReadOnlyList<SizedScenario> Cases => [.. Runs.Select(run => new SizedScenario(run.Scenario, run.Items))];
}

/// <summary>A run of a number of items.</summary>
public sealed record RunSummary
{
    /// <summary>What was run: this run of the scenario, with the changes of its variant.</summary>
    public required Scenario Scenario { get; init; }

    public required long Items { get; init; }

    /// <summary>The whole run.</summary>
    public required ScopeSummary Total { get; init; }

    /// <summary>The run's total divided by its items.</summary>
    public required ScopeSummary PerItem { get; init; }

    /// <summary>The phases, then the allowances.</summary>
    public required IReadOnlyList<PhaseSummary> Phases { get; init; }

    /// <summary>What drives the cost, or null where it does not vary or the trials are too few to say.</summary>
    public DriversSummary? Drivers { get; init; }

    /// <summary>Budgets of the command or the scenario that speak of this run.</summary>
    public required IReadOnlyList<BudgetSummary> Budgets { get; init; }

    /// <summary>
    /// Those of <see cref="ScopeSummary.Whole"/>: a budget for tokens alone says nothing of all costs, where there are more than tokens.
    /// </summary>
    public IEnumerable<BudgetSummary> BudgetsOfWhole => Budgets.Where(budget => budget.OfAll || Total.AllCost is null);

    /// <summary>What the scenario's safety margin makes of it, or null where there is none, or too few trials.</summary>
    public PlanningCost? Planning { get; init; }

    /// <summary>For each phase, how it was drawn and why, in words; empty where that was not kept.</summary>
    public IReadOnlyList<string> Drawing { get; init; } = [];

    /// <summary>The estimated relative error of the approximation at P1 and P99 of the run's cost; 0 where there is none.</summary>
    public double ApproximationError { get; init; }

    /// <summary>What the scenario's source says of this run.</summary>
    public required IReadOnlyList<Expectation> Expectations { get; init; }
}

/// <summary>One phase, or one allowance, of a run.</summary>
public sealed record PhaseSummary(string Id, string Name, bool IsAllowance, ScopeSummary Scope)
{
    /// <summary>Share of its calls that the cap on output cut, on average; 0 where there is no cap.</summary>
    public double CutShare { get; init; }

    /// <summary>Whether it is a line of operations.</summary>
    public bool IsOperations { get; init; }

    /// <summary>What tables print: id and name, or the one where they are the same.</summary>
    public string Label => IsAllowance || Id == Name ? Name : $"{Id} {Name}";
}

/// <summary>The measures of a run or a phase.</summary>
/// <param name="Cost">In USD.</param>
/// <param name="InputTokens">In tokens.</param>
/// <param name="OutputTokens">In billed tokens.</param>
/// <param name="Calls">In billed calls.</param>
public sealed record ScopeSummary(MeasureSummary Cost, MeasureSummary InputTokens, MeasureSummary OutputTokens, MeasureSummary Calls)
{
    /// <summary>Cost of people and tools in USD, outside of token cost; null where the scenario has none.</summary>
    public MeasureSummary? Operations { get; init; }

    /// <summary>Token cost and operations together in USD; null where the scenario has no operations.</summary>
    public MeasureSummary? AllCost { get; init; }

    /// <summary>What is to be paid in all: tokens, and operations where there are any.</summary>
    public MeasureSummary Whole => AllCost ?? Cost;

    /// <summary>The measures there are.</summary>
    public IReadOnlyList<Measure> Measures =>
        Operations is null ? Engine.Planning.Measures.OfTokens : Engine.Planning.Measures.WithOperations;

    public MeasureSummary this[Measure measure] => measure switch
    {
        Measure.Cost => Cost,
        Measure.InputTokens => InputTokens,
        Measure.OutputTokens => OutputTokens,
        Measure.Calls => Calls,
        Measure.Operations => Operations,
        _ => AllCost,
    } ?? throw new ArgumentException($"the scenario has no {measure}", nameof(measure));

    internal ScopeSummary Over(
        double divisor) => new(Cost.Over(divisor), InputTokens.Over(divisor), OutputTokens.Over(divisor), Calls.Over(divisor))
    {
        Operations = Operations?.Over(divisor),
        AllCost = AllCost?.Over(divisor),
    };
}

/// <summary>One measure: its computed ends, and what the trials showed.</summary>
/// <param name="Support">The ends computed from the supports of the factors; infinite where there is no limit.</param>
/// <param name="Min">The least value drawn.</param>
/// <param name="Max">The greatest value drawn.</param>
/// <param name="Mean">Mean of the trials.</param>
/// <param name="StandardDeviation">Standard deviation of the trials.</param>
/// <param name="Percentiles">As <see cref="PercentileNames"/>; null where the trials are too few.</param>
public sealed record MeasureSummary(
    Bounds Support, double Min, double Max, double Mean, double StandardDeviation, IReadOnlyList<Percentile?> Percentiles)
{
    /// <summary>Confidence of every interval.</summary>
    public const double Confidence = 0.95;

    /// <summary>The percentiles that are kept.</summary>
    public static readonly IReadOnlyList<string> PercentileNames =
        ["P1", "P5", "P10", "P25", "P50", "P75", "P80", "P90", "P95", "P99", "P99.9"];

    internal static readonly double[] Probabilities = [0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.80, 0.90, 0.95, 0.99, 0.999];

    /// <summary>The ranks that enclose the percentiles, for all measures that are summarised together.</summary>
    internal static EnclosingRanks Ranks() => new(Probabilities, Confidence);

    /// <summary>A percentile by its name, or null where the trials are too few.</summary>
    public Percentile? this[string name]
    {
        get
        {
            for (var i = 0; i < PercentileNames.Count; i++)
            {
                if (PercentileNames[i] == name)
                    return Percentiles[i];
            }

            throw new ArgumentException($"{name} is not one of {string.Join(", ", PercentileNames)}", nameof(name));
        }
    }

    internal MeasureSummary Times(double factor) => new(
        new Bounds(Support.Min * factor, Support.Max * factor), Min * factor, Max * factor, Mean * factor, StandardDeviation * factor,
        Each(Percentiles, percentile => percentile.Times(factor)));

    internal MeasureSummary Over(double divisor) => new(
        new Bounds(Support.Min / divisor, Support.Max / divisor), Min / divisor, Max / divisor, Mean / divisor, StandardDeviation / divisor,
        Each(Percentiles, percentile => percentile.Over(divisor)));

    internal static Percentile?[] Each(IReadOnlyList<Percentile?> percentiles, Func<Percentile, Percentile> change)
    {
        var changed = new Percentile?[percentiles.Count];
        for (var i = 0; i < changed.Length; i++)
            changed[i] = percentiles[i] is { } known ? change(known) : null;
        return changed;
    }
}

/// <summary>What a scenario with a safety margin plans with: P50 of the token cost, and the margin on top. No trial knows of it.</summary>
/// <param name="Margin">The margin as a share.</param>
/// <param name="Usd">P50 × (1 + margin).</param>
/// <param name="More">The chance that the run's tokens cost more.</param>
public sealed record PlanningCost(double Margin, double Usd, Estimate More);

/// <summary>A budget and the chance that the run keeps it.</summary>
/// <param name="AtMostUsd">The budget.</param>
/// <param name="Confidence">The chance that is asked for, or null where only the budget is given.</param>
/// <param name="Probability">The share of trials that cost at most the budget.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end of its interval.</param>
public sealed record BudgetSummary(double AtMostUsd, double? Confidence, double Probability, double Low, double High)
{
    /// <summary>Whether it is of the run's cost divided by its items; else of the run's.</summary>
    public bool PerItem { get; init; }

    /// <summary>Whether it is of tokens and operations together; else of the tokens.</summary>
    public bool OfAll { get; init; }

    /// <summary>What it allows a run of so many items.</summary>
    public double UsdOfRun(long items) => AtMostUsd * (PerItem ? items : 1);
}
