namespace CostSim.Drawing;

/// <summary>
/// Something a scene can hold: a <see cref="Polygon"/>, a <see cref="Polyline"/>, a <see cref="TextRun"/> or a <see cref="Group"/>.
/// </summary>
public abstract record Shape
{
    /// <summary>The largest coordinate and size, in px: far beyond any picture, and small enough for exact arithmetic.</summary>
    public const double LimitPx = 1_000_000;

    private protected Shape()
    {
    }

    /// <summary>Throws an <see cref="ArgumentException"/> where the shape has a value that cannot be drawn.</summary>
    internal abstract void Validate();

    private protected static void RequirePoint(Point point)
    {
        if (!(Math.Abs(point.X) <= LimitPx && Math.Abs(point.Y) <= LimitPx))
            throw new ArgumentException(FormattableString.Invariant(
                $"A coordinate lies within ±{LimitPx} px, not at ({point.X}, {point.Y})."));
    }

    private protected static void RequireSize(double size, string what)
    {
        if (!(size is > 0 and <= LimitPx))
            throw new ArgumentException(FormattableString.Invariant($"{what} is above 0 and at most {LimitPx} px, not {size}."));
    }
}
