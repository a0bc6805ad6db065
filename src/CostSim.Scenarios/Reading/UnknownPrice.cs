using System.Globalization;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading;

/// <summary>Says why a model has no price on a day, and what to write instead.</summary>
internal static class UnknownPrice
{
    /// <summary>A catalogue may have thousands of names.</summary>
    private const int NamesMax = 5;

    /// <summary>The message and the hint for a model that is named in a tier and has no price there.</summary>
    public static (string Message, string? Hint) Reason(PriceCatalogue catalogue, PriceSheet prices, string model, Tier tier)
    {
        var rows = catalogue.RowsOf(model);
        if (rows.Count == 0)
            return ($"no price is known for the model {Shorten.Quoted(model)}", Meant(catalogue, prices, model));
        var providers = rows.Select(row => row.Provider).Distinct().ToList();
        if (providers.Count > 1)
            return (
                $"{Shorten.Quoted(model)} is sold by {string.Join(" and ", providers)}, each at its own price",
                $"Say whose price it is: {string.Join(" or ", providers.Select(provider => $"\"{provider}/{Shorten.Plain(model)}\""))}.");
        var ofTier = rows.Where(row => row.Tier == tier).ToList();
        if (ofTier.Count > 0)
            return (
                $"no {tier} price of {Shorten.Quoted(model)} is known for {Day(prices.Day)}", Nearest(ofTier, prices.Day));
        var others = rows.Select(row => row.Tier.Name).Distinct().ToList();
        return (
            $"no {tier} price is known for {Shorten.Quoted(model)}",
            Suggestions.Nearest(tier.Name, others) is { } near ? $"Did you mean \"tier\": \"{near}\"?"
                : others is [var only] ? $"Its {only} price is: \"tier\": \"{only}\"."
                : $"Its tiers are {string.Join(", ", others.Select(other => $"\"{other}\""))}.");
    }

    private static string Meant(PriceCatalogue catalogue, PriceSheet prices, string model)
    {
        if (model.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && catalogue.RowsOf(model[(slash + 1)..]) is [var known, ..])
            return $"Did you mean \"{known.Provider}/{Shorten.Plain(model[(slash + 1)..])}\"?";
        var names = prices.Prices.Select(price => price.Model).Distinct().ToList();
        var all = names.Concat(catalogue.Rows.Select(row => row.Model)).Concat(catalogue.Aliases.SelectMany(alias => alias.Names))
            .Distinct();
        var near = Suggestions.Near(model, all, NamesMax);
        return near.Count > 0
            ? $"Did you mean {string.Join(", or ", near.Select(name => $"\"{name}\""))}?"
            : names.Count <= NamesMax ? $"Prices are known for {string.Join(", ", names)}."
            : $"Prices are known for {names.Count} models: 'costsim prices list' has their names.";
    }

    /// <summary>The days with a price that lie nearest, before and after.</summary>
    private static string Nearest(IReadOnlyList<PriceRow> rows, DateOnly day)
    {
        var before = rows.Where(row => row.To < day).Max(row => row.To);
        var after = rows.Where(row => row.From > day).Min(row => (DateOnly?)row.From);
        var known = (before, after) switch
        {
            ({ } last, { } first) => $"It is known until {Day(last)} and from {Day(first)}.",
            ({ } last, null) => $"It is known until {Day(last)}.",
            (null, { } first) => $"It is known from {Day(first)}.",
            _ => "Some of its components have no price on that day.",
        };
        return (before ?? after) is { } nearest ? $"{known} \"pricesOn\": \"{Day(nearest)}\" takes the prices of that day." : known;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
