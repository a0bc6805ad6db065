using CostSim.Output.Plots;
using CostSim.Output.Tests.Reports;

namespace CostSim.Output.Tests.Plots;

public class TextPlotTests
{
    private const string Axis = "─";

    [Fact]
    public void A_uniform_cost_is_a_flat_histogram_with_ticks_where_the_marks_are()
    {
        // A single factor, evenly spread: 5 rows of 64 columns, all of nearly the same height.
        var run = Given.Run(Given.OnePhase("""{ "range": [1000, 2000], "level": "run" }""", "0"), 200_000);
        var (min, max) = (run.Run.Total.Cost.Support.Min, run.Run.Total.Cost.Support.Max);

        var lines = TextHistogram.Draw(run.Results[0], [(min + (max - min) * 0.26, "quarter"), (min + (max - min) * 0.51, "half")])!.Split(
            '\n');

        Assert.Equal(7, lines.Length);
        Assert.All(lines[1..5], line => Assert.Equal(new string('█', 64), line));
        Assert.All(lines[0], column => Assert.Contains(column, "▅▆▇█"));
        Assert.Equal([16, 32], Enumerable.Range(0, 64).Where(column => lines[5][column] == '┬'));
        Assert.Equal((64, 62), (lines[5].Length, lines[5].Count(column => column == Axis[0])));
        Assert.Equal([13, 30], new[] { "quarter", "half" }.Select(word => lines[6].IndexOf(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_mark_far_away_is_at_the_edge_with_an_arrow_and_crowded_labels_have_lines_of_their_own()
    {
        var run = Given.Run(Given.OnePhase("""{ "range": [1000, 2000], "level": "run" }""", "0"), 5_000);
        var cost = run.Run.Total.Cost;

        var lines = TextHistogram.Draw(
            run.Results[0], [(cost.Mean, "the mean is here"), (cost.Mean, "and again"), (cost.Max * 100, "far")])!.Split('\n');

        Assert.Equal(8, lines.Length);
        Assert.EndsWith("┬", lines[5], StringComparison.Ordinal);
        Assert.EndsWith("far →", lines[6], StringComparison.Ordinal);
        Assert.Equal("and again", lines[7].Trim());
    }

    [Fact]
    public void What_is_certain_has_no_plot() => Assert.Null(TextHistogram.Draw(Given.Run(Given.OnePhase("1000"), 100).Results[0], []));

    [Fact]
    public void Several_runs_stand_on_one_axis_from_nothing()
    {
        var summary = ImaginedRun.Of(Given.Scenario(Given.OnePhase("[1000, 2000]", "0")), 100_000, 1, 5, 10);

        var lines = TextRanges.Draw(summary)!.Split('\n');

        // P5, P50, P95 of items × [1000, 2000] are at 1050, 1500, 1950 of 1950 a tenth.
        var widest = lines[2][(lines[2].IndexOf("items", StringComparison.Ordinal) + 7)..][..48];
        Assert.Equal((25, 36, 47), (widest.IndexOf('├'), widest.IndexOf('●'), widest.IndexOf('┤')));
        Assert.StartsWith("1 item  ", lines[0], StringComparison.Ordinal);
        Assert.Contains("P95 $", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_that_cost_nothing_have_no_plot() =>
        Assert.Null(TextRanges.Draw(ImaginedRun.Of(Given.Scenario(Given.OnePhase("0", "0")), 100_000, 1, 5)));
}
