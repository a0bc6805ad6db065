using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>The tokens of one call, each expanded to a sum of products of constant or drawn amounts.</summary>
/// <param name="Plain">Input tokens billed at the input price.</param>
/// <param name="Cached">Input tokens that may be read from a cache.</param>
/// <param name="Output">Billed output tokens, before a cap.</param>
/// <param name="Price">Their prices.</param>
internal sealed record CallTokens(Amount[][] Plain, IReadOnlyList<CachedTokens> Cached, Amount[][] Output, Price Price)
{
    /// <summary>All input tokens.</summary>
    public Amount[][] Input => [.. Plain, .. Cached.SelectMany(cached => cached.Of)];

    public static CallTokens Of(Call call, Amount? extraInput)
    {
        var terms = call.InputTokens is Sum sum ? sum.Terms : [call.InputTokens];
        var plain = terms.Where(term => term is not Scenarios.Cached).SelectMany(WrittenOut);
        if (extraInput is not null)
            plain = plain.Concat(WrittenOut(extraInput));
        return new CallTokens(
            [.. plain], [.. terms.OfType<Scenarios.Cached>().Select(cached => CachedTokens.From(cached, call.Model.Price))],
            Outputs(call.Output), call.Model.Price);
    }

    /// <summary>An amount as a sum of products, by the distributive law.</summary>
    public static Amount[][] WrittenOut(Amount amount) => amount switch
    {
        Sum sum => [.. sum.Terms.SelectMany(WrittenOut)],
        Product product => Multiply(product.Factors),
        Scenarios.Cached => throw new ArgumentException("a cache is more than a sum of products", nameof(amount)),
        _ => [[amount]],
    };

    private static Amount[][] Multiply(params IReadOnlyList<Amount> factors) => factors.Aggregate(
        new Amount[][] { [] },
        (products, factor) => [.. products.SelectMany(_ => WrittenOut(factor), (product, more) => (Amount[])[.. product, .. more])]);

    private static Amount[][] Outputs(Output output) => output switch
    {
        BilledOutput billed => WrittenOut(billed.Tokens),
        OverheadOutput overhead => Multiply(overhead.VisibleTokens, overhead.BilledPerVisible),
        ReasoningOutput reasoning => [.. WrittenOut(reasoning.VisibleTokens), .. WrittenOut(reasoning.ReasoningTokens)],
        _ => throw new ArgumentException($"{output.GetType().Name} is not an output", nameof(output)),
    };
}

/// <summary>Input tokens of which a share is read from a cache.</summary>
/// <param name="Path">Its path in the scenario.</param>
/// <param name="Of">All these tokens.</param>
/// <param name="Share">The share read from the cache.</param>
/// <param name="Rates">Their prices.</param>
/// <param name="LongRates">Their prices in a call with a long input; the same if the model has no such prices.</param>
internal sealed record CachedTokens(string Path, Amount[][] Of, Amount[][] Share, CacheRates Rates, CacheRates LongRates)
{
    /// <summary>Whether the rest is written to the cache, at a separate price.</summary>
    public required bool IsWritten { get; init; }

    public static CachedTokens From(Cached cached, Price price)
    {
        // The reader has ensured that unknown prices are not needed.
        var (write, longer) = (price.CacheWrite.Of(cached.Lifetime), price.LongContext);
        var rates = new CacheRates(price.CachedInputPicoUsd!.Value, write ?? price.InputPicoUsd);
        var longRates = longer is null
            ? rates
            : new CacheRates(
                longer.CachedInputPicoUsd ?? longer.InputPicoUsd, longer.CacheWrite.Of(cached.Lifetime) ?? longer.InputPicoUsd);
        return new CachedTokens(cached.Path, CallTokens.WrittenOut(cached.Of), CallTokens.WrittenOut(cached.Share), rates,
            longRates)
        { IsWritten = write is not null };
    }
}

/// <summary>The prices of cached input tokens, in picodollars per token.</summary>
/// <param name="Read">Tokens read from the cache.</param>
/// <param name="Rest">The other tokens: written to the cache, or plain input.</param>
internal readonly record struct CacheRates(long Read, long Rest)
{
    /// <summary>The average price of a token when a share is read from the cache.</summary>
    public double At(double share) => Rest + (Read - (double)Rest) * share;

    /// <summary>
    /// Bounds of the average price: read and rest use the same end of the share, so that they stay consistent.
    /// </summary>
    public Bounds At(Bounds share) => new(Math.Min(At(share.Min), At(share.Max)), Math.Max(At(share.Min), At(share.Max)));
}
