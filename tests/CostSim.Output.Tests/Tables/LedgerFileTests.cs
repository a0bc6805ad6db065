using CostSim.Output.Summaries;
using CostSim.Output.Tables;
using CostSim.Parquet.Tests.Reading;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tests.Tables;

public class LedgerFileTests
{
    private static readonly SizedScenario Tickets = new(Given.Scenario(Given.Tickets), 20);

    /// <summary>
    /// A thousand tokens of input and 150 of output, at 0.125 and 1 USD a million for gpt-5-mini in batches, twice that in the standard
    /// tier, and 0.625 and 5 USD for gpt-5.
    /// </summary>
    [Fact]
    public void It_has_every_row_with_its_phase_and_its_price()
    {
        var columns = Read(ImaginedBill.Priced(Tickets));

        Assert.Equal(["a", "a", "c", "d", "e"], columns["custom_id"]);
        Assert.Equal([1L, 2L, 1L, 1L, 1L], columns["attempt"]);
        Assert.Equal(["tag", "tag", "tag", null, "review"], columns["phase"]);
        Assert.Equal(["batch", "standard", "batch", "batch", "batch"], columns["tier"]);
        Assert.Equal(["Succeeded", "Succeeded", "Unmeasured", "Failed", "Succeeded"], columns["status"]);
        Assert.Equal([1000L, 1000L, 0L, 1000L, 1000L], columns["fresh_input_tokens"]);
        Assert.Equal([60L, 60L, 0L, 60L, 60L], columns["visible_output_tokens"]);
        Assert.Equal([90L, 90L, 0L, 90L, 90L], columns["reasoning_tokens"]);
        Assert.Equal([125_000_000L, 250_000_000L, null, null, 625_000_000L], columns["input_picousd"]);
        Assert.Equal([150_000_000L, 300_000_000L, null, null, 750_000_000L], columns["output_picousd"]);
    }

    /// <summary>More rows than a group has, none lost at its end; and a ledger without rows is a table too.</summary>
    [Fact]
    public void Rows_of_several_groups_stay_in_their_order()
    {
        var row = ImaginedBill.Priced(Tickets)[0];
        var many = Enumerable.Range(1, 150_000).Select(line => row with { Row = row.Row with { Line = line } }).ToList();

        Assert.Equal(many.Select(one => (object?)one.Row.Line), Read(many)["line"]);
        Assert.Empty(Read([])["line"]);
    }

    private static Dictionary<string, List<object?>> Read(IEnumerable<BilledRow> rows)
    {
        using var stream = new MemoryStream();
        var file = new LedgerFile(stream);
        foreach (var row in rows)
            file.Append(row);
        file.Finish(new ResultOrigin(Tickets.Scenario, 1, 400, "0", "9.8.7"));
        return new ParquetFile(stream.ToArray()).Columns.ToDictionary(column => column.Name, column => (List<object?>)[.. column.Values]);
    }
}
