using ScottPlot;
using SkiaSharp;

namespace CostSim.Drawing;

/// <summary>
/// Texts, lines and boxes on and around the data of a figure, positioned in px from the top left corner of the picture. ScottPlot draws
/// them last, also outside the axes. Its own labels are positioned by their size in one font; these have a baseline and an anchor, so that
/// an SVG is correct with any font.
/// </summary>
public sealed class Lettering : IPlottable, IRenderLast
{
    private readonly List<TextRun> _texts = [];
    private readonly List<Action<RenderPack>> _marks = [];

    bool IPlottable.IsVisible { get; set; } = true;

    IAxes IPlottable.Axes { get; set; } = new Axes();

    IEnumerable<LegendItem> IPlottable.LegendItems => LegendItem.None;

    /// <summary>The texts, in the order in which they were added.</summary>
    public IReadOnlyList<TextRun> Texts => _texts;

    /// <summary>Whether <see cref="IRenderLast.RenderLast"/> draws the texts; an SVG writes them as text instead.</summary>
    internal bool DrawsTexts { get; set; } = true;

    /// <summary>Adds a text with its anchor at (x, y), on the baseline.</summary>
    public void Text(
        string text, double x, double y, double sizePx, Ink ink,
        FontWeight weight = FontWeight.Regular, TextAnchor anchor = TextAnchor.Start, bool upward = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        _texts.Add(new TextRun(text, x, y, sizePx, ink, weight, anchor, upward));
    }

    /// <summary>Adds a straight line, solid, or of dashes with gaps between them.</summary>
    public void Line(double x1, double y1, double x2, double y2, Ink ink, double widthPx = 1, Dashes? dashes = null)
    {
        var style = new LineStyle((float)widthPx, ink.Color);
        _marks.Add(pack =>
        {
            // One path of separate strokes: an SVG canvas does not support dash patterns.
            using var path = new SKPath();
            var length = Math.Sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
            var (dash, period) = dashes is { } given ? (given.DashPx, given.DashPx + given.GapPx) : (length, double.PositiveInfinity);
            for (var from = 0.0; from < length; from += period)
            {
                path.MoveTo(At(from / length));
                path.LineTo(At(Math.Min(from + dash, length) / length));
            }

            ScottPlot.Drawing.DrawPath(pack.Canvas, pack.Paint, path, style);
        });

        SKPoint At(double share) => new((float)(x1 + share * (x2 - x1)), (float)(y1 + share * (y2 - y1)));
    }

    /// <summary>Adds a filled box, given by its top left corner.</summary>
    public void Box(double x, double y, double width, double height, Ink ink)
    {
        var style = new FillStyle { Color = ink.Color };
        var box = new PixelRect((float)x, (float)(x + width), (float)(y + height), (float)y);
        _marks.Add(pack => ScottPlot.Drawing.FillRectangle(pack.Canvas, box, pack.Paint, style));
    }

    AxisLimits IPlottable.GetAxisLimits() => AxisLimits.NoLimits;

    void IPlottable.Render(RenderPack rp)
    {
    }

    void IRenderLast.RenderLast(RenderPack rp)
    {
        foreach (var mark in _marks)
            mark(rp);
        if (!DrawsTexts)
            return;
        foreach (var text in _texts)
            Draw(rp.Canvas, text);
    }

    private static void Draw(SKCanvas canvas, TextRun text)
    {
        using var font = Inter.FontOf(text.Weight, text.SizePx);
        using var paint = new SKPaint { Color = text.Ink.Color.ToSKColor(), IsAntialias = true };
        var align = text.Anchor switch
        {
            TextAnchor.Middle => SKTextAlign.Center,
            TextAnchor.End => SKTextAlign.Right,
            _ => SKTextAlign.Left,
        };
        canvas.Save();
        canvas.Translate((float)text.X, (float)text.Y);
        if (text.Upward)
            canvas.RotateDegrees(-90);
        canvas.DrawText(text.Text, 0, 0, align, font, paint);
        canvas.Restore();
    }
}

/// <summary>The pattern of a dashed line.</summary>
/// <param name="DashPx">Length of a dash, above 0.</param>
/// <param name="GapPx">Length of a gap, above 0.</param>
public readonly record struct Dashes(double DashPx, double GapPx);
