using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CostSim.Drawing;

namespace CostSim.Output.Tests.Plots;

/// <summary>What a figure shows, read from the file that it makes.</summary>
internal static partial class FigureShapes
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Height of a capital of Inter, in em, as its table OS/2 says.</summary>
    private const double CapHeight = 2048.0 / 2816;

    public static string SvgOf(Figure figure)
    {
        using var stream = new MemoryStream();
        SvgWriter.Write(figure, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The boxes of an ink: left, top, width and height in px.</summary>
    public static IReadOnlyList<(double X, double Y, double Width, double Height)> Boxes(Figure figure, params Ink[] inks) =>
    [
        .. XDocument.Parse(SvgOf(figure)).Root!.Elements(Svg + "rect").Where(
            box => inks.Any(ink => ink.Hex == box.Attribute("fill")!.Value))
            .Select(box => (Number(box, "x"), Number(box, "y"), Number(box, "width"), Number(box, "height"))),
    ];

    /// <summary>The corners of the only line of a width.</summary>
    public static IReadOnlyList<(double X, double Y)> Line(Figure figure, string widthPx) =>
        Points(XDocument.Parse(SvgOf(figure)).Root!.Elements(Svg + "path").Single(path => path.Attribute("stroke-width")?.Value == widthPx)
            .Attribute("d")!.Value);

    /// <summary>No text leaves the picture, and none touches another.</summary>
    public static void RequireTextsInsideAndApart(Figure figure)
    {
        var boxes = figure.Lettering.Texts.Where(text => text.Text.Length > 0).Select(text => (text.Text, Box: Box(text))).ToList();
        for (var i = 0; i < boxes.Count; i++)
        {
            var (text, box) = boxes[i];
            Assert.True(
                box.Left >= 0 && box.Right <= figure.WidthPx && box.Top >= 0 && box.Bottom <= figure.HeightPx,
                $"'{text}' at {box} is not inside of {figure.WidthPx} × {figure.HeightPx}");
            for (var j = 0; j < i; j++)
            {
                var other = boxes[j].Box;
                Assert.False(
                    box.Left < other.Right && other.Left < box.Right && box.Top < other.Bottom && other.Top < box.Bottom,
                    $"'{text}' at {box} touches '{boxes[j].Text}' at {other}");
            }
        }
    }

    /// <summary>No bar and no line leaves the picture.</summary>
    public static void RequireInside(Figure figure)
    {
        var root = XDocument.Parse(SvgOf(figure)).Root!;
        var points = root.Elements(Svg + "path").SelectMany(path => Points(path.Attribute("d")!.Value))
            .Concat(
                root.Elements(Svg + "rect")
                    .SelectMany(
                        box => new[] { (Number(box, "x"), Number(box, "y")),
                            (Number(box, "x") + Number(box, "width"), Number(box, "y") + Number(box, "height")) }));
        Assert.All(points, point =>
        {
            Assert.InRange(point.Item1, 0, figure.WidthPx + 0.01);
            Assert.InRange(point.Item2, 0, figure.HeightPx + 0.01);
        });
    }

    private static List<(double X, double Y)> Points(string path) =>
    [
        .. Place.Matches(path)
            .Select(
                match =>
                    (double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
                        double.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))),
    ];

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);

    /// <summary>From the top of the capitals to the baseline; what hangs below it is little.</summary>
    private static (double Left, double Top, double Right, double Bottom) Box(TextRun text)
    {
        var (width, height) = (TextMeasure.Width(text.Text, text.SizePx, text.Weight), text.SizePx * CapHeight);
        var start = text.Anchor switch { TextAnchor.Middle => -width / 2, TextAnchor.End => -width, _ => 0 };
        return text.Upward
            ? (text.X - height, text.Y - start - width, text.X, text.Y - start)
            : (text.X + start, text.Y - height, text.X + start + width, text.Y);
    }

    [GeneratedRegex("[ML]([-0-9.]+) ([-0-9.]+)")]
    private static partial Regex Place { get; }
}
