namespace CostSim.Scenarios;

/// <summary>What a token of one model costs in one tier on one day.</summary>
/// <param name="Provider">Who sells it.</param>
/// <param name="Model">The model's exact name, without its provider.</param>
/// <param name="Tier">The tier.</param>
/// <param name="InputPicoUsd">See <see cref="TokenPrices"/>.</param>
/// <param name="OutputPicoUsd">See <see cref="TokenPrices"/>.</param>
/// <param name="CheckedOn">The day on which the rows behind it were last held against their sources; of several, the earliest.</param>
/// <param name="Source">
/// Where the prices were found; what no source prints, and follows from others by a rule, begins with "derived".
/// </param>
/// <param name="LongContext">Other prices for calls with long inputs, or null.</param>
public sealed record Price(
    string Provider, string Model, Tier Tier, long InputPicoUsd, long? OutputPicoUsd, DateOnly CheckedOn, string Source,
    LongContextPrice? LongContext = null) : TokenPrices(InputPicoUsd, OutputPicoUsd)
{
    /// <summary>The first day of this price, as far as it is known.</summary>
    public DateOnly From { get; init; } = DateOnly.MinValue;

    /// <summary>The last day of this price; null where no end is known.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Where the prices of caching were found, if elsewhere; else null.</summary>
    public string? CacheSource { get; init; }

    /// <summary>Whether a part of it comes from the user's own price list.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The greatest price of one token, in picodollars.</summary>
    public override long Dearest => Math.Max(base.Dearest, LongContext?.Dearest ?? 0);

    /// <summary>How many days before a day the price was last checked; 0 where that was later.</summary>
    public int AgeOn(DateOnly day) => Math.Max(0, day.DayNumber - CheckedOn.DayNumber);

    /// <summary>The price with adjustments made.</summary>
    internal Price With(IReadOnlyList<PriceAdjustment> adjustments)
    {
        if (adjustments.Count == 0)
            return this;
        // One rounding at the end: the order of the factors does not matter.
        var factor = adjustments.Aggregate(1m, (product, one) => product * one.Factor);
        return (Price)Times(factor) with { LongContext = (LongContextPrice?)LongContext?.Times(factor) };
    }
}

/// <summary>What all tokens of a call cost whose input is longer than a limit.</summary>
/// <param name="AboveInputTokens">The limit: longer calls pay these prices for all of their tokens.</param>
/// <param name="InputPicoUsd">See <see cref="TokenPrices"/>.</param>
/// <param name="OutputPicoUsd">See <see cref="TokenPrices"/>.</param>
public sealed record LongContextPrice(long AboveInputTokens, long InputPicoUsd, long? OutputPicoUsd)
    : TokenPrices(InputPicoUsd, OutputPicoUsd);
