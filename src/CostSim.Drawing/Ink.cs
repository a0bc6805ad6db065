namespace CostSim.Drawing;

/// <summary>What a shape is painted with: a colour, which a page with themes may replace through a CSS variable.</summary>
/// <param name="Fallback">The colour of the PNG, of the stand-alone SVG file, and of a page that does not define the variable.</param>
/// <param name="CssVariable">The name of the variable, such as <c>--grid</c>, or null. The opacity always comes from the fallback.</param>
public readonly record struct Ink(Color Fallback, string? CssVariable = null)
{
    public static implicit operator Ink(Color color) => new(color);

    public static Ink FromColor(Color color) => new(color);

    /// <summary>The same ink with another opacity, 0 (invisible) to 1 (opaque).</summary>
    public Ink WithOpacity(double opacity) => this with { Fallback = Fallback.WithOpacity(opacity) };
}
