using CostSim.Output.Markdown;
using CostSim.Output.Reports;
using CostSim.Output.Tests.Reports;
using CostSim.Studies;

namespace CostSim.Output.Tests.Markdown;

/// <summary>
/// What a pull request is shown, word by word: numbers are imagined, so that it does not change with the engine's draws. Plots have tests
/// of their own.
/// </summary>
public class RunMarkdownTests
{
    [Fact]
    public void A_run() =>
        RequireGolden("run", Given.Tickets, summary => summary with { Command = "costsim run 'my tickets.json' -n 100000 --seed 1" });

    [Fact]
    public void Several_runs()
    {
        var summary = ImaginedRun.OfCases(Given.Cases(Given.Catalog), 100_000);
        RequireGolden("run-cases", RunMarkdown.Of(summary, RunReport.Of(summary), []));
    }

    [Fact]
    public void A_precision_that_was_reached_and_one_that_was_not()
    {
        Assert.Equal(
            "P95 of every run is known to ±0.44 % (half its 95 % interval) after 100,000 trials; target ±0.5 %.",
            RunReport.PrecisionLine(new Precision(0.005, 0.00431), 100_000, 2).Text);
        Assert.Equal(
            "P95 of every run is known to ±0.51 % (half its 95 % interval) after 100,000 trials, the maximum allowed; target ±0.5 %.",
            RunReport.PrecisionLine(new Precision(0.005, 0.005001), 100_000, 2).Text);
        Assert.Equal(
            "100,000 trials are too few for an interval of P95; target ±0.5 %.",
            RunReport.PrecisionLine(new Precision(0.005, double.PositiveInfinity), 100_000, 2).Text);
    }

    /// <summary>
    /// Half the width shrinks with the square root of the trials: from 2.1 % to 0.5 % takes 17.6 times as many, and the power of two above
    /// is 32,768.
    /// </summary>
    [Theory]
    [InlineData(65_536, 0.0031, 1, LineTone.Plain, "Call by call: 65,536 trials, P95 known to ±0.31 %; -n asks for more.")]
    [InlineData(1024, 0.021, 1, LineTone.Caution, "Call by call: 1,024 trials, P95 known to ±2.1 %; -n 32768 for ±0.5 %.")]
    [InlineData(1024, 0.01, 3, LineTone.Caution, "Call by call: 1,024 trials, P95 of all known to ±1 %; -n 4096 for ±0.5 %.")]
    [InlineData(128, double.PositiveInfinity, 1, LineTone.Caution, "Call by call: 128 trials; -n asks for more.")]
    public void A_number_of_trials_that_the_program_chose(long trials, double reached, int runs, LineTone tone, string text)
    {
        var line = RunReport.PrecisionLine(new Precision(0.005, reached) { IsUnasked = true }, trials, runs);

        Assert.Equal((text, tone), (line.Text, line.Tone));
        Assert.InRange(line.Text.Length, 1, 80);
    }

    private static void RequireGolden(string name, string scenario, Func<Summary, Summary> change)
    {
        var summary = change(ImaginedRun.Of(Given.Scenario(scenario), 100_000));
        RequireGolden(name,
            MarkdownReport.Of(RunReport.Of(summary), "the plot",
                writer => RunMarkdown.Origin(writer, summary.Command, [("Result", summary.ResultHash), ("Nothing", null)])));
    }

    internal static void RequireGolden(string name, string text)
    {
        var file = Path.Combine(Repository.Tests, "Markdown", "Golden", $"{name}.md");
        if (Environment.GetEnvironmentVariable("COSTSIM_ACCEPT") == "1")
            File.WriteAllText(file, text);
        Assert.Equal(File.ReadAllText(file), text);
    }
}
