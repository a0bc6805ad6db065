namespace CostSim.Drawing;

/// <summary>How a line ends, and turns.</summary>
public enum LineEnds
{
    /// <summary>Cut at the end point; corners are pointed, and bevelled where the point would reach beyond four half widths.</summary>
    Butt,

    /// <summary>A half disc at each end; corners are round.</summary>
    Round,
}

/// <summary>A stroked line through points. One that ends where it began is closed: its ends are joined like any corner.</summary>
/// <param name="Points">The corners, in order. A line without length is a dot where its ends are round, else invisible.</param>
/// <param name="Ink">The ink of the stroke. Where a translucent line crosses itself it does not get darker.</param>
/// <param name="WidthPx">The width of the stroke, above 0. A horizontal or vertical line of 1 px is crisp on half coordinates.</param>
/// <param name="DashesPx">Lengths of dash, gap, dash, … from the first point on, each at least 0.1; null or empty for a solid line.</param>
/// <param name="Ends">How the line, or each dash of it, ends and turns.</param>
public sealed record Polyline(
    IReadOnlyList<Point> Points, Ink Ink, double WidthPx = 1, IReadOnlyList<double>? DashesPx = null, LineEnds Ends = LineEnds.Butt) : Shape
{
    /// <summary>The shortest dash or gap, in px. Shorter ones cannot be seen, and a line would have no end of them.</summary>
    private const double ShortestDashPx = 0.1;

    internal override void Validate()
    {
        RequireSize(WidthPx, "The width of a line");
        foreach (var point in Points)
            RequirePoint(point);
        foreach (var dash in DashesPx ?? [])
            if (!(dash is >= ShortestDashPx and <= LimitPx))
                throw new ArgumentException(FormattableString.Invariant($"A dash is {ShortestDashPx} to {LimitPx} px, not {dash}."));
    }
}
