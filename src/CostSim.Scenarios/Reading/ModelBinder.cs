namespace CostSim.Scenarios.Reading;

/// <summary>A model and a tier as some object of the scenario names them, with the places to point at.</summary>
/// <param name="Model">Model name, or null where it was missing or in error (which is reported).</param>
/// <param name="Tier">Tier, or null likewise.</param>
internal readonly record struct ModelChoice(string? Model, Tier? Tier);

/// <summary>Finds the prices of a model; a price that is not known is an error and never $0.</summary>
internal sealed class ModelBinder(Findings findings, Scalars scalars, PriceCatalogue prices)
{
    // A model without a price is reported where it is first chosen, not in every phase that inherits it.
    private readonly HashSet<(string, Tier)> _unpriced = [];

    /// <summary>The scenario's own model and tier: both must be said.</summary>
    public ModelChoice BindDefault(KeyedNode scenario)
    {
        scenario.Require("model", $"The model that calls are made to; prices are known for {Known()}.");
        scenario.Require("tier", "Write \"batch\" or \"standard\": it decides the price.");
        return Choose(scenario, default);
    }

    /// <summary>The model and tier that an object states, the rest from the choice around it.</summary>
    public ModelChoice Choose(KeyedNode owner, ModelChoice around)
    {
        var model = owner.Find("model") is { } modelNode ? scalars.Name(modelNode, owner.PathOf("model")) : around.Model;
        var tier = owner.Find("tier") is { } tierNode ? BindTier(tierNode, owner.PathOf("tier")) : around.Tier;
        return new ModelChoice(model, tier);
    }

    public Tier? BindTier(ScenarioNode node, string path) => scalars.OneOf(node, path, "batch", "standard") switch
    {
        "batch" => Tier.Batch,
        "standard" => Tier.Standard,
        _ => null,
    };

    /// <summary>The prices of a choice, or null and an error at the key of <paramref name="owner"/> that made it.</summary>
    public PricedModel? Price(ModelChoice choice, KeyedNode owner)
    {
        if (choice is not { Model: { } model, Tier: { } tier })
            return null;
        var rows = prices.RowsOf(model);
        var row = rows.FirstOrDefault(row => row.Tier == tier);
        var providers = rows.Select(row => row.Provider).Distinct().ToList();
        if (row is not null && providers.Count == 1)
            return new PricedModel(model, tier, row, rows.Max(other => other.Dearest));

        if (_unpriced.Add((model, tier)))
        {
            var key = rows.Count > 0 && providers.Count == 1 && owner.Has("tier") ? "tier" : "model";
            var spot = owner.Find(key)?.Spot ?? owner.Node.Spot;
            var (message, hint) = Reason(model, tier, rows, providers);
            findings.Error(spot, owner.PathOf(key), message, hint);
        }

        return null;
    }

    private (string Message, string Hint) Reason(string model, Tier tier, IReadOnlyList<Price> rows, List<string> providers)
    {
        if (rows.Count == 0)
        {
            var near = Suggestions.Near(model, prices.Models, 3);
            return ($"no price is known for the model {Shorten.Quoted(model)}",
                near.Count > 0 ? $"Did you mean {string.Join(", or ", near.Select(name => $"\"{name}\""))}?" : $"Prices are known for {Known()}.");
        }

        if (providers.Count > 1)
            return (
                $"{Shorten.Quoted(model)} is sold by {string.Join(" and ", providers)}, each at its own price",
                "The price catalogue may hold one of them.");
        var other = rows[0].Tier;
        return ($"no {Word(tier)} price is known for {Shorten.Quoted(model)}", $"Its {Word(other)} price is: \"tier\": \"{Word(other)}\".");
    }

    private static string Word(Tier tier) => tier == Tier.Batch ? "batch" : "standard";

    private string Known() => string.Join(", ", prices.Models);
}
