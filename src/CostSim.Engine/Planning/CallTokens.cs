using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>The tokens of one call, each expanded to a sum of products of constant or drawn amounts.</summary>
/// <param name="Plain">Input tokens billed at the input price.</param>
/// <param name="Apart">Input tokens with prices of their own: those that may be read from a cache, those of audio and images.</param>
/// <param name="Output">Billed output tokens, before a cap.</param>
/// <param name="Price">Their prices.</param>
internal sealed record CallTokens(Amount[][] Plain, IReadOnlyList<PartTokens> Apart, Amount[][] Output, Price Price)
{
    /// <summary>All input tokens.</summary>
    public Amount[][] Input => [.. Plain, .. Apart.SelectMany(part => part.Of)];

    /// <summary>What each call costs beside its tokens, in USD.</summary>
    public IReadOnlyList<Amount> Fees { get; init; } = [];

    public static CallTokens Of(Call call, Amount? extraInput)
    {
        var terms = call.InputTokens is Sum sum ? sum.Terms : [call.InputTokens];
        var extra = extraInput is null ? [] : WrittenOut(extraInput);
        // Where a provider writes all input to its cache by itself, it writes what a retry adds too.
        var written = terms.OfType<Cached>().FirstOrDefault(cached => cached.IsImplicit);
        var plain = terms.Where(term => term is not (Cached or Modal)).SelectMany(WrittenOut).Concat(written is null ? extra : []);
        var price = call.Model.Price;
        return new CallTokens(
            [.. plain],
            [
                .. terms.OfType<Cached>().Select(cached => PartTokens.From(cached, price, cached == written ? extra : [])),
                .. terms.OfType<Modal>().Select(modal => PartTokens.From(modal, price)),
            ],
            Outputs(call.Output), price)
        { Fees = [.. call.Fees.Select(fee => fee.Usd)] };
    }

    /// <summary>An amount as a sum of products, by the distributive law.</summary>
    public static Amount[][] WrittenOut(Amount amount) => amount switch
    {
        Sum sum => [.. sum.Terms.SelectMany(WrittenOut)],
        Product product => Multiply(product.Factors),
        Cached or Modal => throw new ArgumentException("tokens with a price of their own are more than a sum of products", nameof(amount)),
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

/// <summary>Input tokens with prices of their own, of which a share may be read from a cache.</summary>
/// <param name="Path">Its path in the scenario.</param>
/// <param name="Of">All these tokens.</param>
/// <param name="Share">The share read from the cache; nothing of tokens that have none.</param>
/// <param name="Rates">Their prices.</param>
/// <param name="LongRates">Their prices in a call with a long input; the same if the model has no such prices.</param>
internal sealed record PartTokens(string Path, Amount[][] Of, Amount[][] Share, CacheRates Rates, CacheRates LongRates)
{
    /// <summary>Whether the rest is written to the cache, at a separate price.</summary>
    public bool IsWritten { get; init; }

    /// <param name="cached">Tokens with a cache.</param>
    /// <param name="price">The model's prices; those that are not known are not needed, which the reader has ensured.</param>
    /// <param name="more">Tokens that are written along with them.</param>
    public static PartTokens From(Cached cached, Price price, Amount[][] more)
    {
        return new PartTokens(
            cached.Path, [.. CallTokens.WrittenOut(cached.Of), .. more], CallTokens.WrittenOut(cached.Share), RatesOf(price),
            RatesOf((TokenPrices?)price.LongContext ?? price))
        { IsWritten = price.CacheWrite.Of(cached.Lifetime) is not null };

        CacheRates RatesOf(TokenPrices prices) => new(
            prices.CachedInputPicoUsd ?? prices.InputPicoUsd, prices.CacheWrite.Of(cached.Lifetime) ?? prices.InputPicoUsd);
    }

    /// <param name="modal">Tokens made from audio or images.</param>
    /// <param name="price">The model's prices, which the reader has ensured to have one of them.</param>
    public static PartTokens From(Modal modal, Price price)
    {
        return new PartTokens(
            modal.Path, CallTokens.WrittenOut(modal.Of), [], RatesOf(price), RatesOf((TokenPrices?)price.LongContext ?? price));

        CacheRates RatesOf(TokenPrices prices) => prices.InputOf(modal.Modality)!.Value is var own ? new(own, own) : default;
    }
}

/// <summary>The prices of such input tokens, in picodollars per token.</summary>
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
