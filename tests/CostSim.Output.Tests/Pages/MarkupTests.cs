using System.Xml.Linq;
using CostSim.Output.Pages;
using CostSim.Output.Reports;

namespace CostSim.Output.Tests.Pages;

public class MarkupTests
{
    private static readonly XElement Table = Markup.Table(new ReportTable(
        [
            new("Name", IsNumber: false), new("Least") { Only = Medium.Text }, new("Share"), new("Swing"),
            new("Source", IsNumber: false) { Only = Medium.Page },
        ],
        [
            new([
                new Cell("a.b") { OnPage = [new("B of a", CellStyle.Strong), new(" "), new("a.b", CellStyle.Detail)] }, "1",
                Cell.Share(0.25), new Cell("+$2") { Bar = new Bar(0.75, 0.5) }, "",
            ], RowWeight.Strong),
        ]));

    [Fact]
    public void A_column_of_text_alone_is_not_there() =>
        Assert.Equal(["Name", "Share", "Swing", "Source"], Table.Descendants("thead").Descendants("th").Select(head => head.Value));

    [Fact]
    public void A_cell_has_its_parts_of_the_page() => Assert.Equal(
        "<span><strong>B of a</strong> <small>a.b</small></span>",
        Table.Descendants("tbody").Descendants("th").Single().Elements().Single().ToString(SaveOptions.DisableFormatting));

    [Fact]
    public void A_share_has_a_bar_from_nothing_and_a_range_one_of_its_own() => Assert.Equal(
        [("25.0 %", "bar", "0", "25"), ("+$2", "bar tornado", "50", "25")],
        Table.Descendants("svg").Select(bar =>
            (bar.Parent!.Value, bar.Attribute("class")!.Value, Of(bar, "x"), Of(bar, "width"))));

    [Fact]
    public void A_cell_is_named_after_its_column_unless_it_is_empty() => Assert.Equal(
        ["Share", "Swing", null], Table.Descendants("td").Select(cell => cell.Attribute("data-label")?.Value));

    private static string Of(XElement bar, string attribute) => bar.Element("rect")!.Attribute(attribute)!.Value;
}
