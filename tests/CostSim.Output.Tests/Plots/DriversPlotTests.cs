using CostSim.Output.Plots;
using CostSim.Output.Tests.Reports;

namespace CostSim.Output.Tests.Plots;

public class DriversPlotTests
{
    [Fact]
    public void The_widest_bar_is_on_top()
    {
        var outcome = Given.Run(Given.Scenario(Repository.Text("scenarios", "50atoms.json"), "items=2"), 20_000);
        var plot = DriversPlot.Draw(outcome.Summary, outcome.Run)!;
        var texts = plot.Lettering.Texts.Select(text => text.Text).ToList();
        var widest = outcome.Run.Drivers!.Factors.MaxBy(factor => factor.SwingUsd)!;

        Assert.Equal("factors.medium", widest.Path);
        Assert.True(texts.IndexOf("factors.medium") < texts.IndexOf("phases.P4.visibleTokens"));
        Assert.Contains("absent, or present", texts);
        FigureShapes.RequireTextsInsideAndApart(plot);
    }

    /// <summary>Both halves start at the mean, and are as wide as the axis says.</summary>
    [Fact]
    public void Bars_reach_from_the_mean_to_either_end()
    {
        var outcome = Given.Run(Given.Scenario(Repository.Text("scenarios", "50atoms.json"), "items=2"), 20_000);
        var plot = DriversPlot.Draw(outcome.Summary, outcome.Run)!;
        var widest = outcome.Run.Drivers!.Factors.MaxBy(factor => Math.Abs(factor.SwingUsd ?? 0))!;
        var (low, high) = (FigureShapes.Boxes(plot, Palette.Tail)[0], FigureShapes.Boxes(plot, Palette.Band)[0]);
        var ticks = plot.Lettering.Texts.Where(text => text.Text.StartsWith('$') && text.Anchor == CostSim.Drawing.TextAnchor.Middle)
            .ToList();
        var usdPerPx = (Usd(ticks[^1].Text) - Usd(ticks[0].Text)) / (ticks[^1].X - ticks[0].X);

        Assert.Equal(low.X + low.Width, high.X, 0.02);
        Assert.Equal((outcome.Run.Total.Cost.Mean - widest.Low!.CostUsd.Value) / usdPerPx, low.Width, 0.05);
        Assert.Equal((widest.High!.CostUsd.Value - outcome.Run.Total.Cost.Mean) / usdPerPx, high.Width, 0.05);

        static double Usd(string label) => double.Parse(label[1..], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Bars are of all costs, so the mean that they start from is.</summary>
    [Fact]
    public void Where_there_are_operations_the_mean_is_of_all_costs()
    {
        var outcome = Given.Run(
            Given.OnePhase("[100, 200]", items: 100, more: """ "operations": [{ "name": "Review", "usdPerItem": [1, 3] }], """), 20_000);
        var plot = DriversPlot.Draw(outcome.Summary, outcome.Run)!;
        var (low, high) = (FigureShapes.Boxes(plot, Palette.Tail)[0], FigureShapes.Boxes(plot, Palette.Band)[0]);

        Assert.Contains(plot.Lettering.Texts,
            text => text.Text == $"Mean {CostSim.Output.Summaries.Figures.ExactUsd(outcome.Run.Total.AllCost!.Mean)}");
        Assert.Equal(low.X + low.Width, high.X, 0.02);
        // Uniform: both ends are as far from the mean.
        Assert.InRange(low.Width / high.Width, 0.95, 1.05);
    }

    [Fact]
    public void There_is_no_plot_where_nothing_drives()
    {
        var outcome = Given.Run(Given.OnePhase("100"), 300);

        Assert.Null(DriversPlot.Draw(outcome.Summary, outcome.Run));
        Assert.Null(DriversPlot.Draw(ImaginedRun.Of(Given.FiftyAtoms, 300), ImaginedRun.Of(Given.FiftyAtoms, 300).Runs[0]));
    }
}
