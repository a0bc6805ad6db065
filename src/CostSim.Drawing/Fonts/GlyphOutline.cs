namespace CostSim.Drawing.Fonts;

/// <summary>A point of an outline, in font units with y up: on the curve, or the control point of a quadratic curve.</summary>
internal readonly record struct OutlinePoint(double X, double Y, bool OnCurve);

/// <summary>
/// The contours of a glyph: lines and quadratic Bézier curves. Between two control points in a row lies a point on the curve.
/// </summary>
internal sealed record GlyphOutline(IReadOnlyList<OutlinePoint[]> Contours)
{
    public static GlyphOutline Empty { get; } = new([]);

    /// <summary>The contours as closed polygons of points on the curve.</summary>
    /// <param name="tolerance">How far, in font units, an edge may run beside its curve.</param>
    public IEnumerable<List<Point>> Flatten(double tolerance)
    {
        foreach (var contour in Contours)
        {
            var polygon = new List<Point>(2 * contour.Length);
            // Starting in the middle of a curve is the one case with no point on the curve to start from.
            var first = Array.FindIndex(contour, point => point.OnCurve);
            var start = first >= 0 ? Place(contour[first]) : Middle(Place(contour[0]), Place(contour[^1]));
            var current = start;
            Point? control = null;
            polygon.Add(start);
            for (var i = 1; i <= contour.Length; i++)
            {
                var next = contour[(first + i) % contour.Length];
                if (next.OnCurve)
                {
                    AddCurve(polygon, current, control, Place(next), tolerance);
                    (current, control) = (Place(next), null);
                }
                else
                {
                    if (control is { } previous)
                    {
                        var between = Middle(previous, Place(next));
                        AddCurve(polygon, current, previous, between, tolerance);
                        current = between;
                    }
                    control = Place(next);
                }
            }
            if (control is not null)
                AddCurve(polygon, current, control, start, tolerance);
            yield return polygon;
        }
    }

    /// <summary>Adds the curve without its first point. n equal steps run beside it by at most |a − 2c + b| / 4n².</summary>
    private static void AddCurve(List<Point> polygon, Point from, Point? control, Point to, double tolerance)
    {
        if (control is { } c)
        {
            var bend = (from - c * 2 + to).Length;
            var steps = (int)Math.Ceiling(Math.Sqrt(bend / (4 * tolerance)));
            for (var i = 1; i < steps; i++)
            {
                var t = (double)i / steps;
                polygon.Add(from * ((1 - t) * (1 - t)) + c * (2 * t * (1 - t)) + to * (t * t));
            }
        }
        polygon.Add(to);
    }

    private static Point Place(OutlinePoint point) => new(point.X, point.Y);

    private static Point Middle(Point a, Point b) => (a + b) * 0.5;
}
