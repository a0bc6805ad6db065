using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace CostSim.Drawing.Tests;

public class SvgWriterTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_figure_is_written_like_this()
    {
        const string expected = """
            <?xml version="1.0" encoding="utf-8"?>
            <svg width="120" height="80" viewBox="0 0 120 80" role="img" font-family="Inter, system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif" xmlns="http://www.w3.org/2000/svg">
              <title>Title P50</title>
              <desc>Description P50</desc>
              <rect fill="#ffffff" width="120" height="80" />
              <path fill="none" stroke="#e3e8ed" stroke-width="1" d="M50 60L50 10M80 60L80 10" />
              <path fill="none" stroke="#e3e8ed" stroke-width="1" d="M20 35L110 35" />
              <rect fill="#3f7fb8" x="50" y="20" width="30" height="40" />
              <path fill="none" stroke="#8b97a3" stroke-width="1" d="M50 60L50 64" />
              <path fill="none" stroke="#8b97a3" stroke-width="1" d="M80 60L80 64" />
              <path fill="none" stroke="#8b97a3" stroke-width="1" d="M20 60L110 60" />
              <path fill="none" stroke="#7a1fa2" stroke-width="1" d="M20 45.5L30 45.5M35 45.5L45 45.5M50 45.5L60 45.5M65 45.5L75 45.5M80 45.5L90 45.5M95 45.5L105 45.5" />
              <rect fill="#7a1fa2" x="30" y="66" width="8" height="8" />
              <text x="65" y="74" font-size="11" font-weight="600" text-anchor="middle" fill="#7a1fa2">P50</text>
              <text x="9" y="40" font-size="10.5" transform="rotate(-90 9 40)" fill="#8b97a3">up</text>
            </svg>
            """;
        Assert.Equal(expected, Write(SampleFigure.Make(SampleFigure.Paper)));
    }

    [Fact]
    public void A_page_replaces_colours_by_variables_and_finds_the_axis()
    {
        var figure = SampleFigure.Make();
        figure.AxisData = [new("min", 0.1), new("max", 2e-7)];
        var svg = SvgWriter.Inline(figure, [SampleFigure.Band, SampleFigure.Mark]);
        var axis = svg.Elements(Svg + "g").Single();

        Assert.Equal(
            "var(--band, #3f7fb8)", svg.Elements(Svg + "rect").First(box => box.Attribute("x") is not null).Attribute("fill")!.Value);
        Assert.Equal(["var(--mark, #7a1fa2)", "#8b97a3"], svg.Elements(Svg + "text").Select(text => text.Attribute("fill")!.Value));
        Assert.Equal(("cost-axis", "0.1", "2E-07"),
            (axis.Attribute("class")!.Value, axis.Attribute("data-min")!.Value, axis.Attribute("data-max")!.Value));
    }

    /// <summary>Two drawings in one page may not share an id, and a policy may forbid styles.</summary>
    [Fact]
    public void There_are_no_ids_no_styles_and_no_background_of_its_own()
    {
        var svg = SvgWriter.Inline(SampleFigure.Make(), [SampleFigure.Paper]);

        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(),
            attribute => attribute.Name == "id" || attribute.Name == "style" || attribute.Value.Contains("url(", StringComparison.Ordinal));
        Assert.DoesNotContain(svg.Elements(Svg + "rect"), box => box.Attribute("width")!.Value == "120");
    }

    [Theory]
    [InlineData("a < b & \"c\" > 'd'", "a < b & \"c\" > 'd'")]
    [InlineData("</text><script>alert(1)</script>", "</text><script>alert(1)</script>")]
    [InlineData("bell \u0007, no character \uffff", "bell \ufffd, no character \ufffd")]
    [InlineData("😀 漢", "😀 漢")]
    public void Any_text_survives(string text, string expected)
    {
        var root = XDocument.Parse(Write(SampleFigure.Make(text: text))).Root!;

        Assert.Equal($"Title {expected}", root.Element(Svg + "title")!.Value);
        Assert.Equal($"Description {expected}", root.Element(Svg + "desc")!.Value);
        Assert.Equal(expected, root.Elements(Svg + "text").First().Value);
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
        var expected = Write(SampleFigure.Make());
        try
        {
            CultureInfo.CurrentCulture = decimalComma;
            Assert.Equal("−1,5", (-1.5).ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, Write(SampleFigure.Make()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>The canvas numbers its clips through the process.</summary>
    [Fact]
    public void One_figure_gives_the_same_text_on_any_thread()
    {
        var expected = Write(SampleFigure.Make());
        var shared = SampleFigure.Make();
        Parallel.For(0, 24, i => Assert.Equal(expected, Write(i % 2 == 0 ? shared : SampleFigure.Make())));
    }

    private static string Write(Figure figure)
    {
        var stream = new MemoryStream();
        SvgWriter.Write(figure, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
