using CostSim.Output.Tables;
using CostSim.Parquet;

namespace CostSim.Output.Tests.Tables;

public class CsvTableTests
{
    [Fact]
    public void Fields_are_quoted_where_they_have_to_be_and_nothing_is_an_empty_field()
    {
        var table = new ResultTable(
            new ResultColumn("name", ColumnData.Of(new string?[] { "plain", "a,b", "a \"b\"", "two\nlines", "", null }), IsNullable: true),
            new ResultColumn("n", ColumnData.Of(new long[] { 1, -2, 3, 4, 5, long.MaxValue })),
            new ResultColumn("x", ColumnData.Of(new double?[] { 0.1, 1234567.5, 1e-20, null, -0.0, 1 / 3.0 }), IsNullable: true));

        Assert.Equal(
            "name,n,x\r\nplain,1,0.1\r\n\"a,b\",-2,1234567.5\r\n\"a "
                + "\"\"b\"\"\",3,1E-20\r\n\"two\nlines\",4,\r\n\"\",5,-0\r\n,9223372036854775807,0.3333333333333333\r\n",
            Text(table));
    }

    [Fact]
    public void The_rows_of_a_run_are_those_of_its_bands()
    {
        var summary = Given.Run(Given.Tickets).Summary;
        var table = BandsTable.Of(summary);

        var lines = Text(table).TrimEnd().Split("\r\n");

        Assert.Equal("scenario,items,run,variant,tier,scope,phase,measure,statistic,value,ci_low,ci_high", lines[0]);
        Assert.Equal(table.RowCount, lines.Length - 1);
        var p95 = summary.Runs[0].Total.Cost["P95"]!.Value;
        var found = Assert.Single(lines, line => line.StartsWith("Ticket tagging,20,,,batch,total,,cost,P95,", StringComparison.Ordinal))
            .Split(',');
        Assert.Equal([p95.Value, p95.Low, p95.High],
            found[9..].Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static string Text(IResultTable table)
    {
        using var writer = new StringWriter();
        CsvTable.Write(writer, table);
        return writer.ToString();
    }
}
