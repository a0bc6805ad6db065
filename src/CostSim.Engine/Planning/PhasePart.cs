using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>A part of a phase with its own row in tables: the bounds of its calls per item and of each call.</summary>
/// <param name="Name">What tables print.</param>
/// <param name="Calls">Calls of an item.</param>
/// <param name="Call">Bounds of one call.</param>
internal sealed record Part(string Name, Bounds Calls, CallBounds? Call)
{
    /// <summary>USD of people or tools per unit, by the supports and as counted by the engine; such a part has no call.</summary>
    public (Bounds Support, Bounds Drawable) Usd { get; init; }

    /// <summary>USD of an amount, limited to what can be counted.</summary>
    public static Bounds Held(FactorBook book, Amount usd) =>
        book.EndsOf(usd, factor => factor.Drawable) is var drawable && usd.Evaluate(leaf => book.Of(leaf).Mean) is var mean
            && drawable.Max > TimesMeanOfUsdMax * mean
            ? drawable with { Max = TimesMeanOfUsdMax * mean } : drawable;

    /// <summary>Whether its calls are counted; those of an allowance are not.</summary>
    public bool Counted { get; init; } = true;

    /// <summary>Cost of the output of one item in USD, by the supports.</summary>
    public Bounds OutputCost => Call is null ? Planning.Bounds.Zero : Calls * Call.Cost(drawable: false).Output;

    /// <summary>The input of one item by price, by the supports.</summary>
    public InputParts Input => Call!.InputParts * Calls;

    /// <summary>The measures of one item.</summary>
    /// <param name="drawable">Whether to use what the engine can draw instead of the supports.</param>
    public MeasureBounds Bounds(bool drawable)
    {
        if (Call is null)
            return MeasureBounds.Zero with { Operations = Calls * (drawable ? Usd.Drawable : Usd.Support) };
        var cost = Call.Cost(drawable);
        var ends = drawable ? Call.Drawable : Call.Support;
        var (input, output) = (ends.Input, ends.Output);
        if (drawable && IsHeld)
        {
            cost = (Held(cost.Input, input, Call.Mean.Input), Held(cost.Output, output, Call.Mean.Output));
            (input, output) = (Held(input, input, Call.Mean.Input), Held(output, output, Call.Mean.Output));
        }

        return new MeasureBounds(
            Calls * (cost.Input + cost.Output + ends.Fee), Calls * input, Calls * output, Counted ? Calls : Planning.Bounds.Zero);
    }

    /// <summary>
    /// Sums are limited to this multiple of their value with every amount at its mean. The greatest values of several heavy-tailed factors
    /// never occur together, and counting up to their product would make the steps too coarse for other amounts.
    /// </summary>
    private const double TimesMeanMax = 1 << 16;

    /// <summary>The same for people and tools, whose cost is counted in the same steps as that of tokens.</summary>
    private const double TimesMeanOfUsdMax = 1 << 12;

    /// <summary>Whether its sums are limited to less than the greatest drawable product.</summary>
    public bool IsHeld =>
        Call is not null && (IsBeyond(Call.Drawable.Input, Call.Mean.Input) || IsBeyond(Call.Drawable.Output, Call.Mean.Output));

    private static bool IsBeyond(Bounds drawable, Bounds mean) => drawable.Max > TimesMeanMax * mean.Max;

    /// <summary>A quantity that increases with the tokens, limited in the same way.</summary>
    private static Bounds Held(Bounds value, Bounds drawable, Bounds mean) =>
        IsBeyond(drawable, mean) ? value with { Max = Math.Max(value.Min, value.Max * (TimesMeanMax * mean.Max / drawable.Max)) } : value;
}

/// <summary>Bounds of the tokens of one call, by the supports and by what the engine can draw, and what they cost.</summary>
/// <remarks>
/// Tokens increase with every amount in them, so their ends are at the ends of all amounts. A cost decreases as more is read from a cache,
/// so its ends are at the opposite ends of the share. An amount that is part of both a share and tokens is taken at both ends; the result
/// is then only a bound.
/// </remarks>
internal sealed record CallBounds(CallEnds Support, CallEnds Drawable, CallEnds Mean, CallTokens Tokens)
{
    private const double UsdPerPicoUsd = 1e-12;

    /// <param name="book">The factors.</param>
    /// <param name="tokens">Tokens of the call.</param>
    /// <param name="outputMax">Where its output is cut, or null.</param>
    /// <param name="outputMin">The least output of such a call, if it is known to be longer than that.</param>
    public static CallBounds Of(FactorBook book, CallTokens tokens, double? outputMax = null, double outputMin = 0)
    {
        return new CallBounds(
            Ends(factor => factor.Support), Ends(factor => factor.Drawable), Ends(factor => Bounds.Of(factor.Mean)), tokens);

        CallEnds Ends(Func<Factor, Bounds> ends)
        {
            var output = Sum(tokens.Output);
            var asked = new Bounds(Math.Max(output.Min, outputMin), Math.Max(output.Max, outputMin));
            return new CallEnds(
                Sum(tokens.Input), outputMax is { } most ? new Bounds(Math.Min(asked.Min, most), Math.Min(asked.Max, most)) : asked,
                output,
                Sum(tokens.Plain), [.. tokens.Apart.Select(part => new PartEnds(Sum(part.Of), AtMostOne(Sum(part.Share))))],
                Sum([.. tokens.Fees.SelectMany(CallTokens.WrittenOut)]));

            Bounds Sum(Amount[][] products) => products.Aggregate(
                Bounds.Zero, (sum, product) => sum + product.Aggregate(Bounds.Of(1), (value, amount) => value * ends(book.Of(amount))));
        }

        // A sum of shares whose ends add up to 1 may exceed 1 by rounding.
        static Bounds AtMostOne(Bounds share) => new(Math.Min(share.Min, 1), Math.Min(share.Max, 1));
    }

    /// <summary>Cost of input and of output in USD, each end at the price that holds there.</summary>
    public (Bounds Input, Bounds Output) Cost(bool drawable)
    {
        var ends = drawable ? Drawable : Support;
        var (least, most) = (PriceAt(ends.Input.Min), PriceAt(ends.Input.Max));
        var input = ends.Plain * new Bounds(least.Input, most.Input);
        for (var i = 0; i < ends.Apart.Count; i++)
        {
            var (of, share) = ends.Apart[i];
            input += of * new Bounds(RatesAt(i, ends.Input.Min).At(share).Min, RatesAt(i, ends.Input.Max).At(share).Max);
        }

        return (input * UsdPerPicoUsd, ends.Output * new Bounds(least.Output, most.Output) * UsdPerPicoUsd);
    }

    /// <summary>
    /// The input of one call by price, by the supports. Each part has its own ends, not all reached in one call.
    /// </summary>
    public InputParts InputParts
    {
        get
        {
            var (least, most) = (PriceAt(Support.Input.Min), PriceAt(Support.Input.Max));
            var plain = PaidTokens.Of(Support.Plain, least.Input, most.Input);
            var (read, written) = (PaidTokens.None, PaidTokens.None);
            for (var i = 0; i < Support.Apart.Count; i++)
            {
                var (of, share) = Support.Apart[i];
                var (low, high) = (RatesAt(i, Support.Input.Min), RatesAt(i, Support.Input.Max));
                read += PaidTokens.Of(of * share, low.Read, high.Read);
                var rest = PaidTokens.Of(of * new Bounds(1 - share.Max, 1 - share.Min), low.Rest, high.Rest);
                if (Tokens.Apart[i].IsWritten)
                    written += rest;
                else
                    plain += rest;
            }

            return new InputParts(plain, read, written);
        }
    }

    private bool IsLong(double inputTokens) => Tokens.Price.LongContext is { } longer && inputTokens > longer.AboveInputTokens;

    private CacheRates RatesAt(int part, double inputTokens) =>
        IsLong(inputTokens) ? Tokens.Apart[part].LongRates : Tokens.Apart[part].Rates;

    private (long Input, long Output) PriceAt(double inputTokens) => IsLong(inputTokens)
        ? (Tokens.Price.LongContext!.InputPicoUsd, Tokens.Price.LongContext.OutputPicoUsd ?? 0)
        : (Tokens.Price.InputPicoUsd, Tokens.Price.OutputPicoUsd ?? 0);
}

/// <summary>The ends of one call's tokens.</summary>
/// <param name="Input">All input.</param>
/// <param name="Output">Billed output.</param>
/// <param name="OutputBeforeCap">Output tokens before the cap.</param>
/// <param name="Plain">Input outside caches.</param>
/// <param name="Apart">Input with prices of its own.</param>
/// <param name="Fee">What a call costs beside its tokens, in USD.</param>
internal sealed record CallEnds(
    Bounds Input, Bounds Output, Bounds OutputBeforeCap, Bounds Plain, IReadOnlyList<PartEnds> Apart, Bounds Fee);

/// <summary>The ends of tokens with prices of their own, and of the share read from a cache.</summary>
internal sealed record PartEnds(Bounds Of, Bounds Share);
