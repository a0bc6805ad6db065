using System.Globalization;
using System.Xml.Linq;
using CostSim.Numerics.Statistics;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>
/// The section on what makes the cost uncertain: a tornado of run-level factors, and the shares of the levels.
/// </summary>
internal static class DriversSection
{
    private const int FactorsMax = 15;

    public static XElement? Of(RunSummary run)
    {
        if (run.Drivers is not { } drivers)
            return null;
        var (scenario, selection) = (run.Scenario, drivers.Selection(FactorsMax));
        return Markup.Section(
            "drivers", "What makes the cost uncertain",
            run.Total.Operations is null ? null : Markup.P("Of all costs: tokens, people and tools."),
            InWords(scenario, selection),
            selection.Shown.Count == 0 ? null : Tornado(scenario, selection),
            Levels(scenario, drivers),
            Markup.P(
                string.Create(CultureInfo.InvariantCulture,
                    $"Shares are shares of the variance of the cost, from the first {drivers.Trials:N0} trials. ")
                + (drivers.Factors.Any(factor => factor.IsCorrelated)
                    ? "What correlated quantities explain together is divided among them (Shapley values). " : "")
                + "A share says how much of the variance would go if that one quantity were known: it tells what to measure before the "
                    + "run, not where to save."));
    }

    /// <summary>The largest driver in words, for readers who skip tables.</summary>
    private static XElement? InWords(Scenario scenario, DriverSelection selection) =>
        selection.Shown is [{ SwingUsd: { } swing, Low: { } low, High: { } high } first, ..]
            ? Markup.P(
                new XElement("strong", Name(scenario, first.Path)),
                $" matters most: at its {End(low.At)} ({Value(low.Value)}) a run costs {Usd(low.CostUsd)} on average, at its "
                    + $"{End(high.At)} "
            + $"({Value(high.Value)}) {Usd(high.CostUsd)}, "
            + $"{Figures.Usd(Math.Abs(swing), low.CostUsd.Uncertainty + high.CostUsd.Uncertainty)} {(swing < 0 ? "less" : "more")}. "
            + $"It accounts for {Share(first.Share)} of the uncertainty.")
            : null;

    private static XElement Tornado(Scenario scenario, DriverSelection selection)
    {
        var shown = selection.Shown;
        var ends = shown.SelectMany(factor => new[] { factor.Low?.CostUsd.Value, factor.High?.CostUsd.Value }).OfType<double>().ToList();
        var (min, max) = ends.Count > 0 ? (ends.Min(), ends.Max()) : (0, 1);
        return Markup.Table(
            "Tornado: the mean cost of a run at the low and at the high end of each quantity, the most important first; its share of the "
                + "uncertainty",
            [
                new("Quantity", IsNumber: false), new("Low end"), new("High end"), new("", IsNumber: false), new("Share"),
            ],
            shown.Select(factor => new PageRow(
            [
                new XElement(
                    "span", new XElement("strong", Name(scenario, factor.Path)), " ", new XElement("small", Markup.Cut(factor.Path))),
                Point(factor.Low), Point(factor.High), Bar(factor, min, max), Share(factor.Share),
            ])).Concat(
                selection.Others > 0
                    ? [new PageRow(
                        [$"{Figures.Count(selection.Others)} others, each smaller or not distinguishable from zero", "", "", "",
                            Figures.Share(Math.Max(0, selection.OthersShare))], RowWeight.Detail)] : []));
    }

    private static XElement Levels(Scenario scenario, DriversSummary drivers) => Markup.Table(
        "Where the uncertainty comes from",
        [new("Level", IsNumber: false), new("Share"), new("", IsNumber: false), new("What helps", IsNumber: false)],
        [
            Level("Unknown before the run", drivers.Levels.Run,
                $"measuring it first, in a small run; more {Nouns.Of(scenario.Item, 2)} do not help"),
            Level($"variation between {Nouns.Of(scenario.Item, 2)}", drivers.Levels.Item,
                $"averages out over {Nouns.Of(scenario.Item, 2)}"),
            Level("variation between calls, and chance", drivers.Levels.Call, "averages out over calls"),
        ]);

    private static PageRow Level(string name, Estimate share, string help) =>
        new([name, Share(share), SpendingSection.Bar(share.Value), help]);

    /// <summary>A bar from the cost at the low end to that at the high end, on a common axis.</summary>
    private static object Bar(FactorDriver factor, double min, double max)
    {
        if (factor is not { Low.CostUsd.Value: var low, High.CostUsd.Value: var high } || !(max > min))
            return "";
        var (from, to) = (Place(Math.Min(low, high)), Place(Math.Max(low, high)));
        return new XElement(
            "svg", Markup.Class("bar tornado"), new XAttribute("viewBox", "0 0 100 8"), new XAttribute("preserveAspectRatio", "none"),
            new XAttribute("aria-hidden", "true"),
            new XElement("rect", new XAttribute("x", Number(from)), new XAttribute("width", Number(Math.Max(0.5, to - from))),
                new XAttribute("height", 8)));

        double Place(double usd) => (usd - min) / (max - min) * 100;
    }

    private static string Name(Scenario scenario, string path) => Markup.Cut(AssumptionSection.Named(scenario, path));

    private static Cell Point(FactorPoint? point) =>
        point is null ? Figures.None : Cell.Of(new Money(point.CostUsd.Value, point.CostUsd.Uncertainty), $" at {Value(point.Value)}");

    private static string End(string at) => at switch
    {
        "P10" => "10th percentile",
        "P90" => "90th percentile",
        _ => at,
    };

    private static string Usd(Estimate estimate) => Figures.Usd(estimate.Value, estimate.Uncertainty);

    private static string Share(Estimate share) => Figures.Share(Math.Max(0, share.Value));

    private static string Value(double value) => value.ToString(value >= 100 ? "#,##0" : "0.###", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
