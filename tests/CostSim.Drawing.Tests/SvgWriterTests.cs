using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace CostSim.Drawing.Tests;

public class SvgWriterTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_scene_is_written_like_this()
    {
        var scene = new Scene(100, 50) { Background = Color.White, Title = "Cost", Description = "A line." };
        scene.Line(0, 0.5, 100, 0.5, new Ink(Color.FromHex("#d9dee4"), "--grid"), 1, 4, 2);
        var bars = scene.Group("bars", "series a", "Bars", new KeyValuePair<string, string>("value", "1.5"));
        bars.Rectangle(1.23456, -0.001, 10, 20, Color.Black.WithOpacity(0.5));
        scene.Text("P90", 5, 6, 11, Color.Black, FontWeight.SemiBold, TextAnchor.Middle, upward: true);
        scene.Polyline([new(0, 0), new(9, 0), new(9, 9), new(0, 0)], Color.Black, 2);

        const string expected = """
            <?xml version="1.0" encoding="utf-8"?>
            <svg width="100" height="50" viewBox="0 0 100 50" role="img" font-family="Inter, system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif" xmlns="http://www.w3.org/2000/svg">
              <title>Cost</title>
              <desc>A line.</desc>
              <rect width="100" height="50" fill="#ffffff" />
              <path d="M0 0.5L100 0.5" fill="none" stroke="#d9dee4" stroke-dasharray="4 2" />
              <g id="bars" class="series a" data-value="1.5">
                <title>Bars</title>
                <path d="M1.23 0L11.23 0L11.23 20L1.23 20Z" fill="#000000" fill-opacity="0.502" />
              </g>
              <text x="5" y="6" font-size="11" font-weight="600" text-anchor="middle" transform="rotate(-90 5 6)" fill="#000000">P90</text>
              <path d="M0 0L9 0L9 9Z" fill="none" stroke="#000000" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
            </svg>
            """;
        Assert.Equal(expected, Encoding.UTF8.GetString(SvgWriter.Write(scene)));
    }

    [Fact]
    public void A_page_may_replace_colours_by_variables()
    {
        var scene = new Scene(10, 10);
        scene.Rectangle(0, 0, 1, 1, new Ink(Color.FromHex("#d9dee4"), "--grid"));
        scene.Rectangle(0, 0, 1, 1, Color.FromHex("#d9dee4"));
        var fills = SvgWriter.Inline(scene).Elements(Svg + "path").Select(path => path.Attribute("fill")!.Value);
        Assert.Equal(["var(--grid, #d9dee4)", "#d9dee4"], fills);
    }

    [Theory]
    [InlineData("a < b & \"c\" > 'd'", "a < b & \"c\" > 'd'")]
    [InlineData("</text><script>alert(1)</script>", "</text><script>alert(1)</script>")]
    [InlineData("bell \u0007, no character \uffff", "bell \ufffd, no character \ufffd")]
    [InlineData("😀 漢", "😀 漢")]
    public void Any_text_survives(string text, string expected)
    {
        var scene = new Scene(10, 10) { Title = text, Description = text };
        var content = scene.Group(id: text, cssClass: text, title: text, data: new KeyValuePair<string, string>("name", text));
        content.Text(text, 0, 0, 12, Color.Black);

        var root = XDocument.Load(new MemoryStream(SvgWriter.Write(scene))).Root!;
        var group = root.Element(Svg + "g")!;
        Assert.Equal(expected, root.Element(Svg + "title")!.Value);
        Assert.Equal(expected, root.Element(Svg + "desc")!.Value);
        Assert.Equal(expected, group.Element(Svg + "text")!.Value);
        Assert.All(["id", "class", "data-name"], name => Assert.Equal(expected, group.Attribute(name)!.Value));
        Assert.DoesNotContain(root.Descendants(), element => element.Name.LocalName == "script");
    }

    [Fact]
    public void Half_of_a_surrogate_pair_survives() => Any_text_survives("half \ud83d.", "half \ufffd.");

    [Fact]
    public void The_culture_of_the_machine_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        var decimalComma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        decimalComma.NumberFormat.NumberDecimalSeparator = ",";
        decimalComma.NumberFormat.NegativeSign = "−";
        var expected = SvgWriter.Write(SampleScene.Make());
        try
        {
            CultureInfo.CurrentCulture = decimalComma;
            Assert.Equal("-1,5".Replace('-', '−'), (-1.5).ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, SvgWriter.Write(SampleScene.Make()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void One_scene_gives_one_text() => Assert.Equal(SvgWriter.Write(SampleScene.Make()), SvgWriter.Write(SampleScene.Make()));
}
