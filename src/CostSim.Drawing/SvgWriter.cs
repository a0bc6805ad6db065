using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace CostSim.Drawing;

/// <summary>
/// Writes a scene as SVG. One scene always gives the same text; coordinates have at most two decimals. There are no styles and scripts
/// in it, so that it works under a strict content security policy.
/// </summary>
public sealed class SvgWriter
{
    /// <summary>The font of all text: Inter where the viewer has it, else what its system uses.</summary>
    public const string FontFamily = "Inter, system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly bool _themed;

    private SvgWriter(bool themed) => _themed = themed;

    /// <summary>The scene as an SVG file (UTF-8), with the fallback colour of every ink.</summary>
    public static byte[] Write(Scene scene)
    {
        var stream = new MemoryStream();
        Write(scene, stream);
        return stream.ToArray();
    }

    /// <inheritdoc cref="Write(Scene)"/>
    public static void Write(Scene scene, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(stream);
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using var writer = XmlWriter.Create(stream, settings);
        new XDocument(new SvgWriter(themed: false).Root(scene)).Save(writer);
    }

    /// <summary>The scene as an element to put into an HTML page. Inks that name a CSS variable take its value there.</summary>
    public static XElement Inline(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return new SvgWriter(themed: true).Root(scene);
    }

    private XElement Root(Scene scene) => new(
        Svg + "svg",
        new XAttribute("width", scene.WidthPx),
        new XAttribute("height", scene.HeightPx),
        new XAttribute("viewBox", $"0 0 {scene.WidthPx} {scene.HeightPx}"),
        new XAttribute("role", "img"),
        new XAttribute("font-family", FontFamily),
        Described("title", scene.Title),
        Described("desc", scene.Description),
        scene.Background is not { } background ? null : new XElement(
            Svg + "rect", new XAttribute("width", scene.WidthPx), new XAttribute("height", scene.HeightPx), Paint("fill", background)),
        scene.Shapes.Select(Element));

    private XElement Element(Shape shape) => shape switch
    {
        Polygon polygon => new XElement(
            Svg + "path", new XAttribute("d", string.Concat(polygon.Contours.Select(contour => Path(contour, closed: true)))),
            Paint("fill", polygon.Fill)),
        Polyline line => Line(line),
        TextRun text => Text(text),
        Group group => new XElement(
            Svg + "g",
            Named("id", group.Id),
            Named("class", group.CssClass),
            group.Data.Select(item => Named("data-" + item.Key, item.Value)),
            Described("title", group.Title),
            group.Content.Shapes.Select(Element)),
        _ => throw new InvalidOperationException($"{shape.GetType().Name} cannot be written as SVG."),
    };

    private XElement Line(Polyline line)
    {
        var closed = line.Points.Count > 3 && line.Points[0] == line.Points[^1];
        var path = Path(closed ? line.Points.SkipLast(1) : line.Points, closed);
        var round = line.Ends == LineEnds.Round;
        return new XElement(
            Svg + "path",
            new XAttribute("d", path),
            new XAttribute("fill", "none"),
            Paint("stroke", line.Ink),
            line.WidthPx == 1 ? null : new XAttribute("stroke-width", Number(line.WidthPx)),
            line.DashesPx is { Count: > 0 } dashes ? new XAttribute("stroke-dasharray", string.Join(' ', dashes.Select(Number))) : null,
            round ? new XAttribute("stroke-linecap", "round") : null,
            round ? new XAttribute("stroke-linejoin", "round") : null);
    }

    private XElement Text(TextRun text)
    {
        var (x, y) = (Number(text.At.X), Number(text.At.Y));
        return new XElement(
            Svg + "text",
            new XAttribute("x", x),
            new XAttribute("y", y),
            new XAttribute("font-size", Number(text.SizePx)),
            text.Weight == FontWeight.Regular ? null : new XAttribute("font-weight", (int)text.Weight),
            text.Anchor == TextAnchor.Start ? null : new XAttribute("text-anchor", text.Anchor == TextAnchor.Middle ? "middle" : "end"),
            text.Upward ? new XAttribute("transform", $"rotate(-90 {x} {y})") : null,
            Paint("fill", text.Ink),
            Printable(text.Text));
    }

    /// <summary>A presentation attribute, not a style, which a content security policy may forbid.</summary>
    private IEnumerable<XAttribute> Paint(string attribute, Ink ink)
    {
        var hex = ink.Fallback.Hex;
        yield return new XAttribute(attribute, _themed && ink.CssVariable is { } variable ? $"var({variable}, {hex})" : hex);
        if (ink.Fallback.A < 255)
            yield return new XAttribute(attribute + "-opacity", (ink.Fallback.A / 255.0).ToString("0.###", CultureInfo.InvariantCulture));
    }

    private static string Path(IEnumerable<Point> points, bool closed)
    {
        var path = new StringBuilder();
        foreach (var point in points)
            path.Append(path.Length == 0 ? 'M' : 'L').Append(Number(point.X)).Append(' ').Append(Number(point.Y));
        return path.Append(closed && path.Length > 0 ? "Z" : "").ToString();
    }

    /// <summary>To the nearest hundredth, without trailing zeros or a minus before zero.</summary>
    private static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    private static XAttribute? Named(string name, string? value) => value is null ? null : new XAttribute(name, Printable(value));

    private static XElement? Described(string name, string? text) => text is null ? null : new XElement(Svg + name, Printable(text));

    /// <summary>The text with U+FFFD for every character that XML has no way to write.</summary>
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            printable.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\ufffd" : rune.ToString());
        return printable.ToString();
    }
}
