namespace CostSim.Drawing.Raster;

/// <summary>The area of a stroked line, as polygons: one for each segment, and a wedge for the gap at each turn.</summary>
/// <remarks>
/// All of them run the same way round, so that the edges they share cancel. With d the direction of a segment and n = d turned by 90°, a
/// segment runs from +n to −n; a wedge runs from u to v where u × v &lt; 0. On the inner side of a turn the segments end where their
/// sides meet, because a mask counts overlapping edges twice; where they are too short or the turn too sharp for that, they overlap.
/// </remarks>
internal sealed class Stroke
{
    /// <summary>How far, in pixels, the edges of a round end may run inside its circle.</summary>
    private const double TolerancePixels = 0.005;

    /// <summary>How far, in half widths, the point of a corner reaches at most; SVG's default.</summary>
    private const double MiterLimit = 4;

    private readonly CoverageMask _mask;
    private readonly double _half;
    private readonly bool _round;
    private readonly List<Point> _contour = [];

    private Stroke(CoverageMask mask, double width, LineEnds ends)
    {
        _mask = mask;
        _half = width / 2;
        _round = ends == LineEnds.Round;
    }

    /// <summary>Adds the area of a line to a mask; all lengths in pixels.</summary>
    public static void Add(CoverageMask mask, IReadOnlyList<Point> points, double width, LineEnds ends)
    {
        var stroke = new Stroke(mask, width, ends);
        var corners = WithoutRepeats(points);
        if (corners.Count > 1)
            stroke.AddLine(corners);
        else if (corners.Count == 1 && stroke._round)
            stroke.AddDot(corners[0]);
    }

    private void AddLine(List<Point> points)
    {
        var joints = Joints(points);
        for (var i = 1; i < points.Count; i++)
        {
            var n = Normal(Direction(points[i - 1], points[i]));
            var (from, to) = (joints[i - 1], joints[i]);
            _mask.Add(
            [
                points[i - 1], from?.InnerPlus ?? points[i - 1] + n, to?.InnerPlus ?? points[i] + n,
                points[i], to?.InnerMinus ?? points[i] - n, from?.InnerMinus ?? points[i - 1] - n,
            ]);
            if (to is not null)
                AddJoin(to);
        }
        if (_round && joints[0] is null)
        {
            AddCap(points[0], Direction(points[1], points[0]));
            AddCap(points[^1], Direction(points[^2], points[^1]));
        }
    }

    /// <summary>The joint at each point; null at the ends of an open line.</summary>
    private Joint?[] Joints(List<Point> points)
    {
        var joints = new Joint?[points.Count];
        for (var i = 1; i < points.Count - 1; i++)
            joints[i] = MakeJoint(points[i - 1], points[i], points[i + 1]);
        if (points.Count > 3 && points[0] == points[^1])
            joints[0] = joints[^1] = MakeJoint(points[^2], points[0], points[1]);
        return joints;
    }

    private Joint MakeJoint(Point from, Point corner, Point to)
    {
        var (before, after) = (Direction(from, corner), Direction(corner, to));
        var turn = Cross(before, after);
        // Straight on, there is no gap; straight back, no outer side: which way the rounding points means nothing.
        if (Math.Abs(turn) < 1e-9)
            return new Joint(corner, before, Reverses: Dot(before, after) < 0);
        var (n1, n2) = (Normal(before), Normal(after));
        var (u, v) = turn < 0 ? (n1, n2) : (-n2, -n1);
        var tip = Tip(u, v);
        // Half of a segment is for the turn at its other end.
        var fits = (tip - u).Length <= Math.Min((corner - from).Length, (to - corner).Length) / 2;
        Point? inner = fits ? corner - tip : null;
        return new Joint(corner, before, Outer: (u, v), InnerPlus: turn > 0 ? inner : null, InnerMinus: turn < 0 ? inner : null);
    }

    /// <summary>Fills the gap on the outer side of a turn.</summary>
    private void AddJoin(Joint joint)
    {
        if (joint.Reverses && _round)
            AddCap(joint.Corner, joint.Before);
        if (joint.Outer is not var (u, v))
            return;
        Begin(joint.Corner, u);
        if (_round)
            AddArc(joint.Corner, u, v);
        else if (Tip(u, v) is var tip && tip.Length <= MiterLimit * _half)
            _contour.Add(joint.Corner + tip);
        End(joint.Corner, v);
    }

    /// <summary>Half a disc, open towards where the line came from.</summary>
    private void AddCap(Point end, Point direction)
    {
        var (n, ahead) = (Normal(direction), direction * _half);
        Begin(end, n);
        AddArc(end, n, ahead);
        _contour.Add(end + ahead);
        AddArc(end, ahead, -n);
        End(end, -n);
    }

    private void AddDot(Point center)
    {
        AddCap(center, new Point(1, 0));
        AddCap(center, new Point(-1, 0));
    }

    private void Begin(Point center, Point u)
    {
        _contour.Clear();
        _contour.Add(center);
        _contour.Add(center + u);
    }

    private void End(Point center, Point v)
    {
        _contour.Add(center + v);
        _mask.Add(_contour);
    }

    /// <summary>The points of the arc between u and v, by halving: square roots round alike on every machine, sines may not.</summary>
    private void AddArc(Point center, Point u, Point v)
    {
        var middle = (u + v) * 0.5;
        if (_half - middle.Length < TolerancePixels)
            return;
        var onArc = middle * (_half / middle.Length);
        AddArc(center, u, onArc);
        _contour.Add(center + onArc);
        AddArc(center, onArc, v);
    }

    /// <summary>Where the lines through u and v, at right angles to them, meet: the outer corner; opposite it is the inner.</summary>
    private Point Tip(Point u, Point v) => (u + v) * (2 * _half * _half / Dot(u + v, u + v));

    private Point Normal(Point direction) => new Point(-direction.Y, direction.X) * _half;

    private static Point Direction(Point from, Point to) => (to - from) * (1 / (to - from).Length);

    private static double Cross(Point a, Point b) => a.X * b.Y - a.Y * b.X;

    private static double Dot(Point a, Point b) => a.X * b.X + a.Y * b.Y;

    private static List<Point> WithoutRepeats(IReadOnlyList<Point> points)
    {
        var kept = new List<Point>(points.Count);
        foreach (var point in points)
            if (kept.Count == 0 || (point - kept[^1]).Length > 1e-6)
                kept.Add(point);
        return kept;
    }

    /// <summary>A point between two segments.</summary>
    /// <param name="Before">The direction of the segment before it.</param>
    /// <param name="Reverses">Whether the line turns back on itself.</param>
    /// <param name="Outer">u and v of the gap; null without a turn.</param>
    /// <param name="InnerPlus">Where the sides at +n meet, if they are the inner ones and do.</param>
    /// <param name="InnerMinus">Where the sides at −n meet, if they are the inner ones and do.</param>
    private sealed record Joint(
        Point Corner, Point Before, bool Reverses = false,
        (Point U, Point V)? Outer = null, Point? InnerPlus = null, Point? InnerMinus = null);
}
