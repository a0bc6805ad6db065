using CostSim.Engine;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>The results of a run: all numbers that JSON, Parquet, tables and plots print.</summary>
public sealed record Summary
{
    /// <summary>Version of the format of <c>summary.json</c>; increased when a field changes its meaning or is removed.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The scenario, in the case of the first run: name and item are those of all.</summary>
    public required Scenario Scenario { get; init; }

    public required ulong Seed { get; init; }

    public required long Trials { get; init; }

    /// <summary>SHA-256 over every integer of the aggregates.</summary>
    public required string ResultHash { get; init; }

    /// <summary>Whether run-level factors were held at their centre.</summary>
    public bool RunFactorsFixed { get; init; }

    /// <summary>The command that reproduces it, or null if not from a command.</summary>
    public string? Command { get; init; }

    /// <summary>Correlations of the scenario, and those achieved in the trials.</summary>
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

    /// <summary>The drivers of the cost, or null if it does not vary or there are too few trials.</summary>
    public DriversSummary? Drivers { get; init; }

    /// <summary>Budgets of the command or the scenario that apply to this run.</summary>
    public required IReadOnlyList<BudgetSummary> Budgets { get; init; }

    /// <summary>
    /// Those of <see cref="ScopeSummary.Whole"/>: a budget for tokens alone does not apply to all costs, if there are others.
    /// </summary>
    public IEnumerable<BudgetSummary> BudgetsOfWhole => Budgets.Where(budget => budget.OfAll || Total.AllCost is null);

    /// <summary>The planning cost with the scenario's safety margin, or null if there is none, or too few trials.</summary>
    public PlanningCost? Planning { get; init; }

    /// <summary>For each phase, how it was simulated and why, in words; empty if not kept.</summary>
    public IReadOnlyList<string> Drawing { get; init; } = [];

    /// <summary>The estimated relative error of the approximation at P1 and P99 of the run's cost; 0 if there is none.</summary>
    public double ApproximationError { get; init; }

    /// <summary>Figures that the scenario's source states for this run.</summary>
    public required IReadOnlyList<Expectation> Expectations { get; init; }
}

/// <summary>One phase, or one allowance, of a run.</summary>
public sealed record PhaseSummary(string Id, string Name, bool IsAllowance, ScopeSummary Scope)
{
    /// <summary>Mean share of its calls cut by the output cap; 0 without a cap.</summary>
    public double CutShare { get; init; }

    /// <summary>Whether it is a line of operations.</summary>
    public bool IsOperations { get; init; }

    /// <summary>Its label in tables: id and name, or only one if they are equal.</summary>
    public string Label => LabelOf(Id, Name, IsAllowance);

    internal static string LabelOf(string id, string name, bool isAllowance) => isAllowance || id == name ? name : $"{id} {name}";
}

/// <summary>The measures of a run or a phase.</summary>
/// <param name="Cost">In USD.</param>
/// <param name="InputTokens">In tokens.</param>
/// <param name="OutputTokens">In billed tokens.</param>
/// <param name="Calls">In billed calls.</param>
public sealed record ScopeSummary(MeasureSummary Cost, MeasureSummary InputTokens, MeasureSummary OutputTokens, MeasureSummary Calls)
{
    /// <summary>Cost of people and tools in USD, apart from token cost; null if the scenario has none.</summary>
    public MeasureSummary? Operations { get; init; }

    /// <summary>Token cost and operations together in USD; null if the scenario has no operations.</summary>
    public MeasureSummary? AllCost { get; init; }

    /// <summary>The whole cost: tokens, and operations if any.</summary>
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

    internal ScopeSummary Over(double divisor) =>
        new(Cost.Over(divisor), InputTokens.Over(divisor), OutputTokens.Over(divisor), Calls.Over(divisor))
        {
            Operations = Operations?.Over(divisor),
            AllCost = AllCost?.Over(divisor),
        };
}

/// <summary>One measure: its computed ends, and its statistics.</summary>
/// <param name="Support">The ends computed from the supports of the factors; infinite if there is no limit.</param>
/// <param name="Min">The least value drawn.</param>
/// <param name="Max">The greatest value drawn.</param>
/// <param name="Mean">Mean of the trials.</param>
/// <param name="StandardDeviation">Standard deviation of the trials.</param>
/// <param name="Percentiles">As <see cref="PercentileNames"/>; null if there are too few trials.</param>
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

    /// <summary>A percentile by its name, or null if there are too few trials.</summary>
    public Percentile? this[string name] => Percentiles[IndexOf(name)];

    /// <summary>The place of a percentile by its name.</summary>
    internal static int IndexOf(string name)
    {
        for (var i = 0; i < PercentileNames.Count; i++)
        {
            if (PercentileNames[i] == name)
                return i;
        }

        throw new ArgumentException($"{name} is not one of {string.Join(", ", PercentileNames)}", nameof(name));
    }

    /// <summary>The same, where what only rounding has put beyond an end is at it: the ends are exact.</summary>
    /// <param name="rounding">What rounding to steps can move a figure by; to a float, it is a millionth of it at most.</param>
    internal MeasureSummary Held(double rounding)
    {
        const double ToFloat = 1e-6;
        return this with
        {
            Min = At(Min),
            Max = At(Max),
            Mean = At(Mean),
            StandardDeviation = Math.Min(StandardDeviation, At(Max) - At(Min)),
            Percentiles = Each(Percentiles, one => new Percentile(At(one.Value), At(one.Low), At(one.High))),
        };

        double At(double value) =>
            value < Support.Min && value >= Support.Min - rounding - ToFloat * Math.Abs(Support.Min) ? Support.Min
            : value > Support.Max && value <= Support.Max + rounding + ToFloat * Math.Abs(Support.Max) ? Support.Max : value;
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

/// <summary>
/// The planning cost of a scenario with a safety margin: P50 of the token cost plus the margin. The margin does not affect trials.
/// </summary>
/// <param name="Margin">The margin as a share.</param>
/// <param name="Usd">P50 × (1 + margin).</param>
/// <param name="More">The probability that the run's tokens cost more.</param>
public sealed record PlanningCost(double Margin, double Usd, Estimate More);

/// <summary>A budget and the probability that the run stays within it.</summary>
/// <param name="AtMostUsd">The budget.</param>
/// <param name="Confidence">The required probability, or null if only the budget is given.</param>
/// <param name="Probability">The share of trials that cost at most the budget.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end of its interval.</param>
public sealed record BudgetSummary(double AtMostUsd, double? Confidence, double Probability, double Low, double High)
{
    /// <summary>Whether it applies to the run's cost divided by its items, instead of the run's cost.</summary>
    public bool PerItem { get; init; }

    /// <summary>Whether it applies to tokens and operations together, instead of tokens alone.</summary>
    public bool OfAll { get; init; }

    /// <summary>The amount it allows a run of the given number of items.</summary>
    public double UsdOfRun(long items) => AtMostUsd * (PerItem ? items : 1);
}
