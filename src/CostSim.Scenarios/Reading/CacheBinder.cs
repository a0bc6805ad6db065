namespace CostSim.Scenarios.Reading;

/// <summary>Finds out what the cached input tokens of a call pay; a price that is not known is an error and never $0.</summary>
/// <param name="owner">The phase or fix whose <c>inputTokens</c> are read.</param>
/// <param name="price">The prices of its model and tier.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class CacheBinder(KeyedNode owner, Price price, Findings findings)
{
    private double _inputMax;

    /// <summary>The input with every cache write resolved, or null after an error.</summary>
    public Amount? Bind(Amount input)
    {
        var node = owner.Find("inputTokens")!;
        _inputMax = Support.Of(input).Max;
        if (input is Cached sole)
            return Resolve(sole, node);
        if (input is not Sum sum || !sum.Terms.OfType<Cached>().Any())
            return input;
        var elements = node.Members.Single(member => member.Key == "sum").Value.Elements;
        var terms = sum.Terms.Select((term, i) => term is Cached cached ? Resolve(cached, elements[i]) : term).ToList();
        return terms.Any(term => term is null) ? null : sum with { Terms = terms! };
    }

    private Cached? Resolve(Cached cached, ScenarioNode node)
    {
        var tier = price.Tier == Tier.Batch ? "batch" : "standard";
        if (price.CachedInputPicoUsd is null)
        {
            findings.Error(
                node.Spot, $"{cached.Path}.cached", $"no {tier} price of cached input is known for {Shorten.Quoted(price.Model)}",
                "Without a cache, write the tokens alone; a price that is not known is never $0.");
            return null;
        }

        if (price.LongContext is { CachedInputPicoUsd: null } longer && _inputMax > longer.AboveInputTokens)
        {
            findings.Error(
                node.Spot, $"{cached.Path}.cached",
                $"a call can have more than {Shorten.Number(longer.AboveInputTokens)} input tokens, and no {tier} price of cached input is known for {Shorten.Quoted(price.Model)} above that",
                "Keep the input below, or write the tokens without a cache.");
            return null;
        }

        return ResolveWrite(cached, node);
    }

    private Cached? ResolveWrite(Cached cached, ScenarioNode node)
    {
        var writes = price.CacheWritePicoUsd?.Keys.ToList() ?? [];
        var spot = node.Members.FirstOrDefault(member => member.Key == "lifetime")?.Spot ?? node.Spot;
        var listed = string.Join(" or ", writes.Select(lifetime => $"\"{lifetime}\""));
        switch (cached.Lifetime)
        {
            case null when writes.Count <= 1:
                return cached with { Lifetime = writes.FirstOrDefault() };
            case null:
                findings.Error(
                    spot, $"{cached.Path}.lifetime", $"{Shorten.Quoted(price.Model)} bills cache writes by their lifetime: {listed}", "Say which, as \"lifetime\".");
                return null;
            case { } said when writes.Contains(said):
                return cached;
            case { } when writes.Count == 0:
                findings.Warning(
                    spot, $"{cached.Path}.lifetime", $"`lifetime` has no effect: {Shorten.Quoted(price.Model)} bills no cache writes", "Leave it out.");
                return cached with { Lifetime = null };
            default:
                findings.Error(
                    spot, $"{cached.Path}.lifetime", $"{Shorten.Quoted(price.Model)} has no cache of lifetime {Shorten.Quoted(cached.Lifetime)}", $"Write {listed}.");
                return null;
        }
    }
}
