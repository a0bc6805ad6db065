namespace CostSim.Scenarios;

/// <summary>The service tier that a price belongs to.</summary>
public enum Tier
{
    /// <summary>Batch processing: answers within a completion window, usually at half the standard price.</summary>
    Batch,

    /// <summary>Synchronous processing at the standard price.</summary>
    Standard,
}

/// <summary>A model with the prices that a run will use. Prices are known: an unknown price is an error where the scenario is read.</summary>
/// <param name="Model">Exact model name.</param>
/// <param name="Tier">The tier in use.</param>
/// <param name="Price">The catalogue row of that model and tier.</param>
/// <param name="PriceMax">The greatest price of one token, in picodollars, over all tiers of the model: it fixes the rounding unit, so that tiers share it.</param>
public sealed record PricedModel(string Model, Tier Tier, Price Price, long PriceMax);

/// <summary>One row of the price catalogue: what a token costs.</summary>
/// <param name="InputPicoUsd">Picodollars (1e-12 USD) of one input token; $1 per million tokens is 1,000,000.</param>
/// <param name="OutputPicoUsd">Picodollars of one billed output token.</param>
/// <param name="CheckedOn">The day on which the row was last held against its source.</param>
/// <param name="Source">Where the price was found.</param>
/// <param name="LongContext">Other prices for calls with long inputs, or null.</param>
public sealed record Price(
    string Provider, string Model, Tier Tier, long InputPicoUsd, long OutputPicoUsd, DateOnly CheckedOn, string Source, LongContextPrice? LongContext = null)
{
    /// <summary>The greatest price of one token, in picodollars.</summary>
    public long Dearest => Math.Max(
        Math.Max(InputPicoUsd, OutputPicoUsd), LongContext is { } longer ? Math.Max(longer.InputPicoUsd, longer.OutputPicoUsd) : 0);
}

/// <summary>What all tokens of a call cost whose input is longer than a limit.</summary>
/// <param name="AboveInputTokens">The limit: longer calls pay these prices for all of their tokens.</param>
/// <param name="InputPicoUsd">Picodollars of one input token.</param>
/// <param name="OutputPicoUsd">Picodollars of one billed output token.</param>
public sealed record LongContextPrice(long AboveInputTokens, long InputPicoUsd, long OutputPicoUsd);
