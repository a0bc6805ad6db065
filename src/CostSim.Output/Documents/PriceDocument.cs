using System.ComponentModel;
using System.Text.Json.Serialization;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Documents;

/// <summary>Prices of tokens, in USD per million.</summary>
public abstract record TokenPricesDocument
{
    /// <summary>Picodollars per token of $1 per million tokens; the division is exact.</summary>
    private const decimal PicoUsdPerMillion = 1e6m;

    private protected TokenPricesDocument(TokenPrices prices)
    {
        InputUsdPerMillion = prices.InputPicoUsd / PicoUsdPerMillion;
        CachedInputUsdPerMillion = prices.CachedInputPicoUsd / PicoUsdPerMillion;
        CacheWriteUsdPerMillion = prices.CacheWrite.PicoUsd / PicoUsdPerMillion;
        CacheWrite5MUsdPerMillion = prices.CacheWrite.FiveMinutesPicoUsd / PicoUsdPerMillion;
        CacheWrite1HUsdPerMillion = prices.CacheWrite.OneHourPicoUsd / PicoUsdPerMillion;
        AudioInputUsdPerMillion = prices.AudioInputPicoUsd / PicoUsdPerMillion;
        ImageInputUsdPerMillion = prices.ImageInputPicoUsd / PicoUsdPerMillion;
        OutputUsdPerMillion = prices.OutputPicoUsd / PicoUsdPerMillion;
    }

    [JsonPropertyOrder(1)]
    public decimal InputUsdPerMillion { get; init; }

    [JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("null: not established.")]
    public decimal? CachedInputUsdPerMillion { get; init; }

    [JsonPropertyOrder(1), Description("Absent: no price of its own.")]
    public decimal? CacheWriteUsdPerMillion { get; init; }

    [JsonPropertyOrder(1), JsonPropertyName("cacheWrite5mUsdPerMillion")]
    public decimal? CacheWrite5MUsdPerMillion { get; init; }

    [JsonPropertyOrder(1), JsonPropertyName("cacheWrite1hUsdPerMillion")]
    public decimal? CacheWrite1HUsdPerMillion { get; init; }

    [JsonPropertyOrder(1), Description("Absent: not established.")]
    public decimal? AudioInputUsdPerMillion { get; init; }

    [JsonPropertyOrder(1), Description("Absent: not established.")]
    public decimal? ImageInputUsdPerMillion { get; init; }

    [JsonPropertyOrder(1), Description("Absent: the model has no output, as of embeddings.")]
    public decimal? OutputUsdPerMillion { get; init; }
}

/// <summary>The prices of a call with a long input.</summary>
public sealed record LongContextDocument : TokenPricesDocument
{
    internal LongContextDocument(LongContextPrice price)
        : base(price) => AboveInputTokens = price.AboveInputTokens;

    public long AboveInputTokens { get; init; }
}

/// <summary>A price used by a result.</summary>
public sealed record PriceDocument : TokenPricesDocument
{
    private PriceDocument(Price price, DateOnly day)
        : base(price)
    {
        (Provider, Model, Tier) = (price.Provider, price.Model, price.Tier.Name);
        LongContext = price.LongContext is { } longer ? new LongContextDocument(longer) : null;
        (From, To, CheckedOn, AgeDays) = (price.From, price.To, price.CheckedOn, price.AgeOn(day));
        (Source, CacheSource, Own) = (price.Source, price.CacheSource, price.IsOwn ? true : null);
    }

    public string Provider { get; init; }

    public string Model { get; init; }

    public string Tier { get; init; }

    [JsonPropertyOrder(2), Description("Prices of calls with more input tokens than aboveInputTokens.")]
    public LongContextDocument? LongContext { get; init; }

    [JsonPropertyOrder(2), Description("The first day of this price.")]
    public DateOnly From { get; init; }

    [JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.Never), Description(
        "The last day of this price; null: no end is known.")]
    public DateOnly? To { get; init; }

    [JsonPropertyOrder(2), Description("The day on which it was last compared with its source.")]
    public DateOnly CheckedOn { get; init; }

    [JsonPropertyOrder(2), Description("Days from checkedOn to pricesOn.")]
    public int AgeDays { get; init; }

    [JsonPropertyOrder(2)]
    public string Source { get; init; }

    [JsonPropertyOrder(2)]
    public string? CacheSource { get; init; }

    [JsonPropertyOrder(2), Description("true: a part of it is of the user's own price list; else absent.")]
    public bool? Own { get; init; }

    /// <summary>The prices that calls and allowances use, each once.</summary>
    public static IReadOnlyList<PriceDocument> Of(IEnumerable<Scenario> cases) =>
        [.. PriceUse.Of(cases).Select(use => new PriceDocument(use.Price, use.Day))];
}
