using System.Xml.Linq;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>The section on the drivers of the cost, with the largest in words, for readers who skip tables.</summary>
internal static class DriversSection
{
    public static XElement? Of(RunSummary run) => DriverSection.Of(run) is not { } section ? null : Markup.Section(
        "drivers", section,
        run.Drivers!.Selection(1).Shown is [{ Low: { } low, High: { } high } first] && DriverSection.SwingOf(first) is { } swing
            ? Markup.P(
                new XElement("strong", Markup.Cut(QuantityName.Of(run.Scenario, first.Path))),
                $" matters most: at its {End(low)} a run costs {Money.Of(low.CostUsd)} on average, at its {End(high)} "
                    + $"{Money.Of(high.CostUsd)}, {swing with { Amount = Math.Abs(swing.Amount), IsChange = false }} "
                    + $"{(swing.Amount < 0 ? "less" : "more")}. It accounts for {Figures.Share(first.Share.Value)} of the uncertainty.")
            : null,
        Markup.P(
            "A share says how much of the variance of the cost would go if that one quantity were known: it tells what to measure before "
                + "the run, not where to save."));

    private static string End(FactorPoint end)
    {
        var name = end.At switch { "P10" => "10th percentile", "P90" => "90th percentile", _ => end.At };
        return $"{name} ({Figures.Quantity(end.Value)})";
    }
}
