namespace CostSim.Drawing;

/// <summary>A place in a scene, in px: x to the right and y down from the top left corner.</summary>
public readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public static Point operator -(Point a) => new(-a.X, -a.Y);

    public static Point operator *(Point a, double factor) => new(a.X * factor, a.Y * factor);

    public static Point Add(Point left, Point right) => left + right;

    public static Point Subtract(Point left, Point right) => left - right;

    public static Point Negate(Point item) => -item;

    public static Point Multiply(Point left, double right) => left * right;

    /// <summary>The distance from the origin.</summary>
    public double Length => Math.Sqrt(X * X + Y * Y);
}
