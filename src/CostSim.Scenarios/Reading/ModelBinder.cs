using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading;

/// <summary>A model and a tier as some object of the scenario names them, with the places to point at.</summary>
/// <param name="Model">Model name, or null where it was missing or in error (which is reported).</param>
/// <param name="Tier">Tier, or null likewise.</param>
internal readonly record struct ModelChoice(string? Model, Tier? Tier);

/// <summary>Finds the prices of a model on the scenario's day; a price that is not known is an error and never $0.</summary>
internal sealed class ModelBinder(Findings findings, PriceCatalogue catalogue)
{
    // What is wrong with a model's price is reported where it is first chosen, not in every phase that inherits it.
    private readonly HashSet<Named> _reported = [];
    private PriceSheet _prices = catalogue.On(catalogue.Day);

    private sealed record Named(string Model, Tier Tier);

    /// <summary>The day whose prices hold.</summary>
    public DateOnly Day => _prices.Day;

    public string? CatalogueHash => catalogue.Hash;

    /// <summary>Reads which day's prices hold; the catalogue's own day unless the scenario says one.</summary>
    public void BindDay(KeyedNode scenario)
    {
        if (scenario.Day("pricesOn") is { } day)
            _prices = catalogue.On(day);
    }

    /// <summary>The scenario's own model and tier: both must be said.</summary>
    public ModelChoice BindDefault(KeyedNode scenario)
    {
        scenario.Require("model", Known());
        scenario.Require("tier");
        return Choose(scenario, default);
    }

    /// <summary>The model and tier that an object states, the rest from the choice around it.</summary>
    public static ModelChoice Choose(KeyedNode owner, ModelChoice around)
    {
        var model = owner.Has("model") ? owner.Text("model") : around.Model;
        var tier = owner.Has("tier") ? owner.Read<Tier?>("tier") : around.Tier;
        return new ModelChoice(model, tier);
    }

    /// <summary>The prices of a choice, or null and an error at the key of <paramref name="owner"/> that made it.</summary>
    public PricedModel? Price(ModelChoice choice, KeyedNode owner)
    {
        if (choice is not { Model: { } model, Tier: { } tier })
            return null;
        var prices = _prices.PricesOf(model);
        var providers = catalogue.RowsOf(model).Select(row => row.Provider).Distinct().ToList();
        var price = providers.Count == 1 ? prices.FirstOrDefault(price => price.Tier == tier) : null;
        if (_reported.Add(new Named(model, tier)))
        {
            var key = providers.Count == 1 && price is null && owner.Has("tier") ? "tier" : "model";
            var spot = owner.Find(key)?.Spot ?? owner.Node.Spot;
            if (price is null)
            {
                var (message, hint) = UnknownPrice.Reason(catalogue, _prices, model, tier);
                findings.Error(spot, owner.PathOf(key), message, hint);
            }
            else if (PriceAge.Warning(price, Day) is var (message, hint))
            {
                findings.Warning(spot, owner.PathOf(key), message, hint);
            }
        }

        return price is null ? null : new PricedModel(model, tier, price, prices.Max(other => other.Dearest));
    }

    private string Known() => string.Join(", ", _prices.Prices.Select(price => price.Model).Distinct());
}
