using ScottPlot;

namespace CostSim.Drawing;

/// <summary>A colour of a picture, which a themed page can override with a CSS variable.</summary>
/// <param name="Hex">The colour in a file, and in a page that does not define the variable: <c>#rrggbb</c> in lower case, opaque.</param>
/// <param name="CssVariable">The name of the variable, such as <c>--grid</c>.</param>
public readonly record struct Ink(string Hex, string CssVariable)
{
    public Color Color => Color.FromHex(Hex);
}
