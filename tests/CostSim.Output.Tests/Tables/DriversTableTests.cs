using CostSim.Output.Tables;
using CostSim.Parquet;

namespace CostSim.Output.Tests.Tables;

public class DriversTableTests
{
    [Fact]
    public void There_is_a_row_for_each_share_of_each_run()
    {
        var summary = Given.Run(Given.Tickets, 2000, 1, 20).Summary;
        var table = DriversTable.Of(summary);
        var expected = summary.Runs.Sum(run => run.Drivers!.Factors.Count + 1 + 3 + run.Drivers.Phases.Count);

        Assert.Equal(expected, table.RowCount);
        Assert.Equal(20, table.Columns.Count);
    }

    [Fact]
    public void Where_nothing_varies_there_is_no_row_and_still_a_file()
    {
        using var stream = new MemoryStream();
        var table = DriversTable.Of(Given.Run(Given.OnePhase("100"), 300).Summary);
        ParquetTable.Write(stream, table);

        Assert.Equal(0, table.RowCount);
        Assert.True(stream.Length > 0);
    }
}
