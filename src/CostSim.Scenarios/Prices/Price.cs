namespace CostSim.Scenarios;

/// <summary>What a token of one model costs in one tier on one day.</summary>
/// <param name="Provider">Who sells it.</param>
/// <param name="Model">The model's exact name, without its provider.</param>
/// <param name="Tier">The tier.</param>
/// <param name="InputPicoUsd">Picodollars (1e-12 USD) of one input token; $1 per million tokens is 1,000,000.</param>
/// <param name="OutputPicoUsd">Picodollars of one billed output token.</param>
/// <param name="CheckedOn">The day on which the rows behind it were last held against their sources; of several, the earliest.</param>
/// <param name="Source">
/// Where the prices were found; what no source prints, and follows from others by a rule, begins with "derived".
/// </param>
/// <param name="LongContext">Other prices for calls with long inputs, or null.</param>
public sealed record Price(
    string Provider, string Model, Tier Tier, long InputPicoUsd, long OutputPicoUsd, DateOnly CheckedOn, string Source,
    LongContextPrice? LongContext = null)
{
    /// <summary>Picodollars of an input token that the provider reads from its cache; null where that is not established.</summary>
    public long? CachedInputPicoUsd { get; init; }

    /// <summary>What it costs to write an input token to the cache.</summary>
    public CacheWritePrices CacheWrite { get; init; } = CacheWritePrices.None;

    /// <summary>The first day of this price, as far as it is known.</summary>
    public DateOnly From { get; init; } = DateOnly.MinValue;

    /// <summary>The last day of this price; null where no end is known.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Where the prices of caching were found, if elsewhere; else null.</summary>
    public string? CacheSource { get; init; }

    /// <summary>The greatest price of one token, in picodollars.</summary>
    public long Dearest => Math.Max(
        Math.Max(Math.Max(InputPicoUsd, OutputPicoUsd), CacheWrite.Dearest),
        LongContext is { } longer ? Math.Max(Math.Max(longer.InputPicoUsd, longer.OutputPicoUsd), longer.CacheWrite.Dearest) : 0);

    /// <summary>How many days before a day the price was last checked; 0 where that was later.</summary>
    public int AgeOn(DateOnly day) => Math.Max(0, day.DayNumber - CheckedOn.DayNumber);
}

/// <summary>What all tokens of a call cost whose input is longer than a limit.</summary>
/// <param name="AboveInputTokens">The limit: longer calls pay these prices for all of their tokens.</param>
/// <param name="InputPicoUsd">Picodollars of one input token.</param>
/// <param name="OutputPicoUsd">Picodollars of one billed output token.</param>
public sealed record LongContextPrice(long AboveInputTokens, long InputPicoUsd, long OutputPicoUsd)
{
    /// <summary>Picodollars of an input token that the provider reads from its cache; null where that is not established.</summary>
    public long? CachedInputPicoUsd { get; init; }

    /// <summary>What it costs to write an input token to the cache.</summary>
    public CacheWritePrices CacheWrite { get; init; } = CacheWritePrices.None;
}

/// <summary>What it costs to write an input token to a provider's cache, by how long it is kept there.</summary>
/// <param name="PicoUsd">Picodollars where the provider has one price for all lifetimes; else null.</param>
/// <param name="FiveMinutesPicoUsd">Picodollars for five minutes; null where there is no such price.</param>
/// <param name="OneHourPicoUsd">Picodollars for an hour; null where there is no such price.</param>
public sealed record CacheWritePrices(long? PicoUsd, long? FiveMinutesPicoUsd, long? OneHourPicoUsd)
{
    public const string FiveMinutes = "5m";
    public const string OneHour = "1h";

    /// <summary>Writing costs no more than reading the token for the first time: the input price.</summary>
    public static readonly CacheWritePrices None = new(null, null, null);

    /// <summary>
    /// The lifetimes that have a price of their own, shortest first; none where there is one price for all, or none at all.
    /// </summary>
    public IReadOnlyList<string> Lifetimes => (FiveMinutesPicoUsd, OneHourPicoUsd) switch
    {
        (null, null) => [],
        (_, null) => [FiveMinutes],
        (null, _) => [OneHour],
        _ => [FiveMinutes, OneHour],
    };

    /// <summary>The greatest of them, or 0.</summary>
    public long Dearest => Math.Max(PicoUsd ?? 0, Math.Max(FiveMinutesPicoUsd ?? 0, OneHourPicoUsd ?? 0));

    /// <summary>
    /// Picodollars of a token written for a lifetime: that lifetime's price, else the price for all lifetimes; null where there is neither,
    /// or where several lifetimes have prices and none is said.
    /// </summary>
    /// <param name="lifetime"><see cref="FiveMinutes"/>, <see cref="OneHour"/>, or null where none is said.</param>
    public long? Of(string? lifetime) => (lifetime ?? (Lifetimes is [var only] ? only : null)) switch
    {
        FiveMinutes => FiveMinutesPicoUsd ?? PicoUsd,
        OneHour => OneHourPicoUsd ?? PicoUsd,
        _ => PicoUsd,
    };
}
