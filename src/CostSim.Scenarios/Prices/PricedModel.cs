namespace CostSim.Scenarios;

/// <summary>
/// A model with the prices that a run will use. Prices are known: an unknown price is an error where the scenario is read.
/// </summary>
/// <param name="Model">The model as the scenario names it: its exact name, an alias, or either with its provider before a slash.</param>
/// <param name="Tier">The tier in use.</param>
/// <param name="Price">What that model and tier cost on the scenario's day, with the scenario's adjustments.</param>
/// <param name="PriceMax">
/// The greatest price of one token, in picodollars, over all tiers of the model: it fixes the rounding unit, so that tiers share it.
/// </param>
public sealed record PricedModel(string Model, Tier Tier, Price Price, long PriceMax)
{
    /// <summary>What is known of the model beside its prices, or null.</summary>
    public ModelFacts? Facts { get; init; }
}
