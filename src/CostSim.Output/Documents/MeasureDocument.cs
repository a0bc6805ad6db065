using System.ComponentModel;
using System.Text.Json.Serialization;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Documents;

/// <summary>A number with its interval.</summary>
[Description("A number with its 95 % interval; null: infinite or undefined.")]
public sealed record IntervalDocument(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Low,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? High)
{
    public static IntervalDocument Of(Estimate estimate) => new(Finite(estimate.Value), Finite(estimate.Low), Finite(estimate.High));

    public static IntervalDocument? Of(Percentile? percentile) =>
        percentile is { } known ? new(Finite(known.Value), Finite(known.Low), Finite(known.High)) : null;

    /// <summary>JSON has no NaN or infinity.</summary>
    internal static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>The range of possible values.</summary>
[Description("The least and greatest possible values, computed from the supports, never sampled; max null: no upper limit.")]
public sealed record SupportDocument(double Min, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Max)
{
    public static SupportDocument Of(Bounds bounds) => new(bounds.Min, IntervalDocument.Finite(bounds.Max));
}

/// <summary>One measure.</summary>
public sealed record MeasureDocument(
    SupportDocument Support,
    [property: Description("The least value drawn.")] double Min,
    [property: Description("The greatest value drawn.")] double Max,
    double Mean,
    [property: Description("Standard deviation.")] double Sd,
    [property: Description(
        "P1, P5, P10, P25, P50, P75, P80, P90, P95, P99, P99.9; null where the trials are too few.")] IReadOnlyDictionary<string,
            IntervalDocument?> Percentiles)
{
    public static MeasureDocument Of(MeasureSummary measure)
    {
        var percentiles = new Dictionary<string, IntervalDocument?>();
        for (var i = 0; i < measure.Percentiles.Count; i++)
            percentiles.Add(MeasureSummary.PercentileNames[i], IntervalDocument.Of(measure.Percentiles[i]));
        return new MeasureDocument(
            SupportDocument.Of(measure.Support), measure.Min, measure.Max, measure.Mean, measure.StandardDeviation, percentiles);
    }
}

/// <summary>The measures of a run, an item or a phase.</summary>
public record ScopeDocument
{
    internal ScopeDocument(ScopeSummary scope, Currency? currency)
    {
        Cost = MeasureDocument.Of(scope.Cost);
        CostInCurrency = currency is null ? null : MeasureDocument.Of(scope.Cost.Times(currency.PerUsd));
        InputTokens = MeasureDocument.Of(scope.InputTokens);
        OutputTokens = MeasureDocument.Of(scope.OutputTokens);
        Calls = MeasureDocument.Of(scope.Calls);
        Operations = scope.Operations is { } operations ? MeasureDocument.Of(operations) : null;
        AllCost = scope.AllCost is { } all ? MeasureDocument.Of(all) : null;
    }

    [JsonPropertyOrder(1), Description("Token cost in USD.")]
    public MeasureDocument Cost { get; init; }

    [JsonPropertyOrder(1), Description("Token cost in the scenario's second currency.")]
    public MeasureDocument? CostInCurrency { get; init; }

    [JsonPropertyOrder(1)]
    public MeasureDocument InputTokens { get; init; }

    [JsonPropertyOrder(1), Description("Billed output tokens, reasoning included.")]
    public MeasureDocument OutputTokens { get; init; }

    [JsonPropertyOrder(1), Description("Billed calls.")]
    public MeasureDocument Calls { get; init; }

    [JsonPropertyOrder(1), Description("Cost of people and tools in USD, where the scenario has any.")]
    public MeasureDocument? Operations { get; init; }

    [JsonPropertyOrder(1), Description("Token cost and operations together in USD, where the scenario has operations.")]
    public MeasureDocument? AllCost { get; init; }
}
