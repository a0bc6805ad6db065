using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Bills;

/// <summary>What the records taught: rates as planned, as seen, and as expected of the rest.</summary>
internal static class LearnedSection
{
    public static Section Of(Outlook outlook)
    {
        var phases = outlook.Phases.Where(phase => phase.Rates.Count > 0).ToList();
        return new Section(
            "What was learned",
            new ReportTable(
                [
                    new("Phase", IsNumber: false), new("", IsNumber: false), new("Planned"), new("Seen"),
                    new("Expected of the rest") { Brief = "Rest" },
                ],
                [
                    .. phases.SelectMany(phase => phase.Rates.Select((rate, i) => new ReportRow(
                        [
                            i == 0 ? phase.Label : "", Name(rate.Quantity, outlook.Sized.Scenario.Item), Told(rate.Quantity, rate.Planned),
                            Told(rate.Quantity, rate.Seen), Told(rate.Quantity, rate.Rest),
                        ]))),
                ]),
            [.. phases.SelectMany(phase => Outside(phase, outlook)), .. phases.SelectMany(Prices)]);
    }

    private static IEnumerable<ReportLine> Outside(OutlookPhase phase, Outlook outlook)
    {
        var rates = phase.Rates.Where(rate => rate.IsOutside).Select(rate => Name(rate.Quantity, outlook.Sized.Scenario.Item)).ToList();
        if (rates.Count > 0)
            yield return new ReportLine(
                $"{phase.Id}: the records lie outside of what the scenario thought possible ({string.Join("; ", rates)}). The rest is "
                    + "taken to go on as they do.", LineTone.Caution);
    }

    private static IEnumerable<ReportLine> Prices(OutlookPhase phase)
    {
        if (phase.PriceRatio == 1)
            yield break;
        var planned = phase.Bill!.Phase.Call!.Model;
        var billed = string.Join("; ", phase.Bill.Models.Select(one => $"{one.Model ?? "not named"}, {one.Tier}"));
        yield return new ReportLine(
            $"{phase.Id}: planned in {planned.Model}, {planned.Tier}, and billed in {billed}: the rest is priced as what was billed, at "
                + $"{Figures.Quantity(phase.PriceRatio)} times the scenario's prices.", LineTone.Caution);
    }

    private static string Name(Quantity quantity, string item) => quantity switch
    {
        Quantity.Calls => $"calls of {Nouns.An(item)}",
        Quantity.Input => "input of a call",
        Quantity.Output => "output of a call",
        _ => "fees of a call",
    };

    private static string Told(Quantity quantity, double? rate) => rate is not { } known ? Figures.None
        : quantity == Quantity.Calls ? Figures.Quantity(known) : $"{new Money(known)}";
}
