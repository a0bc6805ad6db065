using CostSim.Batches;
using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>What billed requests cost by the catalogue, on the scenario's day and with its adjustments.</summary>
internal sealed class BillPrices(PriceSheet prices, Scenario scenario)
{
    private readonly Dictionary<(Provider, string), IReadOnlyList<Price>> _known = [];

    /// <summary>Uses of tools for which the catalogue has no fee, by tool.</summary>
    public SortedDictionary<string, long> WithoutFee { get; } = [];

    /// <summary>Whether a record's model is the one that a phase names, by any of its names.</summary>
    public bool IsOf(in LedgerRow row, PricedModel planned) =>
        row.Model is { } model && PricesOf(row.Provider, model).Any(price => IsOf(price, planned));

    /// <summary>What one request costs.</summary>
    /// <param name="row">A billed request with its tokens.</param>
    /// <param name="planned">The model and tier of its phase.</param>
    /// <exception cref="BillException">A price is not known.</exception>
    public Billed Of(in LedgerRow row, PricedModel planned)
    {
        var price = PriceOf(row, planned);
        var (actual, expected) = (TokenPricing.Of(price, row.Tokens), TokenPricing.Of(planned.Price, row.Tokens));
        return new Billed(1, row.Tokens)
        {
            Input = TokenPricing.Input(actual, row.Tokens) ?? throw Unknown(row, price, "input that is read from a cache"),
            Output = TokenPricing.Output(actual, row.Tokens) ?? throw Unknown(row, price, "output"),
            Fees = FeesOf(row.Tools, price),
            PlannedInput = TokenPricing.Planned(expected, row.Tokens),
            PlannedUncached = (Int128)row.Tokens.Input * expected.InputPicoUsd,
            PlannedOutput = (Int128)row.Tokens.Output * (expected.OutputPicoUsd ?? 0),
        };
    }

    /// <summary>The price that a record is billed at. A record without a model, as Bedrock's, has that of its phase.</summary>
    private Price PriceOf(in LedgerRow row, PricedModel planned)
    {
        var model = row.Model;
        var tier = row.Tier;
        if (model is null && tier == planned.Tier)
            return planned.Price;
        var known = model is null ? Adjusted(prices.PricesOf(planned.Model)) : PricesOf(row.Provider, model);
        var ofTier = known.Where(price => price.Tier == tier).ToList();
        if (ofTier.Count == 0)
            throw new BillException(
                known.Count > 0
                    ? $"{Where(row)}: no {tier} price of {model ?? planned.Model} is known for {prices.Day:yyyy-MM-dd}; its tiers there "
                        + $"are {string.Join(", ", known.Select(price => price.Tier.Name).Distinct())}"
                    : $"{Where(row)}: no price is known for the model {model ?? planned.Model} on {prices.Day:yyyy-MM-dd}",
                "Add its price, or its name as an alias, to a file of prices of your own, and give it with --prices.");
        return ofTier.Find(price => IsOf(price, planned)) ?? ofTier[0];
    }

    /// <summary>Of several who sell a model, the one whose record it is.</summary>
    private IReadOnlyList<Price> PricesOf(Provider provider, string model)
    {
        if (_known.TryGetValue((provider, model), out var known))
            return known;
        var seller = SellerOf(provider);
        var bySeller = prices.PricesOf($"{seller}/{model}");
        return _known[(provider, model)] = Adjusted(bySeller.Count > 0 ? bySeller : prices.PricesOf(model));
    }

    private IReadOnlyList<Price> Adjusted(IReadOnlyList<Price> found) =>
        [.. found.Select(price => prices.Adjusted(price, scenario.PriceAdjustments))];

    private static bool IsOf(Price price, PricedModel planned) => price.Model == planned.Price.Model;

    private Int128 FeesOf(in ToolCalls tools, Price price) => tools == default ? 0
        : SearchFee(tools.WebSearches, price) + Fee(tools.FileSearches, price.Provider, "file_search")
        + Fee(tools.CodeRuns, price.Provider, "code_interpreter");

    /// <summary>Gemini up to 2.5 bills a grounded request, whatever number of queries it took; all others bill each search.</summary>
    private Int128 SearchFee(long searches, Price price) => price.Model.StartsWith("gemini-2", StringComparison.Ordinal)
        ? Fee(Math.Min(searches, 1), price.Provider, "google_search_2") : Fee(searches, price.Provider, "web_search", "google_search");

    private Int128 Fee(long uses, string provider, params ReadOnlySpan<string> names)
    {
        if (uses == 0)
            return 0;
        foreach (var name in names)
        {
            if (prices.FeeOf(provider, name) is { } fee)
                return (Int128)(fee.UsdPerCall * 1e12m) * uses;
        }

        WithoutFee[names[0]] = WithoutFee.GetValueOrDefault(names[0]) + uses;
        return 0;
    }

    private BillException Unknown(in LedgerRow row, Price price, string part) => new(
        $"{Where(row)}: no price of {part} is known for {price.Model} ({price.Tier}) on {prices.Day:yyyy-MM-dd}",
        "Add it to a file of prices of your own, and give it with --prices.");

    private static string Where(in LedgerRow row) => FormattableString.Invariant($"{row.File}, line {row.Line}");

    private static string SellerOf(Provider provider) => provider switch
    {
        Provider.Azure => "azure",
        Provider.Anthropic => "anthropic",
        Provider.Gemini => "google",
        Provider.Vertex => "vertex",
        Provider.Bedrock => "bedrock",
        _ => "openai",
    };
}
