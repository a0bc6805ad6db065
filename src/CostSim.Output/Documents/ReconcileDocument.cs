using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using CostSim.Numerics.Statistics;
using CostSim.Output.Bills;
using CostSim.Studies;
using CostSim.Usage;

namespace CostSim.Output.Documents;

/// <summary>The format of <c>costsim reconcile --format json</c>: see docs/bill.md.</summary>
[Description("The result of costsim reconcile. Amounts are USD with all of their decimals: parts add up exactly.")]
public sealed record ReconcileDocument(
    int SchemaVersion,
    long Trials,
    ulong Seed,
    double Confidence,
    string? Command,
    string Scenario,
    string ScenarioHash,
    DateOnly PricesOn,
    IReadOnlyList<PriceDocument> Prices,
    long PlannedItems,
    [property: Description("First calls of the first phase over those planned for an item; absent where none are planned.")]
    double? Items,
    [property: Description("The two probabilities that the bill is to lie between.")] IReadOnlyList<double> Band,
    bool Within,
    ReconciledScopeDocument Total,
    IReadOnlyList<ReconciledPhaseDocument> Phases,
    ReconciledRecordsDocument Records,
    [property: Description("What providers state themselves: kind is batchTokens, exportTokens or cost.")]
    IReadOnlyList<StatedSumDocument> Stated)
{
    public static ReconcileDocument Of(Reconciliation reconciled)
    {
        var (forecast, scenario) = (reconciled.Forecast, reconciled.Forecast.Scenario);
        return new ReconcileDocument(
            Reconciliation.SchemaVersion, forecast.Trials, forecast.Seed, MeasureSummary.Confidence, reconciled.Command, scenario.Name,
            scenario.Hash, scenario.PricesOn, PriceDocument.Of([scenario]), forecast.Run.Items, reconciled.Items,
            [reconciled.Band.Low, reconciled.Band.High], reconciled.IsWithin,
            ReconciledScopeDocument.Of(
                forecast.MeanPicoUsd, forecast.Run.Total, reconciled.Bill.All, reconciled.Difference, reconciled.Percentile),
            [.. reconciled.Phases.Select(ReconciledPhaseDocument.Of)], ReconciledRecordsDocument.Of(reconciled.Bill),
            [.. reconciled.Stated.Select(StatedSumDocument.Of)]);
    }
}

/// <summary>The run or a phase, as planned and as billed.</summary>
public sealed record ReconciledScopeDocument(
    [property: Description("Mean of the forecast, USD.")] decimal ForecastUsd,
    double? ForecastP5Usd,
    double? ForecastP50Usd,
    double? ForecastP95Usd,
    decimal BilledUsd,
    [property: Description("The share of trials that cost at most what was billed, with its interval; absent for an allowance.")]
    IntervalDocument? Percentile,
    double PlannedCalls,
    long Calls,
    double PlannedInputTokens,
    long InputTokens,
    double PlannedOutputTokens,
    long OutputTokens,
    long ReasoningTokens,
    long CacheReadTokens,
    [property: Description("Billed minus forecast, USD; the parts of explanation add up to it.")] decimal DifferenceUsd,
    [property: Description("USD by cause.")] IReadOnlyList<BillCauseDocument> Explanation)
{
    internal static ReconciledScopeDocument Of(
        Int128 mean, ScopeSummary planned, Billed billed, BillDifference difference, Estimate? percentile) => new(
        BillMoney.Usd(mean), planned.Cost["P5"]?.Value, planned.Cost["P50"]?.Value, planned.Cost["P95"]?.Value,
        BillMoney.Usd(billed.PicoUsd), percentile is { } known ? IntervalDocument.Of(known) : null, planned.Calls.Mean, billed.Calls,
        planned.InputTokens.Mean, billed.Tokens.Input, planned.OutputTokens.Mean, billed.Tokens.Output, billed.Tokens.Reasoning,
        billed.Tokens.CacheRead, BillMoney.Usd(difference.PicoUsd),
        [
            .. Enum.GetValues<BillCause>().Select(cause => new BillCauseDocument(
                JsonNamingPolicy.CamelCase.ConvertName(cause.ToString()), BillMoney.Usd(difference[cause]))),
        ]);
}

/// <summary>A part of a difference.</summary>
public sealed record BillCauseDocument(string Cause, decimal Usd);

/// <summary>A phase, or an allowance.</summary>
public sealed record ReconciledPhaseDocument(
    string Phase,
    ReconciledScopeDocument Cost,
    [property: Description("Calls that are no repetition.")] double PlannedFirstCalls,
    long FirstCalls,
    double PlannedRetries,
    long Retries,
    [property: Description("Calls of jobs that were sent again as a whole.")] long Duplicates,
    [property: Description("Billed, but nobody knows how much: in no sum.")] long Unmeasured,
    [property: Description("Failed, expired or cancelled.")] long Unbilled,
    [property: Description("As the scenario names it; absent for an allowance.")] string? PlannedModel,
    string? PlannedTier,
    [property: Description("What was billed, the most frequent first.")] IReadOnlyList<BilledModelDocument> Models)
{
    public static ReconciledPhaseDocument Of(ReconciledPhase phase)
    {
        var (bill, call) = (phase.Bill, phase.Bill?.Phase.Call);
        return new ReconciledPhaseDocument(
            phase.Id,
            ReconciledScopeDocument.Of(phase.MeanPicoUsd, phase.Planned, bill?.All ?? default, phase.Difference, phase.Percentile),
            phase.PlannedFirst, bill?.First.Calls ?? 0, phase.Planned.Calls.Mean - phase.PlannedFirst, bill?.Retries.Calls ?? 0,
            bill?.Duplicates.Calls ?? 0, bill?.Unmeasured ?? 0, bill?.Unbilled ?? 0, call?.Model.Model, call?.Model.Tier.Name,
            [.. bill?.Models.Select(one => new BilledModelDocument(one.Model, one.Tier.Name, one.Calls, one.IsPlanned)) ?? []]);
    }
}

/// <summary>A model and tier that was billed.</summary>
public sealed record BilledModelDocument(
    [property: Description("Absent: records do not name it.")] string? Model,
    string Tier,
    long Calls,
    [property: Description("Whether it is the scenario's model, by any of its names.")] bool Planned);

/// <summary>What was read.</summary>
public sealed record ReconciledRecordsDocument(
    long Files,
    long Records,
    [property: Description("Records that were read before, and count once.")] long Duplicates,
    [property: Description("Jobs that were sent again as a whole.")] long DuplicateJobs,
    [property: Description("Ids without an answer.")] long FailedItems,
    long Unmeasured,
    [property: Description("Not billed, and without a phase.")] long UnbilledWithoutPhase,
    [property: Description("By kind.")] IReadOnlyList<ReconciledWarningDocument> Warnings)
{
    public static ReconciledRecordsDocument Of(Bill bill)
    {
        var ledger = bill.Ledger;
        return new ReconciledRecordsDocument(
            ledger.Files.Count, ledger.Rows, ledger.Duplicates, bill.DuplicateJobs, ledger.Ids.NeverBilled + ledger.Ids.Unanswered,
            bill.Phases.Sum(phase => phase.Unmeasured), bill.UnbilledWithoutPhase,
            [.. ledger.Warnings.Select(ReconciledWarningDocument.Of)]);
    }
}

/// <summary>What needs a look.</summary>
public sealed record ReconciledWarningDocument(string Kind, long Count, [property: Description("The first of them.")] string First)
{
    public static ReconciledWarningDocument Of(LedgerWarning warning) => new(
        JsonNamingPolicy.CamelCase.ConvertName(warning.Kind.ToString()), warning.Count, $"{warning.First[0]}");
}

/// <summary>A sum that a provider states, and the same of the records: tokens, or USD.</summary>
public sealed record StatedSumDocument(
    string Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal Stated,
    decimal Records)
{
    public static StatedSumDocument Of(StatedSum sum) => new(
        JsonNamingPolicy.CamelCase.ConvertName(sum.Kind.ToString()), Number(sum.Kind, sum.Stated), Number(sum.Kind, sum.Ours));

    private static decimal Number(StatedKind kind, Int128 value) => kind == StatedKind.Cost ? BillMoney.Usd(value) : (decimal)value;
}
