using System.ComponentModel;
using System.Text.Json;
using CostSim.Output.Bills;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Documents;

/// <summary>The format of <c>costsim forecast --format json</c>: see docs/bill.md.</summary>
[Description("The result of costsim forecast: what a job that is partly done will cost.")]
public sealed record ForecastDocument(
    int SchemaVersion,
    long Trials,
    ulong Seed,
    double Confidence,
    string? Command,
    string Scenario,
    string ScenarioHash,
    DateOnly PricesOn,
    IReadOnlyList<PriceDocument> Prices,
    [property: Description("Of the whole job.")] long Items,
    [property: Description("What was billed so far, USD with all decimals.")] decimal SpentUsd,
    [property: Description("What is still to be paid.")] CostBandDocument Rest,
    [property: Description("What was spent, and the rest.")] CostBandDocument Whole,
    [property: Description("The whole as it was planned, before anything was seen.")] CostBandDocument Planned,
    [property: Description("Whether every budget still holds; true where there is none.")] bool Within,
    IReadOnlyList<ForecastBudgetDocument> Budgets,
    IReadOnlyList<ForecastPhaseDocument> Phases,
    ReconciledRecordsDocument Records)
{
    public static ForecastDocument Of(Outlook outlook)
    {
        var scenario = outlook.Sized.Scenario;
        return new ForecastDocument(
            Outlook.SchemaVersion, outlook.Trials, outlook.Seed, MeasureSummary.Confidence, outlook.Command, scenario.Name, scenario.Hash,
            scenario.PricesOn, PriceDocument.Of([scenario]), outlook.Sized.Items, BillMoney.Usd(outlook.SpentPicoUsd),
            CostBandDocument.Of(outlook.Rest), CostBandDocument.Of(outlook.Whole), CostBandDocument.Of(outlook.Planned), outlook.IsWithin,
            [.. outlook.Budgets.Select(ForecastBudgetDocument.Of)], [.. outlook.Phases.Select(ForecastPhaseDocument.Of)],
            ReconciledRecordsDocument.Of(outlook.Bill));
    }
}

/// <summary>An amount over the trials.</summary>
public sealed record CostBandDocument(
    IntervalDocument MeanUsd,
    [property: Description("P1, P5, P10, P25, P50, P75, P80, P90, P95, P99, P99.9 in USD; null where the trials are too few.")]
    IReadOnlyDictionary<string, IntervalDocument?> Percentiles)
{
    public static CostBandDocument Of(CostBand band) => new(
        IntervalDocument.Of(band.Mean),
        MeasureSummary.PercentileNames.Zip(band.Percentiles).ToDictionary(one => one.First, one => IntervalDocument.Of(one.Second)));
}

/// <summary>A limit of the whole job.</summary>
public sealed record ForecastBudgetDocument(
    [property: Description("The option, or limits.")] string Source,
    double AtMostUsd,
    double Confidence,
    [property: Description("item: of the cost divided by the items.")] string? Per,
    [property: Description("Whether the whole stays within it with that confidence.")] bool Holds,
    [property: Description("The share of trials in which it does.")] IntervalDocument Probability)
{
    public static ForecastBudgetDocument Of(OutlookBudget budget) => new(
        budget.Policy.Source, budget.Policy.Limit.AtMostUsd, budget.Policy.Limit.Confidence, LimitName.Per(budget.Policy.Limit.PerItem),
        budget.Holds, IntervalDocument.Of(budget.Probability));
}

/// <summary>A phase, or an allowance.</summary>
public sealed record ForecastPhaseDocument(
    string Phase,
    [property: Description("Items that it has done.")] long DoneItems,
    [property: Description("How that is known: notBegun, told, counted, inStep or behind.")] string Basis,
    [property: Description("Whether the calls seen are all calls of these items.")] bool Complete,
    long Calls,
    [property: Description("Mean planned calls of these items.")] double PlannedCalls,
    [property: Description("Mean calls still to come.")] double RestCalls,
    [property: Description("USD with all decimals.")] decimal SpentUsd,
    CostBandDocument Rest,
    [property: Description("How many times the scenario's prices the rest is priced at, as its bill is.")] double PriceRatio,
    IReadOnlyList<LearnedRateDocument> Rates)
{
    public static ForecastPhaseDocument Of(OutlookPhase phase) => new(
        phase.Id, phase.Progress.Items, JsonNamingPolicy.CamelCase.ConvertName(phase.Progress.Basis.ToString()), phase.Progress.IsComplete,
        phase.SeenCalls, phase.PlannedDoneCalls, phase.RestCalls, BillMoney.Usd(phase.SpentPicoUsd), CostBandDocument.Of(phase.Rest),
        phase.PriceRatio, [.. phase.Rates.Select(LearnedRateDocument.Of)]);
}

/// <summary>What was learned.</summary>
public sealed record LearnedRateDocument(
    [property: Description("calls of an item; input, output or fees: USD of a call at the scenario's prices.")] string Rate,
    double Planned,
    [property: Description("Absent: the records do not show it.")] double? Seen,
    [property: Description("Absent: nothing is left, or calls of done items are still to come.")] double? Rest,
    [property: Description("Whether hardly any simulated run is as far out as the records.")] bool Outside)
{
    public static LearnedRateDocument Of(LearnedRate rate) => new(
        JsonNamingPolicy.CamelCase.ConvertName(rate.Quantity.ToString()), rate.Planned, rate.Seen, rate.Rest, rate.IsOutside);
}
