using System.Globalization;
using System.Xml.Linq;
using CostSim.Numerics.Statistics;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>The sections with the cost band of the run, and of its phases with their shares.</summary>
internal static class SpendingSection
{
    /// <summary>Maximum number of phases; the others are added up in one row.</summary>
    private const int PhasesMax = 60;

    public static XElement Bands(Summary summary, RunSummary run) =>
        Markup.Section("band", "The cost, percentile by percentile", Markup.Of(BandSection.Of(summary, run)),
            run.Total.Operations is null ? null : Markup.Of(RunReport.Operations(run)));

    public static XElement Of(RunSummary run)
    {
        var mean = run.Total.Cost.Mean;
        var phases = run.Phases.Where(phase => phase.Scope.Cost.Support.Max > 0).OrderByDescending(phase => phase.Scope.Cost.Mean).ToList();
        var rows = phases.Take(PhasesMax).Select(phase => Row(phase.Label, phase.Scope.Cost, mean, RowWeight.Normal)).ToList();
        if (phases.Count > PhasesMax)
            rows.Add(
                new PageRow(
                    [$"{Figures.Count(phases.Count - PhasesMax)} more", "", "", "",
                        .. Shares(phases.Skip(PhasesMax).Sum(phase => phase.Scope.Cost.Mean), mean)], RowWeight.Detail));
        rows.Add(Row("Run", run.Total.Cost, mean, RowWeight.Strong));
        return Markup.Section(
            "spending", "Where the money goes",
            Markup.P(
                "The parts of the run, largest first. Percentiles of parts do not add up to those of the run, as parts are seldom all "
                    + "expensive at once; means and shares do."),
            Markup.Table(
                $"{(run.Total.Operations is null ? "Cost" : "Token cost")} of each phase, and its share of the mean",
                [new("Phase", IsNumber: false), new("P5"), new("P50"), new("P95"), new("Share"), new("", IsNumber: false)], rows));
    }

    private static PageRow Row(string name, MeasureSummary cost, double mean, RowWeight weight) =>
        new([name, Amount(cost["P5"]), Amount(cost["P50"]), Amount(cost["P95"]), .. Shares(cost.Mean, mean)], weight);

    /// <summary>An amount as a cell of a page.</summary>
    public static Cell Amount(Percentile? usd) => Money.Of(usd);

    private static IEnumerable<object> Shares(double part, double whole) =>
        whole > 0 ? [Figures.Share(part / whole), Bar(part / whole)] : [Figures.None, ""];

    /// <summary>A bar from 0 to 100 %, next to its number.</summary>
    public static XElement Bar(double share) => new(
        "svg", Markup.Class("bar"), new XAttribute("viewBox", "0 0 100 8"), new XAttribute("preserveAspectRatio", "none"),
        new XAttribute("aria-hidden", "true"),
        new XElement("rect", new XAttribute("width", (Math.Clamp(share, 0, 1) * 100).ToString("0.##", CultureInfo.InvariantCulture)),
            new XAttribute("height", 8)));
}
