using System.ComponentModel;
using System.Text.Json.Serialization;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Documents;

/// <summary>Prices of tokens, in USD for a million.</summary>
public record TokenPricesDocument
{
    [JsonPropertyOrder(1)]
    public required decimal InputUsdPerMillion { get; init; }

    [JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("null: not established.")]
    public required decimal? CachedInputUsdPerMillion { get; init; }

    [JsonPropertyOrder(1), Description("Absent: no price of its own.")]
    public decimal? CacheWriteUsdPerMillion { get; init; }

    [JsonPropertyOrder(1), JsonPropertyName("cacheWrite5mUsdPerMillion")]
    public decimal? CacheWrite5MUsdPerMillion { get; init; }

    [JsonPropertyOrder(1), JsonPropertyName("cacheWrite1hUsdPerMillion")]
    public decimal? CacheWrite1HUsdPerMillion { get; init; }

    [JsonPropertyOrder(1)]
    public required decimal OutputUsdPerMillion { get; init; }

    /// <summary>USD for a million tokens of picodollars for one; exact.</summary>
    protected static decimal PerMillion(long picoUsd) => picoUsd / 1e6m;

    protected static decimal? PerMillion(long? picoUsd) => picoUsd is { } known ? PerMillion(known) : null;
}

/// <summary>What a call costs whose input is long.</summary>
public sealed record LongContextDocument : TokenPricesDocument
{
    public required long AboveInputTokens { get; init; }

    public static LongContextDocument Of(LongContextPrice price) => new()
    {
        AboveInputTokens = price.AboveInputTokens,
        InputUsdPerMillion = PerMillion(price.InputPicoUsd),
        CachedInputUsdPerMillion = PerMillion(price.CachedInputPicoUsd),
        CacheWriteUsdPerMillion = PerMillion(price.CacheWrite.PicoUsd),
        CacheWrite5MUsdPerMillion = PerMillion(price.CacheWrite.FiveMinutesPicoUsd),
        CacheWrite1HUsdPerMillion = PerMillion(price.CacheWrite.OneHourPicoUsd),
        OutputUsdPerMillion = PerMillion(price.OutputPicoUsd),
    };
}

/// <summary>A price that a result rests on.</summary>
public sealed record PriceDocument : TokenPricesDocument
{
    public required string Provider { get; init; }

    public required string Model { get; init; }

    public required string Tier { get; init; }

    [JsonPropertyOrder(2), Description("Prices of calls with more input tokens than aboveInputTokens.")]
    public LongContextDocument? LongContext { get; init; }

    [JsonPropertyOrder(2), Description("The first day of this price.")]
    public required DateOnly From { get; init; }

    [JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The last day of this price; null: no end is known.")]
    public required DateOnly? To { get; init; }

    [JsonPropertyOrder(2), Description("The day on which it was last compared with its source.")]
    public required DateOnly CheckedOn { get; init; }

    [JsonPropertyOrder(2), Description("Days from checkedOn to pricesOn.")]
    public required int AgeDays { get; init; }

    [JsonPropertyOrder(2)]
    public required string Source { get; init; }

    [JsonPropertyOrder(2)]
    public string? CacheSource { get; init; }

    /// <summary>The prices that calls and allowances use, each once.</summary>
    public static IReadOnlyList<PriceDocument> Of(IEnumerable<Scenario> cases) => [.. PriceUse.Of(cases).Select(use => Of(use.Price, use.Day))];

    private static PriceDocument Of(Price price, DateOnly day) => new()
    {
        Provider = price.Provider,
        Model = price.Model,
        Tier = TierName.Of(price.Tier),
        InputUsdPerMillion = PerMillion(price.InputPicoUsd),
        CachedInputUsdPerMillion = PerMillion(price.CachedInputPicoUsd),
        CacheWriteUsdPerMillion = PerMillion(price.CacheWrite.PicoUsd),
        CacheWrite5MUsdPerMillion = PerMillion(price.CacheWrite.FiveMinutesPicoUsd),
        CacheWrite1HUsdPerMillion = PerMillion(price.CacheWrite.OneHourPicoUsd),
        OutputUsdPerMillion = PerMillion(price.OutputPicoUsd),
        LongContext = price.LongContext is { } longer ? LongContextDocument.Of(longer) : null,
        From = price.From,
        To = price.To,
        CheckedOn = price.CheckedOn,
        AgeDays = price.AgeOn(day),
        Source = price.Source,
        CacheSource = price.CacheSource,
    };
}
