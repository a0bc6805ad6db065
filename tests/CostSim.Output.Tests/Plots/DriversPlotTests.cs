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
        var texts = SceneTexts.Of(plot).Select(text => text.Text).ToList();
        var widest = outcome.Run.Drivers!.Factors.MaxBy(factor => factor.SwingUsd)!;

        Assert.Equal("factors.medium", widest.Path);
        Assert.True(texts.IndexOf("factors.medium") < texts.IndexOf("phases.P4.visibleTokens"));
        Assert.Contains("absent, or present", texts);
        SceneTexts.RequireInsideAndApart(plot);
    }

    [Fact]
    public void There_is_no_plot_where_nothing_drives()
    {
        var outcome = Given.Run(Given.OnePhase("100"), 300);

        Assert.Null(DriversPlot.Draw(outcome.Summary, outcome.Run));
        Assert.Null(DriversPlot.Draw(ImaginedRun.Of(Given.FiftyAtoms, 300), ImaginedRun.Of(Given.FiftyAtoms, 300).Runs[0]));
    }
}
