using System.ComponentModel;
using System.Text.Json.Serialization;
using CostSim.Engine.Planning;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Documents;

/// <summary>The format of <c>costsim explain --format json</c>.</summary>
[Description("What costsim explain shows.")]
public sealed record ExplainDocument(
    int SchemaVersion, string Scenario, string Item, DateOnly PricesOn, IReadOnlyList<PriceDocument> Prices,
    IReadOnlyList<ExplainedRunDocument> Runs)
{
    public const int Version = 1;

    /// <param name="explained">The runs and variants, at least one.</param>
    public static ExplainDocument Of(IReadOnlyList<ScenarioExplanation> explained)
    {
        var scenario = explained[0].Scenario;
        return new ExplainDocument(
            Version, scenario.Name, scenario.Item, scenario.PricesOn, PriceDocument.Of(explained.Select(one => one.Scenario)),
            [.. explained.Select(ExplainedRunDocument.Of)]);
    }
}

/// <summary>One run, variant and number of items.</summary>
public sealed record ExplainedRunDocument(
    string? Run,
    string? Variant,
    long Items,
    string ScenarioHash,
    string Model,
    string Tier,
    [property: Description("Of the short simulation behind cost and shares.")] long Trials,
    ulong Seed,
    SupportsDocument PerItem,
    IReadOnlyList<ExplainedPhaseDocument> Phases,
    [property: Description("Token cost in USD, with run-level quantities independent.")] MeasureDocument Cost,
    [property: Description(
        "The same with all of them at one percentile; absent if fewer than two differ by run.")] MeasureDocument? CostMovingTogether,
    [property: Description("Every quantity that the scenario states.")] IReadOnlyList<QuantityDocument> Quantities)
{
    public static ExplainedRunDocument Of(ScenarioExplanation explained)
    {
        var (scenario, run, plan) = (explained.Scenario, explained.Summary.Runs[0], explained.OneItem);
        return new ExplainedRunDocument(
            scenario.Run?.Name, scenario.Variant, run.Items, scenario.Hash, scenario.Model.Model, scenario.Model.Tier.Name,
            explained.Summary.Trials,
            explained.Summary.Seed, SupportsDocument.Of(plan.Support),
            [.. plan.Phases.Select(
                (phase, p) => ExplainedPhaseDocument.Of(phase, explained.Reasons[p], run.Phases[p].Scope.Cost.Mean / run.Total.Cost.Mean))],
            MeasureDocument.Of(run.Total.Cost), explained.Together is { } together ? MeasureDocument.Of(together.Cost) : null,
            [.. scenario.Assumptions.Select(assumption => QuantityDocument.Of(assumption, scenario.Item))]);
    }
}

/// <summary>Measures of one item, minimum and maximum.</summary>
public sealed record SupportsDocument(
    SupportDocument Calls, SupportDocument InputTokens, SupportDocument OutputTokens,
    [property: Description("In USD.")] SupportDocument Cost, SupportDocument? Operations)
{
    public static SupportsDocument Of(MeasureBounds bounds) => new(
        SupportDocument.Of(bounds.Calls), SupportDocument.Of(bounds.InputTokens), SupportDocument.Of(bounds.OutputTokens),
        SupportDocument.Of(bounds.Cost),
        bounds.Operations.Max > 0 ? SupportDocument.Of(bounds.Operations) : null);
}

/// <summary>One phase.</summary>
public sealed record ExplainedPhaseDocument(
    string Id,
    string Name,
    string Kind,
    UnitsDocument? Units,
    SupportsDocument PerItem,
    [property: Description(
        "First calls, repeated calls and corrections apart, where calls are repeated.")] IReadOnlyList<PhasePartDocument>? Parts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? ShareOfMeanCost,
    [property: Description("How it is simulated, and why.")] string Drawn)
{
    public static ExplainedPhaseDocument Of(PhasePlan phase, string drawing, double share) => new(
        phase.Id, phase.Name, ScopeName.Of(phase),
        phase.IsBesideTheUnits ? null
            : new UnitsDocument(
                SupportDocument.Of(phase.Units.Before), SupportDocument.Of(phase.Units.Called), SupportDocument.Of(phase.Units.After)),
        SupportsDocument.Of(phase.SupportPerItem),
        phase.Parts.Count > 1 ? [.. phase.Parts.Select(part => new PhasePartDocument(part.Name, SupportsDocument.Of(part.SupportPerItem)))]
            : null,
        IntervalDocument.Finite(share), drawing);
}

/// <summary>Units of one item before, in and after a phase.</summary>
public sealed record UnitsDocument(SupportDocument In, SupportDocument WorkedOn, SupportDocument Out);

/// <summary>A part of a phase's calls.</summary>
public sealed record PhasePartDocument(string Name, SupportsDocument PerItem);

/// <summary>A quantity that the scenario states.</summary>
public sealed record QuantityDocument(
    string Path,
    bool Certain,
    double Min,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Max,
    [property: Description("As the scenario writes it.")] string Written,
    string? InBetween,
    string? DiffersBy,
    IReadOnlyList<string>? UsedAt,
    string? Comment)
{
    public static QuantityDocument Of(Assumption assumption, string item)
    {
        var isCertain = assumption.Amount is Certain;
        return new QuantityDocument(
            assumption.Path, isCertain, assumption.Min, IntervalDocument.Finite(assumption.Max), assumption.Written,
            isCertain ? null : ShapeWords.Of(assumption),
            // Non-breaking spaces are only for tables.
            isCertain ? null : ShapeWords.Levels(assumption.Amount, item).Replace('\u00a0', ' '),
            assumption.UsedAt.Count > 0 ? [.. assumption.UsedAt] : null, assumption.Comment);
    }
}
