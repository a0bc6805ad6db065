using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading;

/// <summary>A model and a tier as some object of the scenario names them, with the places to point at.</summary>
/// <param name="Model">Model name, or null where it was missing or in error (which is reported).</param>
/// <param name="Tier">Tier, or null likewise.</param>
/// <param name="CacheIsOff">Whether the cache that the model uses by itself is switched off.</param>
internal readonly record struct ModelChoice(string? Model, Tier? Tier, bool CacheIsOff);

/// <summary>Finds the prices of a model on the scenario's day; a price that is not known is an error and never $0.</summary>
internal sealed class ModelBinder(Findings findings, PriceCatalogue catalogue)
{
    /// <summary>A catalogue may have thousands of names.</summary>
    private const int NamesMax = 5;

    // A price is looked for, and what is wrong with it reported, where it is first chosen, not in every phase that inherits it.
    private readonly Dictionary<Named, PricedModel?> _found = [];
    private PriceSheet _prices = catalogue.On(catalogue.Day);

    private sealed record Named(string Model, Tier Tier);

    /// <summary>The day whose prices hold.</summary>
    public DateOnly Day => _prices.Day;

    /// <summary>The factors on its prices; set once they are read.</summary>
    public IReadOnlyList<PriceAdjustment> Adjustments { get; set; } = [];

    /// <summary>See <see cref="PriceCatalogue.RatioOf"/>.</summary>
    public TokenizerRatio? RatioOf(string tokenizer, string relativeTo) => catalogue.RatioOf(tokenizer, relativeTo);

    public string? CatalogueHash => catalogue.Hash;

    /// <summary>Reads which day's prices hold; the catalogue's own day unless the scenario says one.</summary>
    public void BindDay(KeyedNode scenario)
    {
        if (scenario.Day("pricesOn") is { } day)
            _prices = catalogue.On(day);
    }

    /// <summary>A fee of the catalogue, or null and an error.</summary>
    public ToolFee? Fee(string provider, string name, Spot spot, string path)
    {
        if (_prices.FeeOf(provider, name) is { } fee)
            return fee;
        var known = _prices.FeesOf(provider);
        findings.Error(
            spot, path, $"no fee {Shorten.Quoted(name)} of {provider} is known for {Day:yyyy-MM-dd}",
            known.Count > 0 ? $"Known are {string.Join(", ", known.Select(one => $"\"{one}\""))}; any other is `feePerCallUsd`."
                : "Write the amount as `feePerCallUsd`.");
        return null;
    }

    /// <summary>The scenario's own model and tier: both must be said.</summary>
    public ModelChoice BindDefault(KeyedNode scenario)
    {
        scenario.Require("model", scenario.Has("model") ? null : Known());
        scenario.Require("tier");
        return Choose(scenario, default);
    }

    /// <summary>The model and tier that an object states, the rest from the choice around it.</summary>
    public static ModelChoice Choose(KeyedNode owner, ModelChoice around)
    {
        var model = owner.Has("model") ? owner.Text("model") : around.Model;
        var tier = owner.Has("tier") ? owner.Read<Tier>("tier") : around.Tier;
        return new ModelChoice(model, tier, around.CacheIsOff || owner.Read<bool?>("cached") is false);
    }

    /// <summary>The prices of a choice, or null and an error at the key of <paramref name="owner"/> that made it.</summary>
    public PricedModel? Price(ModelChoice choice, KeyedNode owner)
    {
        if (choice is not { Model: { } model, Tier: { } tier })
            return null;
        var named = new Named(model, tier);
        return _found.TryGetValue(named, out var known) ? known : _found[named] = Find(named, owner);
    }

    private PricedModel? Find(Named named, KeyedNode owner)
    {
        var (model, tier) = named;
        var prices = _prices.PricesOf(model);
        var providers = catalogue.RowsOf(model).Select(row => row.Provider).Distinct().ToList();
        var price = providers.Count == 1 ? prices.FirstOrDefault(price => price.Tier == tier) : null;
        var key = providers.Count == 1 && price is null && owner.Has("tier") ? "tier" : "model";
        var spot = owner.Find(key)?.Spot ?? owner.Node.Spot;
        if (price is null)
        {
            var (message, hint) = UnknownPrice.Reason(catalogue, _prices, model, tier);
            findings.Error(spot, owner.PathOf(key), message, hint);
            return null;
        }

        var facts = catalogue.FactsOf(price.Provider, price.Model);
        Warn(price, facts, spot, owner.PathOf(key));
        var priceMax = prices.Max(other => _prices.Adjusted(other, Adjustments).Dearest);
        return new PricedModel(model, tier, _prices.Adjusted(price, Adjustments), priceMax) { Facts = facts };
    }

    /// <summary>What is to be known of a price or a model, however it is called.</summary>
    private void Warn(Price price, ModelFacts? facts, Spot spot, string path)
    {
        if (PriceAge.Warning(price, Day) is var (message, hint))
            findings.Warning(spot, path, message, hint);
        if (facts?.RetiredOn <= Day)
            findings.Warning(
                spot, path,
                $"{Shorten.Quoted(price.Model)} was shut down by {price.Provider} on {facts.RetiredOn:yyyy-MM-dd}: no call to it "
                    + "can be made", "Take a model that is still served.");
        else if (facts?.DeprecatedOn <= Day)
            findings.Note(
                spot, path, $"{price.Provider} advises against {Shorten.Quoted(price.Model)} since {facts.DeprecatedOn:yyyy-MM-dd}"
                    + (facts.RetiredOn is { } end ? $", and shuts it down on {end:yyyy-MM-dd}" : ""));
    }

    /// <summary>The models with a price, the first few of many.</summary>
    private string Known()
    {
        var names = _prices.Prices.Select(price => price.Model).Distinct().ToList();
        var rest = names.Count > NamesMax ? $" and {names.Count - NamesMax} more ('costsim prices list')" : "";
        return $"{string.Join(", ", names.Take(NamesMax))}{rest}";
    }
}
