using CostSim.Drawing.Fonts;

namespace CostSim.Drawing.Raster;

/// <summary>Paints the shapes of a scene, one after another, on a canvas.</summary>
internal sealed class Painter
{
    /// <summary>How far, in pixels, an edge of a letter may run beside its curve.</summary>
    private const double TolerancePixels = 0.03;

    private readonly Canvas _canvas;
    private readonly CoverageMask _mask;
    private readonly double _scale;

    private Painter(Canvas canvas, double scale)
    {
        _canvas = canvas;
        _mask = new CoverageMask(canvas.Width, canvas.Height);
        _scale = scale;
    }

    /// <param name="scale">Pixels for one px of the scene.</param>
    public static Canvas Paint(Scene scene, double scale)
    {
        var canvas = new Canvas((int)Math.Ceiling(scene.WidthPx * scale), (int)Math.Ceiling(scene.HeightPx * scale));
        canvas.Clear(scene.Background?.Fallback ?? Color.White);
        new Painter(canvas, scale).Paint(scene);
        return canvas;
    }

    private void Paint(Layer layer)
    {
        foreach (var shape in layer.Shapes)
        {
            switch (shape)
            {
                case Polygon polygon:
                    foreach (var contour in polygon.Contours)
                        _mask.Add(Scaled(contour));
                    _canvas.Paint(_mask, polygon.Fill.Fallback);
                    break;
                case Polyline line:
                    AddLine(line);
                    _canvas.Paint(_mask, line.Ink.Fallback);
                    break;
                case TextRun text:
                    AddText(text);
                    _canvas.Paint(_mask, text.Ink.Fallback);
                    break;
                case Group group:
                    Paint(group.Content);
                    break;
            }
        }
    }

    private void AddLine(Polyline line)
    {
        var points = Scaled(line.Points);
        if (line.DashesPx is not { Count: > 0 } pattern)
        {
            Stroke.Add(_mask, points, line.WidthPx * _scale, line.Ends);
            return;
        }
        foreach (var dash in Dashes.Cut(points, [.. pattern.Select(length => length * _scale)]))
            Stroke.Add(_mask, dash, line.WidthPx * _scale, line.Ends);
    }

    private void AddText(TextRun text)
    {
        var font = InterFont.Of(text.Weight);
        var size = text.SizePx * _scale / font.UnitsPerEm;
        var width = TextMeasure.Width(text.Text, text.SizePx, text.Weight) * _scale;
        var along = text.Anchor switch { TextAnchor.Middle => -width / 2, TextAnchor.End => -width, _ => 0 };
        // A baseline between two rows of pixels would blur the foot of every letter.
        var at = text.At * _scale;
        at = text.Upward ? at with { X = Math.Round(at.X) } : at with { Y = Math.Round(at.Y) };

        foreach (var rune in text.Text.EnumerateRunes())
        {
            var glyph = font.GlyphOf(rune.Value);
            foreach (var contour in font.Outline(glyph).Flatten(TolerancePixels / size))
            {
                for (var i = 0; i < contour.Count; i++)
                {
                    var (x, y) = (along + contour[i].X * size, contour[i].Y * size);
                    contour[i] = text.Upward ? new Point(at.X - y, at.Y - x) : new Point(at.X + x, at.Y - y);
                }
                _mask.Add(contour);
            }
            along += font.AdvanceUnits(glyph) * size;
        }
    }

    private Point[] Scaled(IReadOnlyList<Point> points)
    {
        var scaled = new Point[points.Count];
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] = points[i] * _scale;
        return scaled;
    }
}
