namespace CostSim.Engine.Planning;

/// <summary>
/// The least and the greatest value of a nonnegative quantity; the greatest is infinite if there is no limit.
/// </summary>
public sealed record Bounds(double Min, double Max)
{
    public static readonly Bounds Zero = new(0, 0);

    public static Bounds Of(double value) => new(value, value);

    public static Bounds operator +(Bounds a, Bounds b) => new(a.Min + b.Min, a.Max + b.Max);

    public static Bounds operator *(Bounds a, Bounds b) => new(a.Min * b.Min, Product(a.Max, b.Max));

    public static Bounds operator *(Bounds a, double b) => a * Of(b);

    /// <summary>Zero times infinity is zero here.</summary>
    private static double Product(double a, double b) => a == 0 || b == 0 ? 0 : a * b;
}
