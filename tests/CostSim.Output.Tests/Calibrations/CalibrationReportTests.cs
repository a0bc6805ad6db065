using CostSim.Output.Calibrations;

namespace CostSim.Output.Tests.Calibrations;

public class CalibrationReportTests
{
    [Fact]
    public void What_needs_a_look_is_said()
    {
        var report = CalibrationReport.Of(ImaginedPilot.Full);
        var lines = report.Sections.SelectMany(section => section.Lines).Select(line => line.Text).ToList();

        foreach (var told in new[]
        {
            "phases.a.outputTokens: 5 calls of 40 were cut.", "phases.a.inputTokens: replaced as a whole, with long in it",
            "Nothing uses long any more", "they share a factor of each text", "Drift is assumed, not measured",
            "phases.c.inputTokens: no records of its calls.", "phases.b.inputTokens (cached): ",
        })
            Assert.Contains(lines, line => line.Contains(told, StringComparison.Ordinal));
        Assert.Equal("1 of 40", report.Sections[0].Table!.Rows.Single(row => row.Cells[0].Text == "phases.a.retry.rate").Cells[3].Text);
    }

    [Fact]
    public void Without_drift_it_says_so() => Assert.Contains(
        CalibrationReport.Of(ImaginedPilot.Plain).Sections.SelectMany(section => section.Lines),
        line => line.Text.StartsWith("No drift is assumed", StringComparison.Ordinal));

    [Fact]
    public void What_one_run_cannot_show_is_said() => Assert.Contains(
        CalibrationReport.Of(ImaginedPilot.Plain).Sections[0].Lines,
        line => line.Text.StartsWith(
            "One number in all records of phases.P1.inputTokens, phases.P1.outputTokens:", StringComparison.Ordinal));

    [Fact]
    public void Markdown_has_its_tables() =>
        Assert.Contains("| phases.a.retry.rate", CalibrationReport.ToMarkdown(ImaginedPilot.Full), StringComparison.Ordinal);
}
