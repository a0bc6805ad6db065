using System.ComponentModel;
using System.Text.Json.Serialization;
using CostSim.Engine;
using CostSim.Numerics.Statistics;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Documents;

/// <summary>The format of <c>summary.json</c>, and of <c>costsim run --format json</c>.</summary>
[Description("The result of costsim run: every number that its tables print, in full.")]
public sealed record SummaryDocument(
    int SchemaVersion,
    string Scenario,
    [property: Description("What one item is called.")] string Item,
    long Trials,
    ulong Seed,
    [property: Description("SHA-256 over all integer aggregates: one changed trial changes it.")] string ResultHash,
    [property: Description("Confidence of the intervals.")] double Confidence,
    [property: Description("true: run-level factors are held at their centre.")] bool? RunFactorsFixed,
    [property: Description("The day whose prices hold.")] DateOnly PricesOn,
    IReadOnlyList<PriceDocument> Prices,
    string? Timing,
    double? CompletionWindowHours,
    CurrencyDocument? Currency,
    IReadOnlyList<CorrelationDocument>? Correlations,
    [property: Description("One for each run, variant and number of items, all on the same draws.")] IReadOnlyList<RunDocument> Runs)
{
    public static SummaryDocument Of(Summary summary)
    {
        var scenario = summary.Scenario;
        return new SummaryDocument(
            Summary.SchemaVersion, scenario.Name, scenario.Item, summary.Trials, summary.Seed, summary.ResultHash,
            MeasureSummary.Confidence,
            summary.RunFactorsFixed ? true : null, scenario.PricesOn, PriceDocument.Of(summary.Cases.Select(one => one.Scenario)),
            scenario.Timing is { } timing ? TimingName.Of(timing) : null, scenario.CompletionWindowHours,
            CurrencyDocument.Of(scenario.Currency),
            summary.Correlations.Count == 0 ? null : [.. summary.Correlations.Select(CorrelationDocument.Of)],
            [.. summary.Runs.Select(RunDocument.Of)]);
    }
}

/// <summary>A second currency.</summary>
public sealed record CurrencyDocument(
    string Code,
    [property: Description("Units of it for one USD.")] double PerUsd,
    [property: Description("The day of the rate.")] DateOnly On)
{
    public static CurrencyDocument? Of(Currency? currency) => currency is null ? null : new(currency.Code, currency.PerUsd, currency.On);
}

/// <summary>A rank correlation.</summary>
public sealed record CorrelationDocument(
    [property: Description("The paths of the two amounts.")] IReadOnlyList<string> Between,
    [property: Description("Spearman's rank correlation as asked for.")] double Rank,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never), Description(
        "That of the trials; null where they are held.")] double? Achieved,
    [property: Description("Number of trials used, counted from the first.")] long AchievedTrials)
{
    public static CorrelationDocument Of(AchievedRank achieved) =>
        new([achieved.Asked.First, achieved.Asked.Second], achieved.Asked.Rank, achieved.Rank, achieved.Trials);
}

/// <summary>One run, variant and number of items.</summary>
public sealed record RunDocument(
    string? Run,
    string? Variant,
    long Items,
    [property: Description("Period of the run, if the scenario states one: total is the cost of one period.")] string? Period,
    string Tier,
    ScopeDocument Total,
    [property: Description("total divided by the items.")] ScopeDocument PerItem,
    IReadOnlyList<PhaseDocument> Phases,
    [property: Description("Absent where the cost does not vary, or the trials are fewer than 256.")] DriversDocument? Drivers,
    IReadOnlyList<BudgetDocument> Budgets,
    PlanningDocument? Planning,
    [property: Description("What the scenario's source says, next to the result.")] IReadOnlyList<ExpectationDocument> Expect)
{
    public static RunDocument Of(RunSummary run)
    {
        var scenario = run.Scenario;
        return new RunDocument(
            scenario.Run?.Name, scenario.Variant, run.Items, scenario.Run?.Period, scenario.Model.Tier.Name,
            new ScopeDocument(run.Total, scenario.Currency), new ScopeDocument(run.PerItem, scenario.Currency),
            [.. run.Phases.Select(phase => new PhaseDocument(phase, scenario.Currency))],
            run.Drivers is { } drivers ? DriversDocument.Of(drivers) : null, [.. run.Budgets.Select(BudgetDocument.From)],
            run.Planning is { } planning ? new PlanningDocument(planning.Margin, planning.Usd, IntervalDocument.Of(planning.More)) : null,
            [.. ExpectationCheck.Of(run).Select(line => new ExpectationDocument(line.What, line.SourceUsd, line.ResultUsd, line.Agrees))]);
    }
}

/// <summary>One phase, allowance or line of operations.</summary>
public sealed record PhaseDocument : ScopeDocument
{
    internal PhaseDocument(PhaseSummary phase, Currency? currency)
        : base(phase.Scope, currency)
    {
        (Id, Name, Kind) = (phase.Id, phase.Name, ScopeName.Of(phase));
        CutShare = phase.CutShare > 0 ? phase.CutShare : null;
    }

    public string Id { get; init; }

    public string Name { get; init; }

    [Description("phase, allowance or operations.")]
    public string Kind { get; init; }

    [JsonPropertyOrder(2), Description("Share of its calls that maxOutputTokens cut, where there are any.")]
    public double? CutShare { get; init; }
}

/// <summary>A limit and the probability that the run stays within it.</summary>
public sealed record BudgetDocument(
    double AtMostUsd,
    [property: Description("The required probability, if one is set.")] double? Confidence,
    [property: Description("item: of the run's cost divided by its items.")] string? Per,
    [property: Description("all: of tokens and operations together.")] string? Of,
    IntervalDocument Probability)
{
    public static BudgetDocument From(BudgetSummary budget) => new(
        budget.AtMostUsd, budget.Confidence, LimitName.Per(budget.PerItem), LimitName.Of(budget.OfAll),
        IntervalDocument.Of(new Estimate(budget.Probability, budget.Low, budget.High)));
}

/// <summary>The planning cost, if the scenario has a safety margin.</summary>
public sealed record PlanningDocument(
    double SafetyMargin,
    [property: Description("P50 of the token cost times 1 + safetyMargin.")] double Usd,
    [property: Description("The chance that the tokens cost more.")] IntervalDocument More);

/// <summary>A figure of the source next to the result.</summary>
public sealed record ExpectationDocument(
    string What, double SourceUsd, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? ResultUsd, bool Agrees);
