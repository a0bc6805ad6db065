using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using SkiaSharp;

namespace CostSim.Drawing;

/// <summary>
/// Writes a figure as SVG: ScottPlot's drawing, cleaned up for pages and accessibility. Texts remain texts with anchors, it has a viewBox,
/// a title and a description, coordinates have at most two decimals, and it has no styles, scripts or ids, so that it works under a strict
/// content security policy and next to other drawings. One figure gives the same text from run to run, and on any thread.
/// </summary>
public static partial class SvgWriter
{
    /// <summary>The font of all text: Inter if the viewer has it, otherwise the system font.</summary>
    public const string FontFamily = "Inter, system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The colours that the canvas writes as names.</summary>
    private static readonly Dictionary<string, string> NamedColors = new() { ["black"] = "#000000", ["white"] = "#ffffff" };

    /// <summary>The figure as an SVG file (UTF-8).</summary>
    public static void Write(Figure figure, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(stream);
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using var writer = XmlWriter.Create(stream, settings);
        new XDocument(Root(figure, [])).Save(writer);
    }

    /// <summary>The figure as an element to put into an HTML page.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="inks">The inks that use their CSS variable there.</param>
    public static XElement Inline(Figure figure, IEnumerable<Ink> inks)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return Root(figure, inks.ToDictionary(ink => ink.Hex, ink => $"var({ink.CssVariable}, {ink.Hex})"));
    }

    private static XElement Root(Figure figure, Dictionary<string, string> paints) => new(
        Svg + "svg",
        new XAttribute("width", figure.WidthPx),
        new XAttribute("height", figure.HeightPx),
        new XAttribute("viewBox", $"0 0 {figure.WidthPx} {figure.HeightPx}"),
        new XAttribute("role", "img"),
        new XAttribute("font-family", FontFamily),
        new XElement(Svg + "title", Printable(figure.Title)),
        new XElement(Svg + "desc", Printable(figure.Description)),
        Shapes(figure, paints),
        figure.AxisData.Count == 0 ? null : new XElement(
            Svg + "g", new XAttribute("class", "cost-axis"),
            figure.AxisData.Select(
                datum => new XAttribute($"data-{datum.Key}", datum.Value.ToString("R", CultureInfo.InvariantCulture)))),
        figure.Lettering.Texts.Select(text => Text(text, paints)));

    /// <summary>
    /// Everything except the texts. Clips are removed: only intended content is outside the axes, and clip ids are numbered across the
    /// process.
    /// </summary>
    private static IEnumerable<XElement> Shapes(Figure figure, Dictionary<string, string> paints)
    {
        var drawn = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, figure.WidthPx, figure.HeightPx), drawn))
            figure.Render(canvas, withTexts: false);
        drawn.Position = 0;
        return XDocument.Load(drawn).Descendants()
            .Where(element =>
                element.Name.LocalName is "rect" or "path" or "line" or "polyline" or "polygon"
                    && element.Parent!.Name.LocalName != "clipPath" && element.Attribute("d")?.Value != "")
            .Select(
                element =>
                    new XElement(Svg + element.Name.LocalName,
                        element.Attributes().Where(attribute => attribute.Name != "stroke-miterlimit").Select(
                            attribute => Attribute(attribute, paints))));
    }

    private static XAttribute Attribute(XAttribute attribute, Dictionary<string, string> paints) => attribute.Name.LocalName switch
    {
        "fill" or "stroke" when attribute.Value != "none" => new XAttribute(attribute.Name, Paint(attribute.Value, paints)),
        _ => new XAttribute(attribute.Name,
            LongNumber.Replace(attribute.Value, number => Number(double.Parse(number.ValueSpan, CultureInfo.InvariantCulture)))),
    };

    private static XElement Text(TextRun text, Dictionary<string, string> paints)
    {
        var (x, y) = (Number(text.X), Number(text.Y));
        return new XElement(
            Svg + "text",
            new XAttribute("x", x),
            new XAttribute("y", y),
            new XAttribute("font-size", Number(text.SizePx)),
            text.Weight == FontWeight.Regular ? null : new XAttribute("font-weight", (int)text.Weight),
            text.Anchor == TextAnchor.Start ? null : new XAttribute("text-anchor", text.Anchor == TextAnchor.Middle ? "middle" : "end"),
            text.Upward ? new XAttribute("transform", $"rotate(-90 {x} {y})") : null,
            new XAttribute("fill", Paint(text.Ink.Hex, paints)),
            Printable(text.Text));
    }

    /// <summary>The value as a presentation attribute instead of a style, which a content security policy may forbid.</summary>
    private static string Paint(string color, Dictionary<string, string> paints)
    {
        var hex = NamedColors.GetValueOrDefault(color) ?? color.ToLowerInvariant();
        return paints.GetValueOrDefault(hex) ?? hex;
    }

    /// <summary>To the nearest hundredth, without trailing zeros or a minus before zero.</summary>
    private static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The text with U+FFFD for every character that XML cannot represent.</summary>
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            printable.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\ufffd" : rune.ToString());
        return printable.ToString();
    }

    [GeneratedRegex(@"-?[0-9]+\.[0-9]+(e-?[0-9]+)?")]
    private static partial Regex LongNumber { get; }
}
