using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>What the tokens of a request cost at a price, in whole picodollars.</summary>
internal static class TokenPricing
{
    /// <summary>The prices of the request's length.</summary>
    public static TokenPrices Of(Price price, in TokenUsage tokens) =>
        price.LongContext is { } longer && tokens.Input > longer.AboveInputTokens ? longer : price;

    /// <summary>The input; null where a part of it has no price.</summary>
    public static Int128? Input(TokenPrices prices, in TokenUsage tokens)
    {
        if (tokens.CacheRead > 0 && prices.CachedInputPicoUsd is null)
            return null;
        return (Int128)tokens.FreshInput * prices.InputPicoUsd + (Int128)tokens.CacheRead * (prices.CachedInputPicoUsd ?? 0)
            + Written(prices, tokens);
    }

    /// <summary>The input at the prices of the scenario: where they know no cache, it costs what fresh input costs.</summary>
    public static Int128 Planned(TokenPrices prices, in TokenUsage tokens) =>
        (Int128)tokens.FreshInput * prices.InputPicoUsd
        + (Int128)tokens.CacheRead * (prices.CachedInputPicoUsd ?? prices.InputPicoUsd) + Written(prices, tokens);

    /// <summary>The output; null where the model has no price of it.</summary>
    public static Int128? Output(TokenPrices prices, in TokenUsage tokens) =>
        tokens.Output == 0 ? 0 : prices.OutputPicoUsd is { } output ? (Int128)tokens.Output * output : null;

    /// <summary>
    /// Writing costs what the catalogue says for the lifetime, else what fresh input costs. Where a record does not say the lifetime it is
    /// five minutes, which is what providers take where a request says none.
    /// </summary>
    private static Int128 Written(TokenPrices prices, in TokenUsage tokens)
    {
        if (tokens.CacheWrite + tokens.CacheWrite5m + tokens.CacheWrite1h == 0)
            return 0;
        var short5m = prices.CacheWrite.Of(CacheWritePrices.FiveMinutes) ?? prices.InputPicoUsd;
        var long1h = prices.CacheWrite.Of(CacheWritePrices.OneHour) ?? prices.InputPicoUsd;
        return (Int128)(tokens.CacheWrite + tokens.CacheWrite5m) * short5m + (Int128)tokens.CacheWrite1h * long1h;
    }
}
