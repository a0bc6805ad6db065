using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>The tokens of one call, each written out as a sum of products of amounts that are certain or drawn.</summary>
/// <param name="Plain">Input tokens that pay the input price.</param>
/// <param name="Cached">Input tokens that may be read from a cache.</param>
/// <param name="Output">Billed output tokens, before a cap.</param>
/// <param name="Price">What they pay.</param>
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
/// <param name="Path">Where the scenario says so.</param>
/// <param name="Of">All of them.</param>
/// <param name="Share">The share.</param>
/// <param name="Rates">What they pay.</param>
/// <param name="LongRates">What they pay in a call with a long input; the same where the model knows no such prices.</param>
internal sealed record CachedTokens(string Path, Amount[][] Of, Amount[][] Share, CacheRates Rates, CacheRates LongRates)
{
    /// <summary>Whether what is not read from the cache is written to it, at a price of its own.</summary>
    public required bool IsWritten { get; init; }

    public static CachedTokens From(Cached cached, Price price)
    {
        // Where a price is not known, the reader has seen to it that it is not needed.
        var (write, longer) = (price.CacheWrite.Of(cached.Lifetime), price.LongContext);
        var rates = new CacheRates(price.CachedInputPicoUsd!.Value, write ?? price.InputPicoUsd);
        var longRates = longer is null
            ? rates
            : new CacheRates(
                longer.CachedInputPicoUsd ?? longer.InputPicoUsd, longer.CacheWrite.Of(cached.Lifetime) ?? longer.InputPicoUsd);
        return new CachedTokens(cached.Path, CallTokens.WrittenOut(cached.Of), CallTokens.WrittenOut(cached.Share), rates,
            longRates) { IsWritten = write is not null };
    }
}

/// <summary>What cached input tokens pay, in picodollars each.</summary>
/// <param name="Read">Those that are read from the cache.</param>
/// <param name="Rest">The others: written to it, or plain input.</param>
internal readonly record struct CacheRates(long Read, long Rest)
{
    /// <summary>What a token pays on average where a share is read.</summary>
    public double At(double share) => Rest + (Read - (double)Rest) * share;

    /// <summary>
    /// The ends of that: both ends of the share are looked at together with the price, so that read and rest never disagree.
    /// </summary>
    public Bounds At(Bounds share) => new(Math.Min(At(share.Min), At(share.Max)), Math.Max(At(share.Min), At(share.Max)));
}
