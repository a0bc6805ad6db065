using CostSim.Batches;
using CostSim.Scenarios;

namespace CostSim.Requests;

/// <summary>What the requests of a group will cost in one tier.</summary>
/// <param name="Price">What a token costs.</param>
/// <param name="InputUsd">The input, by the best estimate of its tokens.</param>
/// <param name="LowUsd">The least: the fewest input tokens, and no output.</param>
/// <param name="HighUsd">
/// The most: the most input tokens, and all output that is allowed; null where a request has no cap, or parts that are not counted.
/// </param>
public sealed record InputBill(Price Price, decimal InputUsd, decimal LowUsd, decimal? HighUsd)
{
    private const decimal PicoUsd = 1e-12m;

    /// <summary>
    /// The bill in each tier of which a price is known; empty where the model is not in the catalogue, which is never $0.
    /// </summary>
    public static IReadOnlyList<InputBill> Of(GroupSummary group, PriceSheet prices) =>
        [.. PricesOf(group, prices).OrderBy(price => price.Tier.Name, StringComparer.Ordinal).Select(price => Of(group, price))];

    /// <summary>
    /// The prices of a group's model in each tier, of whom the requests are for if that is known; empty where the model is not in the
    /// catalogue.
    /// </summary>
    public static IReadOnlyList<Price> PricesOf(GroupSummary group, PriceSheet prices)
    {
        if (group.Model is not { } model)
            return [];
        var known = prices.PricesOf(model);
        var seller = SellerOf(group.Provider);
        if (!known.Any(price => price.Provider == seller))
            seller = known is [var first, ..] ? first.Provider : null;
        return [.. known.Where(price => price.Provider == seller)];
    }

    private static InputBill Of(GroupSummary group, Price price)
    {
        var counting = group.Counting;
        var isOpen = group.IsUnlimited || group.Uncounted.Count > 0;
        return new InputBill(
            price, Usd(group, price, counting.Factor, withOutput: false), Usd(group, price, counting.FactorMin, withOutput: false),
            isOpen ? null : Usd(group, price, counting.FactorMax, withOutput: true));
    }

    /// <summary>Each length pays the prices of its length.</summary>
    private static decimal Usd(GroupSummary group, Price price, double factor, bool withOutput)
    {
        var sum = 0m;
        foreach (var (length, cell) in group.Lengths.Cells)
        {
            var tokens = Math.Round(length * factor);
            var (input, output) = price.LongContext is { } longer && tokens > longer.AboveInputTokens
                ? (longer.InputPicoUsd, longer.OutputPicoUsd) : (price.InputPicoUsd, price.OutputPicoUsd);
            sum += (decimal)tokens * cell.Requests * input + (withOutput ? (decimal)cell.OutputCap * (output ?? 0) : 0);
        }

        return sum * PicoUsd;
    }

    private static string? SellerOf(Provider provider) => provider switch
    {
        Provider.OpenAi or Provider.Azure => "openai",
        Provider.Anthropic => "anthropic",
        Provider.Gemini or Provider.Vertex => "google",
        _ => null,
    };
}
