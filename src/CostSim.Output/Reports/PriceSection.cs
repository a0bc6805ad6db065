using System.Globalization;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>Which prices a result rests on, and how old they are.</summary>
internal static class PriceSection
{
    public static Section Of(Scenario scenario)
    {
        var prices = scenario.PricesUsed();
        return new Section(
            $"Prices of {Figures.Day(scenario.PricesOn)}, USD per million tokens",
            new ReportTable(
                [
                    new("Model", IsNumber: false), new("Tier", IsNumber: false), new("Input"), new("Output"), new("Checked on"), new("Age, days"), new("Source", IsNumber: false),
                ],
                [
                    .. prices.Select(price => new ReportRow(
                    [
                        price.Model, TierName.Of(price.Tier), Figures.PerMillion(price.InputPicoUsd), Figures.PerMillion(price.OutputPicoUsd), Figures.Day(price.CheckedOn),
                        price.AgeOn(scenario.PricesOn).ToString(CultureInfo.InvariantCulture), price.Source,
                    ])),
                ]),
            [.. prices.SelectMany(price => Cautions(price, scenario.PricesOn))]);
    }

    private static IEnumerable<ReportLine> Cautions(Price price, DateOnly day)
    {
        var name = $"{price.Model}, {TierName.Of(price.Tier)}";
        if (PriceAge.IsOld(price.AgeOn(day)))
            yield return new ReportLine($"{name}: last checked {price.AgeOn(day)} days before; after {PriceAge.DaysMax} days hold a price against the provider's page.", LineTone.Caution);
        if (price.To is { } last)
            yield return new ReportLine($"{name}: this price is known until {Figures.Day(last)} and no longer.", LineTone.Caution);
    }
}
