using System.Globalization;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>The section on the prices used by a result, and their age.</summary>
internal static class PriceSection
{
    /// <param name="scenarios">The scenarios of the result.</param>
    public static Section Of(IReadOnlyList<Scenario> scenarios)
    {
        var prices = PriceUse.Of(scenarios);
        return new Section(
            $"Prices of {string.Join(", ", scenarios.Select(scenario => Figures.Day(scenario.PricesOn)).Distinct())}, USD per million "
                + $"tokens",
            new ReportTable(
                [
                    new("Model", IsNumber: false), new("Tier", IsNumber: false), new("Input"), new("Output"), new("Checked on"),
                    new("Age, days") { Rank = 1 }, new("Source", IsNumber: false) { Rank = 2 },
                ],
                [
                    .. prices.Select(one => new ReportRow(
                    [
                        one.Price.Model, TierName.Of(one.Price.Tier), Figures.PerMillion(one.Price.InputPicoUsd),
                        Figures.PerMillion(one.Price.OutputPicoUsd), Figures.Day(one.Price.CheckedOn),
                        one.Price.AgeOn(one.Day).ToString(CultureInfo.InvariantCulture), one.Price.Source,
                    ])),
                ]),
            [.. prices.SelectMany(one => Cautions(one.Price, one.Day))]);
    }

    private static IEnumerable<ReportLine> Cautions(Price price, DateOnly day)
    {
        var name = $"{price.Model}, {TierName.Of(price.Tier)}";
        if (PriceAge.IsOld(price.AgeOn(day)))
            yield return new ReportLine(
                $"{name}: last checked {price.AgeOn(day)} days before; after {PriceAge.DaysMax} days compare a price with the provider's "
                    + $"page.", LineTone.Caution);
        if (price.To is { } last)
            yield return new ReportLine($"{name}: this price is known only until {Figures.Day(last)}.", LineTone.Caution);
    }
}
