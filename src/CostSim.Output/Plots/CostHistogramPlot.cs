using System.Globalization;
using CostSim.Drawing;
using CostSim.Engine.Aggregation;
using CostSim.Output.Summaries;

namespace CostSim.Output.Plots;

/// <summary>The histogram of a run's cost: bars of equal width, the middle 90 % darker, lines at P50, P95 and the budget.</summary>
public static class CostHistogramPlot
{
    public static Scene Draw(Summary summary, RunSummary run, Aggregates aggregates) => Draw(summary, run, aggregates, PlotFrame.File, out _);

    /// <param name="summary">The whole summary.</param>
    /// <param name="run">The run of it.</param>
    /// <param name="aggregates">The aggregates of that run.</param>
    /// <param name="frame">Where it is drawn.</param>
    /// <param name="barUsd">The width of a bar in words, such as <c>$5</c>.</param>
    public static Scene Draw(Summary summary, RunSummary run, Aggregates aggregates, PlotFrame frame, out string barUsd)
    {
        var cost = run.Total.Cost;
        var plot = new CostPlot(
            summary, run, aggregates, frame, "What the run will cost",
            $"Histogram of the cost of {Nouns.Counted(summary.Scenario.Item, run.Items)} over {Figures.Count(summary.Trials)} trials: "
            + $"P5 {Figures.Usd(cost["P5"])}, P50 {Figures.Usd(cost["P50"])}, P95 {Figures.Usd(cost["P95"])}.");
        var bars = Ticks.For(plot.Axis.Min, plot.Axis.Max, frame == PlotFrame.Phone ? 60 : 100);
        barUsd = $"${bars.Step.ToString($"N{bars.Decimals}", CultureInfo.InvariantCulture)}";
        var step = bars.Step;
        var shares = Bin(plot, step, out var first);
        var peak = shares.Max();
        DrawShareAxis(plot, peak, barUsd);
        plot.DrawAxis();
        DrawBars(plot, shares, first, step, peak, cost);
        MarkLabels.Draw(plot.Scene, plot.Marks(), plot.Axis, plot.Frame);
        if (!frame.IsBare)
            DrawLegend(plot);
        return plot.Scene;
    }

    /// <summary>Shares of trials in bars of equal width; a cell across an edge is divided in proportion (no cell is wider than a bar).</summary>
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

    private static void DrawShareAxis(CostPlot plot, double peak, string barUsd)
    {
        var ticks = Ticks.For(0, peak * 100 * 1.05, 5);
        foreach (var tick in ticks.Values)
        {
            var y = CostAxis.Crisp(Height(plot, tick / 100, peak));
            plot.Scene.Line(plot.Frame.Left, y, plot.Frame.Right, y, Palette.Grid);
            plot.Scene.Text($"{tick.ToString($"F{ticks.Decimals}", CultureInfo.InvariantCulture)} %", plot.Frame.Left - 8, y + 4, 12, Palette.Muted, anchor: TextAnchor.End);
        }

        if (plot.Frame.IsBare)
            return;
        plot.Scene.Text(
            $"Share of trials in each {barUsd}", 22, (plot.Frame.Top + plot.Frame.Bottom) / 2, 12,
            Palette.Muted, anchor: TextAnchor.Middle, upward: true);
    }

    private static void DrawBars(CostPlot plot, double[] shares, double first, double step, double peak, MeasureSummary cost)
    {
        for (var bar = 0; bar < shares.Length; bar++)
        {
            if (shares[bar] <= 0)
                continue;
            var (from, to) = ((first + bar) * step, (first + bar + 1) * step);
            var middle = (from + to) / 2;
            var inBand = cost["P5"] is { } p5 && cost["P95"] is { } p95 && middle >= p5.Value && middle <= p95.Value;
            var (x1, x2) = (plot.Axis.At(from), plot.Axis.At(to));
            var y = Height(plot, shares[bar], peak);
            // At least a hairline, so that a rare outcome is seen to exist.
            y = Math.Min(y, plot.Frame.Bottom - 0.5);
            plot.Scene.Rectangle(x1 + 0.4, y, Math.Max(0.6, x2 - x1 - 0.8), plot.Frame.Bottom - y, inBand ? Palette.Band : Palette.Tail);
        }
    }

    private static void DrawLegend(CostPlot plot)
    {
        const double Y = 88;
        var x = 28.0;
        foreach (var (ink, text) in new[] { (Palette.Band, "P5 to P95: nine runs in ten"), (Palette.Tail, "beyond: one run in ten") })
        {
            plot.Scene.Rectangle(x, Y - 10, 12, 12, ink);
            plot.Scene.Text(text, x + 18, Y, 12, Palette.Muted);
            x += 18 + TextMeasure.Width(text, 12) + 26;
        }
    }

    private static double Height(CostPlot plot, double share, double peak) =>
        plot.Frame.Bottom - share / (peak * 1.05) * (plot.Frame.Bottom - plot.Frame.Top);
}
