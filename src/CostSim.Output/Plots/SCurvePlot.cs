using CostSim.Drawing;
using CostSim.Engine.Aggregation;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Plots;

/// <summary>
/// The S-curve of a run's cost: the probability that it costs at most a given amount, with P50, P95 and the budget marked.
/// </summary>
public static class SCurvePlot
{
    public static Figure Draw(Summary summary, RunSummary run, Aggregates aggregates) => Draw(summary, run, aggregates, PlotFrame.File);

    /// <param name="summary">The whole summary.</param>
    /// <param name="run">The run of it.</param>
    /// <param name="aggregates">The aggregates of that run.</param>
    /// <param name="frame">The frame to draw in.</param>
    /// <param name="billedUsd">What was billed, where a bill is held against the run.</param>
    public static Figure Draw(Summary summary, RunSummary run, Aggregates aggregates, PlotFrame frame, double? billedUsd = null)
    {
        var cost = run.Total.Whole;
        var plot = new CostPlot(
            summary, run, aggregates, frame, "How likely a budget is to hold",
            $"The chance that {Nouns.Counted(summary.Scenario.Item, run.Items)} cost at most a given amount: "
            + $"half of the trials cost at most {Figures.Usd(cost["P50"])}, 95 % at most {Figures.Usd(cost["P95"])}.", billedUsd);
        plot.DrawAxes(1, [.. new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 }.Select(chance => (chance, CostPlot.Percent(chance, 0)))]);
        plot.TitleShares("Chance that the run costs at most this");
        DrawReadings(plot, cost);
        DrawCurve(plot);
        MarkLabels.Draw(plot.Lettering, plot.Marks(), plot.Axis, plot.Frame);
        return plot.Figure;
    }

    /// <summary>Lines from the curve to the probability axis, at P50 and P95.</summary>
    private static void DrawReadings(CostPlot plot, MeasureSummary cost)
    {
        foreach (var (name, chance, ink) in new[] { ("P50", 0.5, Palette.Median), ("P95", 0.95, Palette.Reserve) })
        {
            if (cost[name] is not { } percentile)
                continue;
            var y = CostAxis.Crisp(Height(plot, chance));
            plot.Lettering.Line(plot.Frame.Area.Left, y, plot.Axis.At(percentile.Value), y, ink, 1, new(3, 3));
            plot.Lettering.Text(CostPlot.Percent(chance, 0), plot.Frame.Area.Left + 6, y - 5, 12, ink, FontWeight.SemiBold);
        }
    }

    /// <summary>The share of trials at or below each cell's end, at most one point per pixel.</summary>
    private static void DrawCurve(CostPlot plot)
    {
        List<double> costs = [plot.Axis.Min, plot.Cells[0].From], chances = [0, 0];
        var below = 0L;
        foreach (var (_, to, count) in plot.Cells)
        {
            below += count;
            var chance = (double)below / plot.Trials;
            if (to - costs[^1] < plot.Axis.UsdPerPx && (chance - chances[^1]) * plot.Frame.Area.Height < 1)
                continue;
            costs.Add(to);
            chances.Add(chance);
        }

        costs.AddRange([plot.Cells[^1].To, plot.Axis.Max]);
        chances.AddRange([1, 1]);
        var curve = plot.Figure.Plot.Add.ScatterLine(costs, chances, Palette.Band.Color);
        curve.LineWidth = 2.5f;
    }

    private static double Height(CostPlot plot, double chance) => plot.Frame.Area.Bottom - chance * plot.Frame.Area.Height;
}
