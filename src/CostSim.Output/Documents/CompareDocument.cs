using System.ComponentModel;
using System.Text.Json.Serialization;
using CostSim.Engine.Checks;
using CostSim.Output.Comparisons;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Documents;

/// <summary>The format of <c>costsim compare --format json</c>: see docs/compare.md.</summary>
[Description("The result of costsim compare.")]
public sealed record CompareDocument(
    int SchemaVersion,
    long Trials,
    ulong Seed,
    double Confidence,
    string? Command,
    DateOnly PricesOn,
    IReadOnlyList<PriceDocument> Prices,
    IReadOnlyList<ComparedCaseDocument> Cases,
    [property: Description("Each case but the first, against the first.")] IReadOnlyList<DifferenceDocument> Differences,
    GateDocument? Gate)
{
    public static CompareDocument Of(Comparison comparison) => new(
        Comparison.SchemaVersion, comparison.Trials, comparison.Seed, MeasureSummary.Confidence, comparison.Command,
        comparison.Cases[0].Run.Scenario.PricesOn,
        PriceDocument.Of(comparison.Cases.Select(one => one.Run.Scenario)),
        [.. comparison.Cases.Select(one => ComparedCaseDocument.Of(one))],
        [.. comparison.Differences.Select(difference => new DifferenceDocument(difference, comparison.Cases[0].Label))],
        GateDocument.Of(comparison.MaxIncrease, comparison.Verdict));
}

/// <summary>The format of <c>costsim compare --baseline --format json</c>.</summary>
[Description("The result of costsim compare --baseline: bands against bands, without trials in common.")]
public sealed record BaselineDocument(
    int SchemaVersion,
    long Trials,
    ulong Seed,
    double Confidence,
    string? Command,
    BaselineOriginDocument Baseline,
    [property: Description("Whether every trial is unchanged.")] bool Same,
    IReadOnlyList<ComparedCaseDocument> Cases,
    GateDocument? Gate)
{
    public static BaselineDocument Of(BaselineComparison comparison) => new(
        Comparison.SchemaVersion, comparison.Trials, comparison.Seed, MeasureSummary.Confidence, comparison.Command,
        new BaselineOriginDocument(
            comparison.Baseline.Scenario, comparison.Baseline.Trials, comparison.Baseline.Seed, comparison.Baseline.ResultHash),
        comparison.IsSame, [.. comparison.Cases.Select(pair => ComparedCaseDocument.Of(pair.Case, comparison.Increases(pair)))],
        GateDocument.Of(comparison.MaxIncrease, comparison.Verdict));
}

/// <summary>The earlier result.</summary>
public sealed record BaselineOriginDocument(string Scenario, long Trials, ulong Seed, string ResultHash);

/// <summary>One of the things compared, by itself.</summary>
public sealed record ComparedCaseDocument(
    [property: Description("What it is called.")] string Case,
    string Scenario,
    string ScenarioHash,
    string? Run,
    string? Variant,
    long Items,
    string Tier,
    ScopeDocument Total,
    ScopeDocument PerItem,
    [property: Description(
        "Phases whose tokens are counted anew, because the model counts the same text differently; absent where none is.")]
    IReadOnlyList<TokenShiftDocument>? TokenShifts,
    [property: Description(
        "Against a baseline: relative increase of mean, P50 and P95.")] IReadOnlyDictionary<string, IntervalDocument?>? Increase)
{
    public static ComparedCaseDocument Of(ComparedCase one, IReadOnlyList<Increase>? increases = null)
    {
        var scenario = one.Run.Scenario;
        return new ComparedCaseDocument(
            one.Label, scenario.Name, scenario.Hash, scenario.Run?.Name, scenario.Variant, one.Run.Items, scenario.Model.Tier.Name,
            new ScopeDocument(one.Run.Total, scenario.Currency), new ScopeDocument(one.Run.PerItem, scenario.Currency),
            TokenShiftDocument.Of(scenario.TokenShifts), ChangeDocument.Shares(increases));
    }
}

/// <summary>A phase whose tokens are counted anew.</summary>
public sealed record TokenShiftDocument(
    string Phase, string Tokenizer, string RelativeTo,
    [property: Description("Absent: not established, and the tokens are as stated.")] double? Factor, string? Source)
{
    public static IReadOnlyList<TokenShiftDocument>? Of(IReadOnlyList<TokenShift> shifts) => shifts.Count == 0 ? null
        : [.. shifts.Select(shift => new TokenShiftDocument(
            shift.Phase, shift.Tokenizer, shift.RelativeTo, shift.Ratio?.Factor, shift.Ratio?.Source))];
}

/// <summary>A change of the cost, trial by trial on the same draws.</summary>
public record ChangeDocument
{
    internal ChangeDocument(CostDifference difference)
    {
        Usd = MeasureDocument.Of(difference.Usd);
        Ratio = difference.Ratio is { } ratio ? MeasureDocument.Of(ratio) : null;
        MeanUsd = IntervalDocument.Of(difference.MeanUsd);
        (Cheaper, Same) = (IntervalDocument.Of(difference.Cheaper), IntervalDocument.Of(difference.Same));
        (CheaperPerItem, SamePerItem) = (IntervalDocument.Of(difference.PerItem.Cheaper), IntervalDocument.Of(difference.PerItem.Same));
        Increase = Shares(difference.Increases);
        WithOperations = difference.WithOperations is { } all ? new ChangeDocument(all) : null;
    }

    [JsonPropertyOrder(1), Description("The difference in USD.")]
    public MeasureDocument Usd { get; init; }

    [JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.Never), Description(
        "The case relative to the reference; null if a trial of the reference costs nothing.")]
    public MeasureDocument? Ratio { get; init; }

    [JsonPropertyOrder(1)]
    public IntervalDocument MeanUsd { get; init; }

    [JsonPropertyOrder(1), Description("Share of trials in which the case is cheaper.")]
    public IntervalDocument Cheaper { get; init; }

    [JsonPropertyOrder(1), Description("Share of trials in which both cost the same, up to the rounding of tokens.")]
    public IntervalDocument Same { get; init; }

    [JsonPropertyOrder(1)]
    public IntervalDocument CheaperPerItem { get; init; }

    [JsonPropertyOrder(1)]
    public IntervalDocument SamePerItem { get; init; }

    [JsonPropertyOrder(1), Description("Relative increase of mean, P50 and P95.")]
    public IReadOnlyDictionary<string, IntervalDocument?>? Increase { get; init; }

    [JsonPropertyOrder(1), Description("The same for tokens, people and tools together, if there are operations.")]
    public ChangeDocument? WithOperations { get; init; }

    /// <summary>The relative increases of statistics; null if there are none.</summary>
    internal static IReadOnlyDictionary<string, IntervalDocument?>? Shares(IReadOnlyList<Increase>? increases) =>
        increases is not { Count: > 0 } ? null
        : increases.ToDictionary(
            increase => increase.Statistic, increase => increase.Share is { } share ? IntervalDocument.Of(share) : null);
}

/// <summary>What differs between a case and the first, and why.</summary>
public sealed record DifferenceDocument : ChangeDocument
{
    internal DifferenceDocument(CostDifference difference, string against)
        : base(difference)
    {
        (Case, Against) = (difference.Label, against);
        RunLevelDraws = new SharedDrawsDocument(difference.Draws.Shared, difference.Draws.All);
        Explanation = [.. difference.Explanation.Phases.Select(CausesDocument.Of)];
    }

    public string Case { get; init; }

    public string Against { get; init; }

    [JsonPropertyOrder(2)]
    public SharedDrawsDocument RunLevelDraws { get; init; }

    [JsonPropertyOrder(2), Description("The difference of the mean token costs, phase by phase and cause by cause (Shapley values).")]
    public IReadOnlyList<CausesDocument> Explanation { get; init; }
}

/// <summary>The number of run-level draws shared by both.</summary>
public sealed record SharedDrawsDocument(int Shared, int All);

/// <summary>The causes of a phase's difference, in USD.</summary>
public sealed record CausesDocument(
    string Phase, double ItemsUsd, double CallsUsd, double RetriesUsd, double InputTokensUsd, double OutputTokensUsd, double CachingUsd,
    double PriceUsd, double FeesUsd, double OperationsUsd)
{
    public static CausesDocument Of(PhaseCauses phase) => new(
        phase.Id, phase[Cause.Items], phase[Cause.Calls], phase[Cause.Retries], phase[Cause.InputTokens], phase[Cause.OutputTokens],
        phase[Cause.Caching], phase[Cause.Price], phase[Cause.Fees], phase[Cause.Operations]);
}

/// <summary>Whether the increase is within the limit.</summary>
public sealed record GateDocument([property: Description("As a share.")] double MaxIncrease, string Verdict)
{
    public static GateDocument? Of(double? maxIncrease, Verdict? verdict) =>
        maxIncrease is { } most ? new(most, CompareReport.Word(verdict!.Value)) : null;
}
