namespace CostSim.Scenarios;

/// <summary>What a token costs, by what it is.</summary>
/// <param name="InputPicoUsd">Picodollars (1e-12 USD) of one input token of text; $1 per million tokens is 1,000,000.</param>
/// <param name="OutputPicoUsd">Picodollars of one billed output token; null where the model has no output, as of embeddings.</param>
public abstract record TokenPrices(long InputPicoUsd, long? OutputPicoUsd)
{
    /// <summary>Picodollars of an input token that the provider reads from its cache; null where that is not established.</summary>
    public long? CachedInputPicoUsd { get; init; }

    /// <summary>What it costs to write an input token to the cache.</summary>
    public CacheWritePrices CacheWrite { get; init; } = CacheWritePrices.None;

    /// <summary>Picodollars of an input token of audio; null where that is not established.</summary>
    public long? AudioInputPicoUsd { get; init; }

    /// <summary>Picodollars of an input token of an image; null where that is not established.</summary>
    public long? ImageInputPicoUsd { get; init; }

    /// <summary>The price of an input token of a modality; null where that is not established.</summary>
    public long? InputOf(Modality modality) => modality switch
    {
        Modality.Audio => AudioInputPicoUsd,
        Modality.Image => ImageInputPicoUsd,
        _ => InputPicoUsd,
    };

    /// <summary>The greatest of them.</summary>
    public virtual long Dearest => new[]
    {
        InputPicoUsd, OutputPicoUsd ?? 0, CacheWrite.Dearest, AudioInputPicoUsd ?? 0, ImageInputPicoUsd ?? 0,
    }.Max();

    /// <summary>The same prices times a factor, each rounded to a whole picodollar, half to even.</summary>
    internal TokenPrices Times(decimal factor) => this with
    {
        InputPicoUsd = Rounded(InputPicoUsd, factor)!.Value,
        OutputPicoUsd = Rounded(OutputPicoUsd, factor),
        CachedInputPicoUsd = Rounded(CachedInputPicoUsd, factor),
        CacheWrite = new CacheWritePrices(
            Rounded(CacheWrite.PicoUsd, factor), Rounded(CacheWrite.FiveMinutesPicoUsd, factor),
            Rounded(CacheWrite.OneHourPicoUsd, factor)),
        AudioInputPicoUsd = Rounded(AudioInputPicoUsd, factor),
        ImageInputPicoUsd = Rounded(ImageInputPicoUsd, factor),
    };

    /// <summary>An amount times a factor, rounded to a whole picodollar.</summary>
    internal static long? Rounded(long? picoUsd, decimal factor) =>
        picoUsd is { } known ? (long)Math.Round(known * factor, MidpointRounding.ToEven) : null;
}

/// <summary>What input tokens are made from.</summary>
public enum Modality
{
    Text,
    Audio,
    Image,
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
