using CostSim.Output.Reports;
using CostSim.Output.Summaries;

namespace CostSim.Output.Tests.Reports;

public class TableLayoutTests
{
    /// <summary>
    /// Four columns of 5, 6, 8 and 9 characters and 13 around them; with the last heading in two lines 36, turned, three of 9, 8 and 8 and
    /// 10.
    /// </summary>
    private static readonly ReportTable Wide = new(
        [new("Case", IsNumber: false), new("Median"), new("Reserved"), new("Mean, USD")],
        [new(["batch", " $1.25", "$12345.6", "1.26"]), new(["live", "$2.50", "$24691.2", "2.52"])]);

    [Fact]
    public void What_fits_stays()
    {
        var layout = TableLayout.Of(Wide, 41);

        Assert.Same(Wide, layout.Table);
        Assert.Equal([5, 6, 8, 9], layout.Widths);
    }

    [Fact]
    public void A_heading_is_broken_between_its_words() => Assert.Equal(["Mean,", "USD"], TableLayout.Of(Wide, 40).Heading(3));

    [Fact]
    public void What_is_too_wide_is_turned()
    {
        // Five, six, eight and five characters, and 13 around them.
        var turned = TableLayout.Of(Wide, 36).Table;

        Assert.Equal(["Case", "batch", "live"], turned.Columns.Select(column => column.Heading));
        Assert.Equal([false, true, true], turned.Columns.Select(column => column.IsNumber));
        Assert.Equal(["Median", "Reserved", "Mean, USD"], turned.Rows.Select(row => row.Cells[0].Text));
        Assert.Equal(["Reserved", "$12345.6", "$24691.2"], turned.Rows[1].Cells.Select(cell => cell.Text));
    }

    [Fact]
    public void Short_headings_come_before_fewer_columns_and_the_highest_rank_goes_first()
    {
        var table = new ReportTable(
            [new("Name", IsNumber: false), new("Tokens-of-input") { Brief = "Tokens" }, new("Calls") { Rank = 1 },
                new("Share") { Rank = 2 }],
            [.. Enumerable.Repeat(new ReportRow(["a", "1", "2", "3"]), 6)]);

        Assert.Equal(["Name", "Tokens-of-input", "Calls", "Share"], Headings(42));
        Assert.Equal(["Name", "Tokens", "Calls", "Share"], Headings(41));
        Assert.Equal(["Name", "Tokens", "Calls"], Headings(32));
        Assert.Equal(["Name", "Tokens"], Headings(24));

        IEnumerable<string> Headings(int width) => TableLayout.Of(table, width).Table.Columns.Select(column => column.Heading);
    }

    [Fact]
    public void A_column_of_the_page_alone_is_not_there()
    {
        var table = new ReportTable(
            [new("Name", IsNumber: false), new("Source", IsNumber: false) { Only = Medium.Page }, new("Least") { Only = Medium.Text }],
            [new(["a", "a comment", "1"])]);

        var shown = TableLayout.Of(table, 80).Table;

        Assert.Equal(["Name", "Least"], shown.Columns.Select(column => column.Heading));
        Assert.Equal(["a", "1"], shown.Rows[0].Cells.Select(cell => cell.Text));
    }

    [Fact]
    public void A_text_takes_what_numbers_leave_and_a_number_is_never_broken()
    {
        var layout = TableLayout.Of(
            new ReportTable([new("What", IsNumber: false), new("USD")], [new(["four words of text", "1,234,567.89"])]), 30);

        // 30 − 7 around − 12 of the number.
        Assert.Equal([11, 12], layout.Widths);
        Assert.Equal(["four words", "of text"], layout.Cell(layout.Table.Rows[0], 0));
        Assert.Equal(["1,234,567.89"], layout.Cell(layout.Table.Rows[0], 1));
    }

    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("kept in 95.2 % of runs", 12, "kept in|95.2 % of|runs")]
    [InlineData("phases.synthesis.billedPerVisible", 20, "phases.synthesis.|billedPerVisible")]
    [InlineData("{\"cached\":0.45,\"of\":[1800,3200]}", 16, "{\"cached\":0.45,|\"of\":|[1800,3200]}")]
    [InlineData("  indented line", 10, "  indented|line")]
    [InlineData("", 5, "")]
    public void Text_is_broken_between_words_else_behind_a_sign(string text, int width, string lines) =>
        Assert.Equal(lines.Split('|'), TextWrap.Lines(text, width));

    /// <summary>One is known to a dollar, so all are told in dollars; what a dollar says too little of keeps its cents.</summary>
    [Fact]
    public void The_amounts_of_a_column_are_told_with_the_same_digits()
    {
        var table = new ReportTable([new("USD")],
            [.. new[] { new Money(209.48, 0.3), new Money(226.2, 1.4), new Money(77.08), new Money(4.181, 0.02) }.Select(
                money => new ReportRow([money]))]);

        Assert.Equal(["$209", "$226", "$77", "$4.18"], table.Rows.Select(row => row.Cells[0].Text));
    }
}
