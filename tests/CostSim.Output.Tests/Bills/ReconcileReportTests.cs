using System.Globalization;
using System.Text.RegularExpressions;
using CostSim.Output.Bills;
using CostSim.Output.Reports;
using CostSim.Scenarios;

namespace CostSim.Output.Tests.Bills;

public partial class ReconcileReportTests
{
    private static readonly SizedScenario Tickets = new(Given.Scenario(Given.Tickets), 20);

    public static TheoryData<string> Names => ["plain", "full"];

    /// <summary>What is printed adds up as it is printed, by phase and in all.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_printed_parts_add_up(string name)
    {
        var table = Section(Of(name), "What explains the difference from the mean").Table!;
        for (var column = 1; column < table.Columns.Count; column++)
        {
            var amounts = table.Rows.Select(row => Amount(row.Cells[column].Text)).ToList();
            Assert.Equal(amounts[^1], amounts.SkipLast(1).Sum());
        }
    }

    [Fact]
    public void What_needs_a_look_is_said()
    {
        var lines = Of("full").Sections.SelectMany(section => section.Lines).Select(line => line.Text).ToList();

        foreach (var told in new[]
        {
            "1 answer without usable counts of tokens", "the line is too long (1 time; first in out.jsonl, line 9)",
            "not all calls were billed as planned", "3 uses of web_search, whose fee the catalogue does not have",
            "Batch objects state 1,600 tokens; the records add up to 3,450", "Cost exports state $0.0306",
        })
            Assert.Contains(lines, line => line.Contains(told, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tables_fit_a_terminal(string name)
    {
        Assert.All(TextReport.Lines(Of(name), 80), line => Assert.InRange($"{line}".Length, 0, 80));
    }

    private static Report Of(string name) =>
        ReconcileReport.Of(name == "full" ? ImaginedBill.Full(Tickets) : ImaginedBill.Plain(Tickets));

    private static Section Section(Report report, string heading) => report.Sections.Single(section => section.Heading == heading);

    private static decimal Amount(string text) => decimal.Parse(
        NotDigits().Replace(text, "").Replace('−', '-'), NumberStyles.Number | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[$+]")]
    private static partial Regex NotDigits();
}
