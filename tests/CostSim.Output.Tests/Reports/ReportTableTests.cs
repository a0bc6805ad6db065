using CostSim.Output.Reports;

namespace CostSim.Output.Tests.Reports;

public class ReportTableTests
{
    /// <summary>Four columns of 5, 6, 8 and 9 characters and 13 around them; turned, three of 9, 8 and 8 and 10.</summary>
    private static readonly ReportTable Wide = new(
        [new("Case", IsNumber: false), new("Median"), new("Reserved"), new("Mean, USD")],
        [new(["batch", " $1.25", "$12345.6", "1.26"]), new(["live", "$2.50", "$24691.2", "2.52"])]);

    [Fact]
    public void What_fits_stays() => Assert.Same(Wide, Wide.For(41));

    [Fact]
    public void What_is_too_wide_is_turned()
    {
        var turned = Wide.For(40);

        Assert.Equal(["Case", "batch", "live"], turned.Columns.Select(column => column.Heading));
        Assert.Equal([false, true, true], turned.Columns.Select(column => column.IsNumber));
        Assert.Equal(["Median", "Reserved", "Mean, USD"], turned.Rows.Select(row => row.Cells[0]));
        Assert.Equal(["Reserved", "$12345.6", "$24691.2"], turned.Rows[1].Cells);
    }

    [Fact]
    public void What_fits_neither_way_stays() => Assert.Same(Wide, Wide.For(20));
}
