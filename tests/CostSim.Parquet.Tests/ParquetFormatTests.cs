using CostSim.Parquet.Tests.Reading;

namespace CostSim.Parquet.Tests;

public class ParquetFormatTests
{
    [Fact]
    public void A_table_is_a_file_with_one_row_group()
    {
        var stream = new MemoryStream();
        ParquetFormat.Write(stream, Table([1, 2], ["x", null]));
        var file = new ParquetFile(stream.ToArray());
        Assert.Equal([("id", false), ("phase", true)], file.Columns.Select(column => (column.Name, column.IsOptional)));
        Assert.Equal([1L, 2L], file.Columns[0].Values);
        Assert.Equal(["x", null], file.Columns[1].Values);
        Assert.Single(file.RowGroups);
    }

    [Fact]
    public void Each_part_appended_is_a_row_group_unless_it_is_empty()
    {
        var stream = new MemoryStream();
        var format = new ParquetFormat(stream, new ParquetOptions { Metadata = [new("seed", "7")] });
        format.Append(Table([], []));
        format.Append(Table([1], ["x"]));
        format.Append(Table([2, 3], [null, "y"]));
        format.Finish();
        var file = new ParquetFile(stream.ToArray());
        Assert.Equal([1L, 2L], file.RowGroups.Select(rowGroup => rowGroup.Integer(3)));
        Assert.Equal("seed", file.Footer.List<ThriftStruct>(5).Single().Text(1));
    }

    [Fact]
    public void Other_columns_than_before_are_refused()
    {
        var format = new ParquetFormat(Stream.Null);
        format.Append(Table([1], ["x"]));
        Assert.Throws<ArgumentException>(() => format.Append(new ResultTable(new ResultColumn("id", ColumnData.Of(new[] { 1L })))));
    }

    [Fact]
    public void Without_rows_no_columns_are_known() => Assert.Throws<InvalidOperationException>(new ParquetFormat(Stream.Null).Finish);

    private static ResultTable Table(long[] ids, string?[] phases) =>
        new(new ResultColumn("id", ColumnData.Of(ids)), new ResultColumn("phase", ColumnData.Of(phases), IsNullable: true));
}
