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
                        one.Price.Model, one.Price.Tier.Name, Figures.PerMillion(one.Price.InputPicoUsd),
                        Figures.PerMillionOrNone(one.Price.OutputPicoUsd), Figures.Day(one.Price.CheckedOn),
                        one.Price.AgeOn(one.Day).ToString(CultureInfo.InvariantCulture), one.Price.Source,
                    ])),
                ]),
            [.. scenarios.SelectMany(Adjustments).Distinct(), .. scenarios.SelectMany(Fees).Distinct(),
                .. prices.SelectMany(one => Cautions(one.Price, one.Day))]);
    }

    /// <summary>The factors that the prices have in them.</summary>
    private static IEnumerable<ReportLine> Adjustments(Scenario scenario) => scenario.PriceAdjustments.Select(one => new ReportLine(
        $"{one.Name}: the prices{(one.Models.Count == 0 ? "" : $" of {string.Join(", ", one.Models)}")} are × "
            + $"{one.Factor.ToString("0.######", CultureInfo.InvariantCulture)} of those of the price list"
            + $"{(one.From is { } from ? $", from {Figures.Day(from)}" : "")}{(one.To is { } to ? $", to {Figures.Day(to)}" : "")}."));

    /// <summary>The fees of the catalogue that calls pay.</summary>
    private static IEnumerable<ReportLine> Fees(Scenario scenario) => scenario.Calls.SelectMany(call => call.Fees).Select(fee => fee.Tool)
        .OfType<ToolFee>().Select(fee => new ReportLine(
            $"{fee.Provider}, {fee.Name}: ${fee.UsdPerCall.ToString("0.######", CultureInfo.InvariantCulture)} a call, checked on "
                + $"{Figures.Day(fee.CheckedOn)}; {(fee.IsOwn ? "your price list: " : "")}{fee.Source}."));

    private static IEnumerable<ReportLine> Cautions(Price price, DateOnly day)
    {
        var name = $"{price.Model}, {price.Tier.Name}";
        if (PriceAge.IsOld(price.AgeOn(day)))
            yield return new ReportLine(
                $"{name}: last checked {price.AgeOn(day)} days before; after {PriceAge.DaysMax} days compare a price with the provider's "
                    + $"page.", LineTone.Caution);
        if (price.To is { } last)
            yield return new ReportLine($"{name}: this price is known only until {Figures.Day(last)}.", LineTone.Caution);
    }
}
