using CostSim.Scenarios.Reading.Amounts;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Phases;

/// <summary>
/// Finds out what the input tokens of a call pay where a prompt cache is in play: what is read, what is written by itself, what is too
/// short to be cached. What is not known is an error and never $0.
/// </summary>
/// <param name="owner">The phase or fix whose <c>inputTokens</c> are read.</param>
/// <param name="model">Its model.</param>
/// <param name="isSwitchedOff">Whether the scenario says that the model's own cache is not used.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class CacheBinder(KeyedNode owner, PricedModel model, bool isSwitchedOff, Findings findings)
{
    private Price Price => model.Price;

    private long Least => model.Facts?.LeastCacheableTokens ?? 0;

    /// <summary>The input as it is paid for; null where a part of it has no price.</summary>
    public Amount? Bind(Amount input)
    {
        var node = owner.Find("inputTokens")!;
        if (Composite.In<Cached>(input).Any())
            return Accepts(input, node, input) ? LongEnough(input, node) : null;
        if (isSwitchedOff || model.Facts?.Caching != Caching.Implicit || Support.Of(input).Max < Least
            || !(Price.CacheWrite.PicoUsd > Price.InputPicoUsd))
            return input;
        findings.Note(
            node.Spot, owner.PathOf("inputTokens"),
            $"{Shorten.Quoted(Price.Model)} caches by itself and bills what it writes at {Times(Price.CacheWrite.PicoUsd.Value)} the input "
                + "price: all input is taken as written",
            "State what is read: { \"cached\": share, \"of\": tokens }; or \"cached\": false where the cache is switched off.");
        return Written(input);
    }

    private string Times(long picoUsd) => $"{Shorten.Number(Math.Round((double)picoUsd / Price.InputPicoUsd, 2))} times";

    /// <summary>The same tokens, all text of them written to the cache; audio and images have their own price.</summary>
    private static Amount Written(Amount input)
    {
        var terms = input is Sum sum ? sum.Terms : [input];
        var text = terms.Where(term => term is not Modal).ToList();
        if (text.Count == 0)
            return input;
        var path = $"{input.Path}/written";
        var of = text.Count == 1 ? text[0] : new Sum($"{input.Path}/text", text);
        Amount written = new Cached(path, new Certain($"{path}/share", 0), of, null) { IsImplicit = true };
        return text.Count == terms.Count ? written : new Sum(input.Path, [written, .. terms.Where(term => term is Modal)]);
    }

    /// <summary>The input without a cache where its beginning, all that is cached together, is too short for one.</summary>
    private Amount LongEnough(Amount input, ScenarioNode node)
    {
        if (input is ByLabel by)
            return by with { Amounts = [.. by.Amounts.Select(each => each with { Amount = LongEnough(each.Amount, node) })] };
        var caches = Composite.In<Cached>(input).ToList();
        var (min, max) = (caches.Sum(cached => Support.Of(cached.Of).Min), caches.Sum(cached => Support.Of(cached.Of).Max));
        if (caches.Count == 0 || min >= Least)
            return input;
        var least = $"{Shorten.Quoted(Price.Model)} caches nothing that is shorter than {Shorten.Number(Least)} tokens";
        if (max >= Least)
        {
            findings.Warning(
                node.Spot, $"{caches[0].Path}.cached", $"{least}, and what is cached here can be as short as {Shorten.Number(min)}",
                "All of it is taken as cached.");
            return input;
        }

        findings.Warning(
            node.Spot, $"{caches[0].Path}.cached",
            $"{least}, and what is cached here has at most {Shorten.Number(max)}: it pays the input price",
            "Write the tokens alone, or put more of the prompt into the part that stays the same.");
        return Cached.Without(input);
    }

    /// <summary>Whether a part of the input has a price: a cache, or what a sum or a label has of caches.</summary>
    private bool Accepts(Amount part, ScenarioNode node, Amount input) => part switch
    {
        Cached cached => Accepts(cached, node, input),
        Sum sum =>
            sum.Terms.Select((term, i) => Accepts(term, Inside(node, "sum")?.Elements.ElementAtOrDefault(i) ?? node, input)).ToList()
                .TrueForAll(accepted => accepted),
        ByLabel by =>
            by.Amounts.Select(each => Accepts(each.Amount, Inside(Inside(node, "by"), each.Label) ?? node, input)).ToList().TrueForAll(
                accepted => accepted),
        _ => true,
    };

    /// <summary>The value of a key; a name has none.</summary>
    private static ScenarioNode? Inside(ScenarioNode? node, string key) => node?.Members.FirstOrDefault(member => member.Key == key)?.Value;

    private bool Accepts(Cached cached, ScenarioNode node, Amount input)
    {
        var path = $"{cached.Path}.cached";
        if (isSwitchedOff)
            findings.Error(
                node.Spot, path, "the cache is switched off by \"cached\": false, and a part of the input is read from it",
                "Keep one of them.");
        else if (model.Facts?.Caching == Caching.None)
            findings.Error(node.Spot, path, $"{Shorten.Quoted(Price.Model)} has no prompt cache", "Write the tokens alone.");
        else if (Price.CachedInputPicoUsd is null)
            findings.Error(
                node.Spot, path, $"no {Price.Tier} price of cached input is known for {Shorten.Quoted(Price.Model)}",
                "Without a cache, write the tokens alone; a price that is not known is never $0.");
        else if (Price.LongContext is { CachedInputPicoUsd: null } longer && Support.Of(input).Max > longer.AboveInputTokens)
            findings.Error(
                node.Spot, path,
                $"a call can have more than {Shorten.Number(longer.AboveInputTokens)} input tokens, and no {Price.Tier} price of cached "
                    + $"input is known for {Shorten.Quoted(Price.Model)} above that",
                "Keep the input below, or write the tokens without a cache.");
        else
            return AcceptsLifetime(cached, node);
        return false;
    }

    private bool AcceptsLifetime(Cached cached, ScenarioNode node)
    {
        var (writes, said, path) = (Price.CacheWrite, cached.Lifetime, $"{cached.Path}.lifetime");
        var spot = node.Members.FirstOrDefault(member => member.Key == "lifetime")?.Spot ?? node.Spot;
        var listed = string.Join(" or ", writes.Lifetimes.Select(lifetime => $"\"{lifetime}\""));
        if (writes.Lifetimes.Count > 0 && said is not null && !writes.Lifetimes.Contains(said))
            findings.Error(
                spot, path, $"{Shorten.Quoted(Price.Model)} has no cache of lifetime {Shorten.Quoted(said)}", $"Write {listed}.");
        else if (writes.Dearest > 0 && writes.Of(said) is null)
            findings.Error(
                spot, path, $"{Shorten.Quoted(Price.Model)} bills cache writes by their lifetime: {listed}", "Say which, as \"lifetime\".");
        else
            return true;
        return false;
    }
}
