using CostSim.Scenarios.Reading.Amounts;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Phases;

/// <summary>Finds out whether it is known what the cached input tokens of a call pay; what is not known is an error and never $0.</summary>
/// <param name="owner">The phase or fix whose <c>inputTokens</c> are read.</param>
/// <param name="price">The prices of its model and tier.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class CacheBinder(KeyedNode owner, Price price, Findings findings)
{
    private string Tier => price.Tier == Scenarios.Tier.Batch ? "batch" : "standard";

    /// <summary>Whether all that the input says of caches has a price.</summary>
    public bool Accepts(Amount input) => Accepts(input, owner.Find("inputTokens")!, input);

    /// <summary>Whether a part of the input has a price: a cache, or what a sum or a label has of caches.</summary>
    private bool Accepts(Amount part, ScenarioNode node, Amount input) => part switch
    {
        Cached cached => Accepts(cached, node, input),
        Sum sum => sum.Terms.Select((term, i) => Accepts(term, Inside(node, "sum")?.Elements.ElementAtOrDefault(i) ?? node, input)).ToList().TrueForAll(accepted => accepted),
        ByLabel by => by.Amounts.Select(each => Accepts(each.Amount, Inside(Inside(node, "by"), each.Label) ?? node, input)).ToList().TrueForAll(accepted => accepted),
        _ => true,
    };

    /// <summary>The value of a key; a name has none.</summary>
    private static ScenarioNode? Inside(ScenarioNode? node, string key) => node?.Members.FirstOrDefault(member => member.Key == key)?.Value;

    private bool Accepts(Cached cached, ScenarioNode node, Amount input)
    {
        if (price.CachedInputPicoUsd is null)
        {
            findings.Error(
                node.Spot, $"{cached.Path}.cached", $"no {Tier} price of cached input is known for {Shorten.Quoted(price.Model)}",
                "Without a cache, write the tokens alone; a price that is not known is never $0.");
            return false;
        }

        if (price.LongContext is { CachedInputPicoUsd: null } longer && Support.Of(input).Max > longer.AboveInputTokens)
        {
            findings.Error(
                node.Spot, $"{cached.Path}.cached",
                $"a call can have more than {Shorten.Number(longer.AboveInputTokens)} input tokens, and no {Tier} price of cached input is known for {Shorten.Quoted(price.Model)} above that",
                "Keep the input below, or write the tokens without a cache.");
            return false;
        }

        return AcceptsLifetime(cached, node);
    }

    private bool AcceptsLifetime(Cached cached, ScenarioNode node)
    {
        var (writes, said, path) = (price.CacheWrite, cached.Lifetime, $"{cached.Path}.lifetime");
        var spot = node.Members.FirstOrDefault(member => member.Key == "lifetime")?.Spot ?? node.Spot;
        var listed = string.Join(" or ", writes.Lifetimes.Select(lifetime => $"\"{lifetime}\""));
        if (writes.Lifetimes.Count > 0 && said is not null && !writes.Lifetimes.Contains(said))
            findings.Error(spot, path, $"{Shorten.Quoted(price.Model)} has no cache of lifetime {Shorten.Quoted(said)}", $"Write {listed}.");
        else if (writes.Dearest > 0 && writes.Of(said) is null)
            findings.Error(spot, path, $"{Shorten.Quoted(price.Model)} bills cache writes by their lifetime: {listed}", "Say which, as \"lifetime\".");
        else
            return true;
        return false;
    }
}
