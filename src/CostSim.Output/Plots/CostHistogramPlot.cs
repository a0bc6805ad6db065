using System.Globalization;
using CostSim.Drawing;
using CostSim.Engine.Aggregation;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Plots;

/// <summary>The histogram of a run's cost: bars of equal width, the middle 90 % darker, lines at P50, P95 and the budget.</summary>
public static class CostHistogramPlot
{
    /// <summary>The height of the vertical axis relative to the highest bar.</summary>
    private const double Headroom = 1.05;

    public static Figure Draw(Summary summary, RunSummary run, Aggregates aggregates) =>
        Draw(summary, run, aggregates, PlotFrame.File, out _);

    /// <param name="summary">The whole summary.</param>
    /// <param name="run">The run of it.</param>
    /// <param name="aggregates">The aggregates of that run.</param>
    /// <param name="frame">The frame to draw in.</param>
    /// <param name="barUsd">The width of a bar in words, such as <c>$5</c>.</param>
    /// <param name="billedUsd">What was billed, where a bill is held against the run.</param>
    public static Figure Draw(
        Summary summary, RunSummary run, Aggregates aggregates, PlotFrame frame, out string barUsd, double? billedUsd = null)
    {
        var cost = run.Total.Whole;
        var plot = new CostPlot(
            summary, run, aggregates, frame, billedUsd is null ? "What the run will cost" : "The bill on its forecast",
            $"{(billedUsd is { } usd ? $"Billed {Figures.ExactUsd(usd)}. " : "")}Histogram of the cost of "
            + $"{Nouns.Counted(summary.Scenario.Item, run.Items)} over {Figures.Count(summary.Trials)} trials: "
            + $"P5 {Figures.Usd(cost["P5"])}, P50 {Figures.Usd(cost["P50"])}, P95 {Figures.Usd(cost["P95"])}.", billedUsd);
        var bars = Ticks.For(plot.Axis.Min, plot.Axis.Max, frame == PlotFrame.Phone ? 60 : 100);
        barUsd = $"${bars.Step.ToString($"N{bars.Decimals}", CultureInfo.InvariantCulture)}";
        var step = bars.Step;
        var shares = Bin(plot, step, out var first);
        var peak = shares.Max();
        var ticks = Ticks.For(0, peak * 100 * Headroom, 5);
        plot.DrawAxes(peak * Headroom,
            [.. ticks.Values.Select(tick => (tick / 100, $"{tick.ToString($"F{ticks.Decimals}", CultureInfo.InvariantCulture)} %"))]);
        plot.TitleShares($"Share of trials in each {barUsd}");
        DrawBars(plot, shares, first, step, peak, cost);
        MarkLabels.Draw(plot.Lettering, plot.Marks(), plot.Axis, plot.Frame);
        if (!frame.IsBare)
            Legend.Draw(
                plot.Lettering, 1, (Palette.Band, "P5 to P95: nine runs in ten"), (Palette.Tail, "beyond: one run in ten"));
        return plot.Figure;
    }

    /// <summary>
    /// Shares of trials in bars of equal width; a cell across an edge is divided proportionally (no cell is wider than a bar).
    /// </summary>
    private static double[] Bin(CostPlot plot, double step, out double first)
    {
        first = Math.Floor(plot.Cells[0].From / step);
        var last = Math.Floor(plot.Cells[^1].To / step);
        var shares = new double[(int)(last - first) + 1];
        foreach (var (from, to, count) in plot.Cells)
        {
            for (var bar = Math.Floor(from / step); bar * step < to; bar++)
            {
                var inside = Math.Min(to, (bar + 1) * step) - Math.Max(from, bar * step);
                shares[(int)(bar - first)] += count * (inside / (to - from)) / plot.Trials;
            }
        }

        return shares;
    }

    private static void DrawBars(CostPlot plot, double[] shares, double first, double step, double peak, MeasureSummary cost)
    {
        // At least a hairline above the axis, so that a rare outcome is visible.
        var hairline = 1.5 / plot.Frame.Area.Height * peak * Headroom;
        var bars = new List<ScottPlot.Bar>();
        for (var bar = 0; bar < shares.Length; bar++)
        {
            if (shares[bar] <= 0)
                continue;
            var middle = (first + bar + 0.5) * step;
            var inBand = cost["P5"] is { } p5 && cost["P95"] is { } p95 && middle >= p5.Value && middle <= p95.Value;
            bars.Add(new ScottPlot.Bar
            {
                Position = middle,
                Size = Math.Max(0.6 * plot.Axis.UsdPerPx, step - 0.8 * plot.Axis.UsdPerPx),
                Value = Math.Max(shares[bar], hairline),
                FillColor = (inBand ? Palette.Band : Palette.Tail).Color,
                LineWidth = 0,
            });
        }

        plot.Figure.Plot.Add.Bars(bars);
    }
}
