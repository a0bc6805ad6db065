using CostSim.Output.Bills;
using CostSim.Output.Plots;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tests.Plots;

public class BillPlotTests
{
    private static readonly Reconciliation Full = ImaginedBill.Full(new SizedScenario(Given.Scenario(Given.Tickets), 20));

    /// <summary>Each bar begins where the one above ends; the first at the forecast, the last at the bill.</summary>
    [Fact]
    public void The_waterfall_leads_from_the_forecast_to_the_bill()
    {
        var plot = BillDifferencePlot.Draw(Full);
        var bars = FigureShapes.Boxes(plot, Palette.Reserve, Palette.Source).Where(box => box.Height > 20).OrderBy(box => box.Y).ToList();
        var shown = Full.Difference.Ranked.Append(BillCause.Residual).Where(cause => !new BillMoney(Full).IsNothing(Full.Difference[cause]))
            .ToList();
        var (forecast, billed) = (EndOf("Forecast"), EndOf("Billed"));
        var pxPerUsd = (billed - forecast) / (double)(Full.ActualPicoUsd - Full.Forecast.MeanPicoUsd);

        Assert.Equal(shown.Count, bars.Count);
        var x = forecast;
        foreach (var (bar, cause) in bars.Zip(shown))
        {
            var next = x + pxPerUsd * (double)Full.Difference[cause];
            Assert.Equal(Math.Min(x, next), bar.X, 0.6);
            Assert.Equal(Math.Max(1, Math.Abs(next - x)), bar.Width, 0.6);
            x = next;
        }

        Assert.Equal(billed, x, 0.6);
        FigureShapes.RequireInside(plot);
        FigureShapes.RequireTextsInsideAndApart(plot);

        double EndOf(string label) => plot.Lettering.Texts.Single(text => text.Text.StartsWith(label, StringComparison.Ordinal)).X;
    }

    /// <summary>Ends of the bars and the box of what was billed, by the axis that is printed.</summary>
    [Fact]
    public void Phases_show_their_band_and_what_was_billed()
    {
        var plot = BillPhasesPlot.Draw(Full);
        var ticks = plot.Lettering.Texts.Where(text => text.Text.StartsWith('$') && text.Anchor == CostSim.Drawing.TextAnchor.Middle)
            .ToList();
        var zero = ticks.Single(tick => Usd(tick.Text) == 0).X;
        var pxPerUsd = (ticks[^1].X - zero) / Usd(ticks[^1].Text);
        var phases = Full.Phases.OrderByDescending(phase => Int128.Max(phase.MeanPicoUsd, phase.ActualPicoUsd)).ToList();
        var bands = FigureShapes.Boxes(plot, Palette.Tail).Skip(1).ToList();
        var billed = FigureShapes.Boxes(plot, Palette.Billed).Skip(1).ToList();

        Assert.Equal(phases.Count, bands.Count);
        foreach (var (phase, band) in phases.Zip(bands))
        {
            Assert.Equal(zero + pxPerUsd * phase.Planned.Cost["P5"]!.Value.Value, band.X, 0.6);
            Assert.Equal(zero + pxPerUsd * phase.Planned.Cost["P95"]!.Value.Value, band.X + band.Width, 1.1);
        }

        Assert.Equal(
            phases.Where(phase => phase.Bill is not null).Select(phase => zero + pxPerUsd * (double)phase.ActualPicoUsd * 1e-12),
            billed.Select(box => box.X + box.Width / 2), (a, b) => Math.Abs(a - b) < 0.6);
        FigureShapes.RequireInside(plot);
        FigureShapes.RequireTextsInsideAndApart(plot);
    }

    /// <summary>The bill is marked where it falls, also far outside of what was simulated.</summary>
    [Fact]
    public void The_histogram_marks_the_bill()
    {
        var forecast = Full.Forecast;
        var plot = CostHistogramPlot.Draw(
            forecast.Summary, forecast.Run, forecast.Aggregates, PlotFrame.File, out _, 3 * forecast.Run.Total.Cost.Max);

        Assert.Contains(plot.Lettering.Texts, text => text.Text.StartsWith("Billed $", StringComparison.Ordinal));
        FigureShapes.RequireInside(plot);
        FigureShapes.RequireTextsInsideAndApart(plot);
    }

    private static double Usd(string label) => double.Parse(label[1..], System.Globalization.CultureInfo.InvariantCulture);
}
