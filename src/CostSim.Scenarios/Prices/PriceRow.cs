namespace CostSim.Scenarios;

/// <summary>What a price is the price of.</summary>
public enum PriceComponent
{
    /// <summary>Input tokens that are read afresh.</summary>
    Input,

    /// <summary>Input tokens that the provider reads from its cache.</summary>
    CachedInput,

    /// <summary>Input tokens written to the cache, whatever the lifetime.</summary>
    CacheWrite,

    /// <summary>Input tokens written to the cache for five minutes.</summary>
    CacheWrite5m,

    /// <summary>Input tokens written to the cache for an hour.</summary>
    CacheWrite1h,

    /// <summary>Input tokens made from audio.</summary>
    AudioInput,

    /// <summary>Input tokens made from images.</summary>
    ImageInput,

    /// <summary>Billed output tokens, reasoning included.</summary>
    Output,
}

/// <summary>What has a price of its own: a provider's model in a tier.</summary>
public sealed record PriceKey(string Provider, string Model, Tier Tier);

/// <summary>One row of the price catalogue: components of one model and tier that share their days and their source.</summary>
/// <remarks>
/// On any day each component of a model and tier stands in one row at most. A component that stands in none has no price.
/// </remarks>
public sealed record PriceRow
{
    public required string Provider { get; init; }

    /// <summary>The model's exact name, without its provider.</summary>
    public required string Model { get; init; }

    public required Tier Tier { get; init; }

    /// <summary>What its prices are the prices of.</summary>
    public PriceKey Key => new(Provider, Model, Tier);

    /// <summary>The prices hold for calls with more input tokens than this; null for all calls.</summary>
    public long? AboveInputTokens { get; init; }

    /// <summary>Picodollars (1e-12 USD) of one token, positive; $1 per million tokens is 1,000,000.</summary>
    public required IReadOnlyDictionary<PriceComponent, long> PicoUsd { get; init; }

    /// <summary>The first day on which the prices are known to hold.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day on which they hold; null where no end is known.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The day on which the row was last held against its source.</summary>
    public required DateOnly CheckedOn { get; init; }

    /// <summary>Where the prices were found, or the rule that they follow from.</summary>
    public required string Source { get; init; }

    /// <summary>Whether no source prints these amounts: they follow from others by the rule that the source names.</summary>
    public bool IsDerived { get; init; }

    /// <summary>What a reader should know before relying on the row, or null.</summary>
    public string? Note { get; init; }

    /// <summary>Whether it is of the user's own price list, whose rows go before those of the program.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether the row holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => Period.Includes(day, From, To);
}

/// <summary>Other exact names of a model, such as those with the date of a snapshot.</summary>
/// <param name="Provider">Who sells it.</param>
/// <param name="Model">The name under which its rows stand.</param>
/// <param name="Names">The other names.</param>
public sealed record PriceAlias(string Provider, string Model, IReadOnlyList<string> Names);
