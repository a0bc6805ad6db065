using System.Globalization;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>The reports of <c>costsim prices list</c> and <c>show</c>.</summary>
public static class PriceListReport
{
    /// <summary>Shown instead of the last day if a price has none.</summary>
    private const string Endless = "→";

    /// <summary>The prices of the catalogue's day.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="provider">The provider, or null for all.</param>
    public static Report List(PriceCatalogue catalogue, string? provider)
    {
        var prices = catalogue.On(catalogue.Day).Prices.Where(price => provider is null || price.Provider == provider).ToList();
        var rows = prices.Select(price => new ReportRow(
        [
            price.Provider, price.Model, price.Tier.Name, Figures.PerMillion(price.InputPicoUsd),
            Figures.PerMillionOrNone(price.CachedInputPicoUsd),
            Figures.PerMillionOrNone(price.OutputPicoUsd),
            price.LongContext is { } longer ? Figures.Count(longer.AboveInputTokens) : "",
            price.To is { } last ? Figures.Day(last) : Endless, Figures.Day(price.CheckedOn), Age(price, catalogue.Day),
        ])).ToList();
        return new Report(
            $"Prices of {Figures.Day(catalogue.Day)}, USD per million tokens",
            "–: not established; →: until further notice; 'costsim prices show MODEL' shows the rest: caches, long contexts, "
                + "days, sources",
            [
                new Section(null, new ReportTable(
                [
                    new("Provider", IsNumber: false), new("Model", IsNumber: false), new("Tier", IsNumber: false), new("Input"),
                    new("Cached input") { Brief = "Cached" }, new("Output"),
                    new("Higher above") { Rank = 1 }, new("Until") { Rank = 2 }, new("Checked on"), new("Age, days") { Rank = 3 },
                ], rows), []),
            ]);
    }

    /// <summary>All rows of a model in the catalogue, for all days.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="name">The model, as scenarios name it; it must have rows.</param>
    public static Report Show(PriceCatalogue catalogue, string name)
    {
        var sections = new List<Section>();
        foreach (var ofModel in catalogue.RowsOf(name).GroupBy(row => (row.Provider, row.Model)))
        {
            sections.AddRange(
                ofModel.GroupBy(row => row.Tier).Select(
                    ofTier => Tier(ofModel.Key.Provider, ofModel.Key.Model, ofTier.Key, [.. ofTier], catalogue.Day)));
            var names = catalogue.Aliases.Where(alias => (alias.Provider, alias.Model) == ofModel.Key).SelectMany(alias => alias.Names)
                .ToList();
            if (names.Count > 0)
                sections.Add(
                    new Section(null, null,
                        [new ReportLine($"{ofModel.Key.Provider}/{ofModel.Key.Model} is also called {string.Join(", ", names)}.")]));
        }

        return new Report(name, $"USD per million tokens, as of {Figures.Day(catalogue.Day)}", sections);
    }

    private static Section Tier(string provider, string model, Tier tier, IReadOnlyList<PriceRow> rows, DateOnly day)
    {
        var cells = rows.SelectMany(
            row => ComponentName.All.Where(known => row.PicoUsd.ContainsKey(known.Component)).Select(known => new ReportRow(
        [
            known.Word, row.AboveInputTokens is { } above ? $"above {Figures.Count(above)}" : "all",
            Figures.PerMillion(row.PicoUsd[known.Component]),
            Figures.Day(row.From), row.To is { } last ? Figures.Day(last) : Endless, Figures.Day(row.CheckedOn),
            Math.Max(0, day.DayNumber - row.CheckedOn.DayNumber).ToString(CultureInfo.InvariantCulture),
            row.IsDerived ? $"derived: {row.Source}" : row.Source,
        ], row.HoldsOn(day) ? RowWeight.Normal : RowWeight.Detail))).ToList();
        var notes = rows.Select(row => row.Note).OfType<string>().Distinct().Select(note => new ReportLine($"Note: {note}."));
        var ended = rows.Any(row => row.HoldsOn(day)) ? []
            : new[] { new ReportLine($"None of these is valid on {Figures.Day(day)}.", LineTone.Caution) };
        return new Section(
            $"{provider}/{model}, {tier.Name}",
            new ReportTable(
            [
                new("Component", IsNumber: false), new("Input tokens", IsNumber: false), new("USD"), new("From"), new("To"),
                new("Checked on") { Rank = 1 }, new("Age, days") { Rank = 2 }, new("Source", IsNumber: false),
            ], cells),
            [.. notes, .. ended]);
    }

    private static string Age(Price price, DateOnly day) => price.AgeOn(day).ToString(CultureInfo.InvariantCulture);
}
