using CostSim.Drawing;
using CostSim.Output.Bills;
using CostSim.Studies;

namespace CostSim.Output.Plots;

/// <summary>The waterfall from the mean of the forecast to the bill: a bar for each cause, which begins where the one above ends.</summary>
public static class BillDifferencePlot
{
    private const double LabelSizePx = 12;
    private const int RowPx = 44;

    public static Figure Draw(Reconciliation reconciled)
    {
        var (mean, actual, money) = (reconciled.Forecast.MeanPicoUsd, reconciled.ActualPicoUsd, new BillMoney(reconciled));
        var steps = Steps(reconciled, money);
        var frame = PlotFrame.OfRows(steps.Count, RowPx, topPx: 134);
        var area = frame.Area;
        var figure = new Figure(frame.WidthPx, frame.HeightPx, area, Palette.Paper)
        {
            Title = "From the forecast to the bill",
            Description = $"From {money.Amount(mean)}, the mean of the forecast, to {money.Amount(actual)}, which was billed: "
                + $"{string.Join("; ", steps.Take(3).Select(step => $"{step.Name} {money.Change(step.To - step.From)}"))}.",
        };
        CostPlot.DrawTitle(figure.Lettering, figure.Title, reconciled.Forecast.Summary, reconciled.Forecast.Run);
        Legend.Draw(figure.Lettering, 1.1, (Palette.Reserve, "more than forecast"), (Palette.Source, "less than forecast"));
        var ends = steps.SelectMany(step => new[] { step.From, step.To }).Append(mean).Append(actual).Select(BillMoney.Number).ToList();
        var axis = new RowAxis(ends.Min(), ends.Max(), area);
        axis.Draw(figure, "Cost of the run, USD");
        DrawEnd(figure.Lettering, axis, mean, $"Forecast {money.Amount(mean)}", Palette.Median, area, -12);
        DrawEnd(figure.Lettering, axis, actual, $"Billed {money.Amount(actual)}", Palette.Billed, area, -28);
        foreach (var (i, step) in steps.Index())
            DrawStep(figure.Lettering, axis, step, area, i, money, isLast: i == steps.Count - 1);
        return figure;
    }

    /// <summary>Causes with an effect that can be printed, the greatest first; the residual last.</summary>
    private static List<Step> Steps(Reconciliation reconciled, BillMoney money)
    {
        var steps = new List<Step>();
        var level = reconciled.Forecast.MeanPicoUsd;
        foreach (var cause in reconciled.Difference.Ranked.Append(BillCause.Residual))
        {
            var change = reconciled.Difference[cause];
            if (!money.IsNothing(change))
                steps.Add(new Step(CauseName.Of(cause, reconciled), level, level + change));
            level += change;
        }

        return steps;
    }

    private static void DrawEnd(Lettering pen, RowAxis axis, Int128 picoUsd, string label, Ink ink, PlotArea area, double up)
    {
        var baseline = area.Top + up;
        var x = CostAxis.Crisp(axis.At(BillMoney.Number(picoUsd)));
        pen.Line(x, baseline + 4, x, area.Bottom, ink, 1.5);
        pen.Text(label, x, baseline, LabelSizePx, ink, FontWeight.SemiBold, TextAnchor.Middle);
    }

    private static void DrawStep(Lettering pen, RowAxis axis, Step step, PlotArea area, int row, BillMoney money, bool isLast)
    {
        var top = area.Top + row * RowPx;
        var (from, to, middle) = (axis.At(BillMoney.Number(step.From)), axis.At(BillMoney.Number(step.To)), top + RowPx / 2.0);
        var isMore = step.To > step.From;
        pen.Box(Math.Min(from, to), top + 5, Math.Max(1, Math.Abs(to - from)), RowPx - 10, isMore ? Palette.Reserve : Palette.Source);
        if (!isLast)
            pen.Line(to, top + RowPx - 5, to, top + RowPx + 5, Palette.Axis, 1);
        pen.Text(step.Name, area.Left - 12, middle + 4, LabelSizePx, Palette.Text, anchor: TextAnchor.End);
        pen.Text(
            money.Change(step.To - step.From), PlotFrame.Rows.WidthPx - 28, middle + 4, LabelSizePx, Palette.Text, anchor: TextAnchor.End);
    }

    /// <summary>A cause, and the cost before and after it.</summary>
    private readonly record struct Step(string Name, Int128 From, Int128 To);
}
