namespace CostSim.Parquet.Tests;

public class ResultTableTests
{
    [Fact]
    public void A_table_has_as_many_rows_as_each_column()
    {
        var letters = ColumnData.Of(new[] { "x", "y", "z" });
        var table = new ResultTable(new ResultColumn("a", ColumnData.Of(new[] { 1, 2, 3 })), new ResultColumn("b", letters));
        Assert.Equal(3, table.RowCount);
        Assert.Equal(["a", "b"], table.Columns.Select(column => column.Name));
    }

    [Fact]
    public void Columns_of_different_length_are_refused()
    {
        var two = new ResultColumn("a", ColumnData.Of(new[] { 1, 2 }));
        var one = new ResultColumn("b", ColumnData.Of(new[] { 1.0 }));
        var message = Assert.Throws<ArgumentException>(() => new ResultTable(two, one)).Message;
        Assert.StartsWith("Column 'b' has 1 rows where 'a' has 2.", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ResultTable());
    }
}
