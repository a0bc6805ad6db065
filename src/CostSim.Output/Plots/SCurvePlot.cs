using CostSim.Drawing;
using CostSim.Engine.Aggregation;
using CostSim.Output.Summaries;

namespace CostSim.Output.Plots;

/// <summary>The S-curve of a run's cost: the chance that it costs at most so much, with P50, P95 and the budget read off.</summary>
public static class SCurvePlot
{
    public static Scene Draw(Summary summary, RunSummary run, Aggregates aggregates) => Draw(summary, run, aggregates, PlotFrame.File);

    public static Scene Draw(Summary summary, RunSummary run, Aggregates aggregates, PlotFrame frame)
    {
        var cost = run.Total.Cost;
        var plot = new CostPlot(
            summary, run, aggregates, frame, "How sure a budget is",
            $"The chance that {Nouns.Counted(summary.Scenario.Item, run.Items)} cost at most so much: "
            + $"half of the trials cost at most {Figures.Usd(cost["P50"])}, 95 % at most {Figures.Usd(cost["P95"])}.");
        foreach (var chance in new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })
        {
            var y = CostAxis.Crisp(Height(plot, chance));
            plot.Scene.Line(plot.Frame.Left, y, plot.Frame.Right, y, Palette.Grid);
            plot.Scene.Text(CostPlot.Percent(chance, 0), plot.Frame.Left - 8, y + 4, 12, Palette.Muted, anchor: TextAnchor.End);
        }

        if (!frame.IsBare)
            plot.Scene.Text(
                "Chance that the run costs at most this", 22, (plot.Frame.Top + plot.Frame.Bottom) / 2, 12, Palette.Muted, anchor: TextAnchor.Middle,
                upward: true);
        plot.DrawAxis();
        DrawReadings(plot, cost);
        plot.Scene.Polyline(Curve(plot), Palette.Band, 2.5);
        MarkLabels.Draw(plot.Scene, plot.Marks(), plot.Axis, plot.Frame);
        return plot.Scene;
    }

    /// <summary>From the curve to the chance axis, at P50 and P95.</summary>
    private static void DrawReadings(CostPlot plot, MeasureSummary cost)
    {
        foreach (var (name, chance, ink) in new[] { ("P50", 0.5, Palette.Median), ("P95", 0.95, Palette.Reserve) })
        {
            if (cost[name] is not { } percentile)
                continue;
            var y = CostAxis.Crisp(Height(plot, chance));
            plot.Scene.Line(plot.Frame.Left, y, plot.Axis.At(percentile.Value), y, ink, 1, 3, 3);
            plot.Scene.Text(CostPlot.Percent(chance, 0), plot.Frame.Left + 6, y - 5, 12, ink, FontWeight.SemiBold);
        }
    }

    /// <summary>The share of trials at or below each cell's end, one point a pixel at most.</summary>
    private static List<Point> Curve(CostPlot plot)
    {
        var points = new List<Point> { new(plot.Frame.Left, Height(plot, 0)), new(plot.Axis.At(plot.Cells[0].From), Height(plot, 0)) };
        var below = 0L;
        foreach (var (_, to, count) in plot.Cells)
        {
            below += count;
            var point = new Point(plot.Axis.At(to), Height(plot, (double)below / plot.Trials));
            if (point.X - points[^1].X >= 1 || points[^1].Y - point.Y >= 1)
                points.Add(point);
        }

        points.Add(new Point(plot.Axis.At(plot.Cells[^1].To), Height(plot, 1)));
        points.Add(new Point(plot.Frame.Right, Height(plot, 1)));
        return points;
    }

    private static double Height(CostPlot plot, double chance) => plot.Frame.Bottom - chance * (plot.Frame.Bottom - plot.Frame.Top);
}
