using CostSim.Drawing;
using CostSim.Output.Bills;
using CostSim.Studies;

namespace CostSim.Output.Plots;

/// <summary>Forecast and bill by phase: a bar from P5 to P95, a line at the mean, a box at what was billed.</summary>
public static class BillPhasesPlot
{
    private const int RowsMax = 12;
    private const double LabelSizePx = 12;
    private const int RowPx = 52;
    private const double Half = 6;

    public static Figure Draw(Reconciliation reconciled)
    {
        var phases = reconciled.Phases.OrderByDescending(phase => Int128.Max(phase.MeanPicoUsd, phase.ActualPicoUsd)).Take(RowsMax)
            .ToList();
        var (frame, money) = (PlotFrame.OfRows(phases.Count, RowPx), new BillMoney(reconciled));
        var area = frame.Area;
        var figure = new Figure(frame.WidthPx, frame.HeightPx, area, Palette.Paper)
        {
            Title = "Forecast and bill by phase",
            Description = "What was forecast for each phase, P5 to P95, and what was billed: "
                + $"{string.Join("; ", phases.Take(3).Select(phase => Words(phase, money)))}.",
        };
        CostPlot.DrawTitle(figure.Lettering, figure.Title, reconciled.Forecast.Summary, reconciled.Forecast.Run);
        DrawLegend(figure.Lettering);
        var axis = new RowAxis(0, phases.Max(phase => Math.Max(High(phase), Billed(phase))), area);
        axis.Draw(figure, "Cost of the phase, USD");
        foreach (var (i, phase) in phases.Index())
            DrawRow(figure.Lettering, axis, phase, area, RowPx * (i + 0.5), money);
        return figure;
    }

    private static void DrawRow(Lettering pen, RowAxis axis, ReconciledPhase phase, PlotArea area, double down, BillMoney money)
    {
        var middle = area.Top + down;
        var (low, high) = (axis.At(Low(phase)), axis.At(High(phase)));
        pen.Box(low, middle - Half, Math.Max(1, high - low), 2 * Half, Palette.Tail);
        var mean = CostAxis.Crisp(axis.At(BillMoney.Number(phase.MeanPicoUsd)));
        pen.Line(mean, middle - Half - 2, mean, middle + Half + 2, Palette.Median, 2);
        pen.Text(CostPlot.Shortened(phase.Label, (area.Left - 40) / 1.1), area.Left - 12, middle, LabelSizePx, Palette.Text,
            anchor: TextAnchor.End);
        pen.Text(
            $"forecast {money.Amount(phase.MeanPicoUsd)} on average", area.Left - 12, middle + 13, 10, Palette.Muted,
            anchor: TextAnchor.End);
        if (phase.Bill is null)
            return;
        var billed = axis.At(Billed(phase));
        pen.Box(billed - 4, middle - 4, 8, 8, Palette.Billed);
        pen.Text(
            $"{money.Amount(phase.ActualPicoUsd)}, {ReconcileReport.Place(phase.Percentile)}", Math.Max(billed + Half, high) + 8,
            middle + 4, LabelSizePx, Palette.Billed, FontWeight.SemiBold);
    }

    private static void DrawLegend(Lettering pen)
    {
        const double Y = 88;
        pen.Box(28, Y - 10, 12, 12, Palette.Tail);
        var x = Words(46, "forecast, P5 to P95");
        pen.Line(x, Y - 11, x, Y + 3, Palette.Median, 2);
        x = Words(x + 8, "its mean");
        pen.Box(x, Y - 8, 8, 8, Palette.Billed);
        Words(x + 14, "billed, and where it falls");

        double Words(double at, string text)
        {
            pen.Text(text, at, Y, LabelSizePx, Palette.Muted);
            return at + TextMeasure.Width(text, LabelSizePx) * 1.1 + 26;
        }
    }

    private static string Words(ReconciledPhase phase, BillMoney money) =>
        $"{phase.Label} forecast {money.Amount(phase.MeanPicoUsd)} on average, billed {money.Amount(phase.ActualPicoUsd)}";

    private static double Low(ReconciledPhase phase) => phase.Planned.Cost["P5"]?.Value ?? phase.Planned.Cost.Min;

    private static double High(ReconciledPhase phase) => phase.Planned.Cost["P95"]?.Value ?? phase.Planned.Cost.Max;

    private static double Billed(ReconciledPhase phase) => BillMoney.Number(phase.ActualPicoUsd);
}
