using System.Globalization;
using CostSim.Batches;

namespace CostSim.Usage.Tests;

/// <summary>Every shape, against rows that were written by hand: Samples/rows.csv.</summary>
public class SampleTests
{
    private static readonly string[] Written = [.. File.ReadAllLines(Path.Combine(Given.Samples, "rows.csv")).Skip(1)];

    public static TheoryData<string> Files => [.. Written.Select(row => row.Split(',')[0]).Distinct()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_has_the_rows_that_were_written_by_hand(string name)
    {
        var (rows, summary) = Given.Rows(Ledger.Files([Path.Combine(Given.Samples, name)]));

        Assert.Equal(Written.Where(row => row.StartsWith($"{name},", StringComparison.Ordinal)), rows.Select(Told));
        Assert.Equal(rows.Count, summary.Rows);
        Assert.Equal(rows.Aggregate(default(TokenUsage), (sum, row) => sum + row.Tokens), summary.Tokens);
        foreach (var status in Enum.GetValues<RowStatus>())
            Assert.Equal(rows.Count(row => row.Status == status), summary.Count(status));
    }

    /// <summary>All shapes at once, from a folder, in the order of names; sums are those of the files.</summary>
    [Fact]
    public void A_folder_of_all_shapes()
    {
        var (rows, summary) = Given.Rows(Ledger.Files([Given.Samples]));

        Assert.Equal(Written.Order(StringComparer.Ordinal), rows.Select(Told).Order(StringComparer.Ordinal));
        Assert.Equal(summary.Files.Select(file => file.Name).Order(StringComparer.Ordinal), summary.Files.Select(file => file.Name));
        Assert.Equal(
            rows.Where(row => row is { Provider: Provider.OpenAi, Model: "gpt-5.1-2025-11-13" }).Sum(row => row.Tokens.Output),
            summary.Totals.Single(total => total.Model == "gpt-5.1-2025-11-13").Tokens.Output);
        Assert.Equal(17, summary.Files.Count);
        Assert.All(summary.Files, file => Assert.NotNull(file.Source));
        Assert.Equal(WarningKind.NoUsage, Assert.Single(summary.Warnings).Kind);
    }

    [Theory]
    [InlineData(RowStatus.Succeeded, true)]
    [InlineData(RowStatus.Incomplete, true)]
    [InlineData(RowStatus.Unmeasured, true)]
    [InlineData(RowStatus.Failed, false)]
    [InlineData(RowStatus.Expired, false)]
    [InlineData(RowStatus.Cancelled, false)]
    public void What_is_billed(RowStatus status, bool isBilled) => Assert.Equal(
        isBilled, new LedgerRow { File = "", Line = 1, Provider = Provider.OpenAi, Tier = new("batch"), Status = status }.IsBilled);

    private static string Told(LedgerRow row)
    {
        var (tokens, tools) = (row.Tokens, row.Tools);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(row.File)},{row.Line},{row.Provider},{row.CustomId},{row.Model},{row.Tier},{row.Status},"
                + $"{tokens.FreshInput},{tokens.CacheRead},{tokens.CacheWrite},{tokens.CacheWrite5m},{tokens.CacheWrite1h},"
                + $"{tokens.VisibleOutput},{tokens.Reasoning},"
                + $"{tools.WebSearches},{tools.FileSearches},{tools.CodeRuns},{row.Day:yyyy-MM-dd}");
    }
}
