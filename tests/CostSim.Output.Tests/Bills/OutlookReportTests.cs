using CostSim.Output.Bills;
using CostSim.Output.Reports;
using CostSim.Output.Tables;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tests.Bills;

public class OutlookReportTests
{
    private static readonly SizedScenario Tickets = new(Given.Scenario(Given.Tickets), 20);

    public static TheoryData<string> Names => ["plain", "full"];

    [Theory]
    [InlineData("plain", "There are too few trials for percentiles")]
    [InlineData("full", "Token cost at most $100 (--budget) holds: in every trial, and 95 % is asked for.")]
    [InlineData("full", "Token cost at most $0.000001 (--budget) does not hold: in no trial, and 95 % is asked for.")]
    [InlineData("full", "tag: the records lie outside of what the scenario thought possible")]
    [InlineData("full", "Allowances belong to no call")]
    [InlineData("full", "1 answer without usable counts of tokens")]
    public void What_needs_a_look_is_said(string name, string told)
    {
        var lines = Report(name).Sections.SelectMany(section => section.Lines).Select(line => line.Text).ToList();

        Assert.Contains(lines, line => line.Contains(told, StringComparison.Ordinal));
    }

    /// <summary>How a phase stands, and what that rests on.</summary>
    [Theory]
    [InlineData(ProgressBasis.NotBegun, true, null, "no records", "")]
    [InlineData(ProgressBasis.InStep, true, null, "in step", "P1: taken to have done the same tickets as the phases before it")]
    [InlineData(ProgressBasis.Behind, false, null, "behind, by its calls", "so it is taken to be behind")]
    [InlineData(ProgressBasis.Counted, false, 5L, "calls of a ticket", "no repetitions in the records")]
    [InlineData(ProgressBasis.Counted, true, 50L, "calls of a ticket", "the records show 50 tickets, more than the job has")]
    [InlineData(ProgressBasis.Told, true, 9L, "--done", "the records show 9 tickets, not 5")]
    public void What_is_assumed_is_said_by_phase(ProgressBasis basis, bool isComplete, long? shown, string known, string line)
    {
        var full = ImaginedOutlook.Full(Tickets);
        var phase = full.Phases[0] with
        {
            Id = "P1",
            Progress = new PhaseProgress(5, basis, isComplete) { Shown = shown },
            Bill = full.Phases[0].Bill! with { Retries = default },
        };
        var section = ProgressSection.Of(full with { Phases = [phase] });

        Assert.Equal(known, section.Table!.Rows[0].Cells[^1].Text);
        if (line.Length > 0)
            Assert.Contains(section.Lines, each => each.Text.Contains(line, StringComparison.Ordinal));
        else
            Assert.Empty(section.Lines);
    }

    [Fact]
    public void Other_prices_than_planned_are_said()
    {
        var full = ImaginedOutlook.Full(Tickets);
        var section = LearnedSection.Of(full with { Phases = [full.Phases[0] with { PriceRatio = 2 }] });

        Assert.Contains(
            section.Lines,
            line => line.Text.StartsWith("tag: planned in gpt-5-mini, batch, and billed in gpt-5-mini-2025-08-07", StringComparison.Ordinal)
                && line.Text.EndsWith("priced as what was billed, at 2 times the scenario's prices.", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tables_fit_a_terminal(string name) =>
        Assert.All(TextReport.Lines(Report(name), 80), line => Assert.InRange($"{line}".Length, 0, 80));

    /// <summary>Every number of the band has its interval, and no row stands for nothing.</summary>
    [Fact]
    public void The_table_has_a_row_for_each_number()
    {
        using var text = new StringWriter();
        CsvTable.Write(text, OutlookTable.Of(ImaginedOutlook.Full(Tickets)));
        var rows = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("phase,scope,statistic,value,ci_low,ci_high", rows[0].Trim());
        Assert.Contains(rows, row => row.StartsWith(",whole,P95,", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith("tag,calls,seen,", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.Contains("NaN", StringComparison.Ordinal));
    }

    private static Report Report(string name) =>
        OutlookReport.Of(name == "full" ? ImaginedOutlook.Full(Tickets) : ImaginedOutlook.Plain(Tickets));
}
