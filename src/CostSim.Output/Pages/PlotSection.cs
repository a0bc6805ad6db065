using System.Globalization;
using System.Xml.Linq;
using CostSim.Drawing;
using CostSim.Engine.Aggregation;
using CostSim.Output.Plots;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>Histogram and S-curve of the run's cost, and a control to read off the S-curve.</summary>
internal static class PlotSection
{
    /// <summary>Number of costs at which the S-curve can be read off, finer than a pointer.</summary>
    private const int ReadingsMax = 240;

    /// <summary>The histogram, shown next to the decision.</summary>
    /// <param name="summary">The whole summary.</param>
    /// <param name="run">The run of it.</param>
    /// <param name="aggregates">The aggregates of that run.</param>
    /// <param name="billedUsd">What was billed, where a bill is held against the run.</param>
    public static XElement First(Summary summary, RunSummary run, Aggregates aggregates, double? billedUsd = null)
    {
        var histogram = Histogram(PlotFrame.Page, out var barUsd);
        return new XElement(
            "figure",
            new XElement(
                "figcaption",
                new XElement("strong",
                    billedUsd is not null ? "What was forecast, and what was billed."
                        : run.Total.Operations is null ? "What the run will cost." : "What the run will cost, people and tools included."),
                $" Height: share of the simulated runs in each {barUsd}. ",
                new XElement("span", Markup.Class("key"), Swatch("band"), "P5 to P95, nine runs in ten"), " ",
                new XElement("span", Markup.Class("key"), Swatch("tail"), "beyond, one run in ten")),
            histogram, Histogram(PlotFrame.Phone, out _));

        XElement Histogram(PlotFrame frame, out string usd) =>
            Inline(
                CostHistogramPlot.Draw(summary, run, aggregates, frame, out usd, billedUsd), frame == PlotFrame.Phone ? "phone" : "wide");
    }

    /// <inheritdoc cref="First"/>
    public static XElement Of(Summary summary, RunSummary run, Aggregates aggregates, double? billedUsd = null) => Markup.Section(
        "plots", "How likely each cost is",
        Control(run, CostPlot.CellsOf(aggregates), aggregates.Trials),
        new XElement(
            "figure",
            new XElement(
                "figcaption",
                new XElement(
                    "strong",
                    run.Total.Operations is null ? "How likely a budget is to hold." : "How likely a budget for all costs is to hold."),
                " Height: the chance that the run costs at most this."),
            Inline(SCurvePlot.Draw(summary, run, aggregates, PlotFrame.Page, billedUsd), "curve wide"),
            Inline(SCurvePlot.Draw(summary, run, aggregates, PlotFrame.Phone, billedUsd), "curve phone")));

    private static XElement Inline(Figure figure, string names)
    {
        var svg = SvgWriter.Inline(figure, Palette.All);
        svg.Add(Markup.Class($"plot {names}"));
        return svg;
    }

    private static XElement Control(RunSummary run, IReadOnlyList<CostCell> cells, long trials)
    {
        var readings = Readings(cells, trials);
        var median = run.Total.Whole["P50"]?.Value ?? run.Total.Whole.Mean;
        var start = Enumerable.Range(0, readings.Count).MinBy(i => Math.Abs(readings[i].Usd - median));
        return new XElement(
            "div", new XAttribute("id", "walk"), new XAttribute("hidden", "hidden"),
            new XAttribute("data-curve", string.Join(';', readings.Select(reading => $"{reading.Cost}|{reading.Chance}"))),
            new XElement("label", new XAttribute("for", "walk-cost"), "Read off a cost: point at a plot, or use the arrow keys here"),
            new XElement(
                "input", new XAttribute("id", "walk-cost"), new XAttribute("type", "range"), new XAttribute("min", 0),
                new XAttribute("max", readings.Count - 1),
                new XAttribute("step", 1), new XAttribute("value", start)),
            new XElement("output", new XAttribute("for", "walk-cost")));
    }

    /// <summary>A cost, and the share of trials at or below it.</summary>
    private sealed record Reading(double Usd, string Cost, string Chance);

    /// <summary>At cell ends, where the counts are exact.</summary>
    private static List<Reading> Readings(IReadOnlyList<CostCell> cells, long trials)
    {
        var step = (cells[^1].To - cells[0].From) / ReadingsMax;
        var decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(Math.Max(step, 1e-12))), 0, 12);
        var readings = new List<Reading>();
        var (below, last) = (0L, double.NegativeInfinity);
        foreach (var (_, to, count) in cells)
        {
            below += count;
            if (to - last < step && below < trials)
                continue;
            last = to;
            var chance = (double)below / trials;
            var half = 1.96 * Math.Sqrt(chance * (1 - chance) / trials);
            readings.Add(
                new Reading(to, to.ToString($"N{decimals}", CultureInfo.InvariantCulture),
                    Figures.Probability(chance, chance - half, chance + half)));
        }

        return readings;
    }

    private static XElement Swatch(string names) => new(
        "svg", Markup.Class($"swatch {names}"), new XAttribute("viewBox", "0 0 10 10"), new XAttribute("aria-hidden", "true"),
        new XElement("rect", new XAttribute("width", 10), new XAttribute("height", 10)));
}
