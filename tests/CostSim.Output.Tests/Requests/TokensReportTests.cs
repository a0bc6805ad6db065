using CostSim.Batches;
using CostSim.Output.Reports;
using CostSim.Output.Requests;
using CostSim.Output.Tests.Reports;
using CostSim.Requests;

namespace CostSim.Output.Tests.Requests;

/// <summary>What <c>costsim tokens</c> tells, word by word.</summary>
public class TokensReportTests
{
    [Fact]
    public void Batches_of_one_model() =>
        ReportTests.RequireGolden("tokens", TokensReport.Of(ImaginedBatches.Plain, ImaginedBatches.Prices));

    [Fact]
    public void Batches_of_several_providers() =>
        ReportTests.RequireGolden("tokens-mixed", TokensReport.Of(ImaginedBatches.Mixed, ImaginedBatches.Prices));

    /// <summary>Wherever an estimate is shown, it says so.</summary>
    [Fact]
    public void A_row_of_an_estimate_says_so()
    {
        var rows = TokensReport.Of(ImaginedBatches.Mixed, ImaginedBatches.Prices).Sections.SelectMany(section => section.Table?.Rows ?? [])
            .Select(row => row.Cells[0].Text).Where(text => text.Contains("claude", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, text => Assert.EndsWith("(estimated)", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void It_fits(int width) => Assert.All(
        TextReport.Lines(TokensReport.Of(ImaginedBatches.Mixed, ImaginedBatches.Prices), width),
        line => Assert.InRange($"{line}".Length, 0, width));

    /// <summary>A folder of a thousand files is not a table of a thousand rows; what is wrong with any of them is told.</summary>
    [Fact]
    public void Many_files_are_summed_up()
    {
        var files = Enumerable.Range(1, 1000).Select(i => new FileSummary($"{i}.jsonl", Provider.OpenAi, i == 999 ? 60_000 : 1, 100));
        var section = TokensReport.Of(ImaginedBatches.Plain with { Files = [.. files] }, ImaginedBatches.Prices).Sections.Single(
            one => one.Heading == "Files");

        Assert.Equal(12, section.Table!.Rows.Count);
        Assert.Equal("And 988 files more.", section.Lines[0].Text);
        Assert.StartsWith("999.jsonl: 60,000 requests; OpenAI takes at most 50,000", section.Lines[1].Text, StringComparison.Ordinal);
    }
}
