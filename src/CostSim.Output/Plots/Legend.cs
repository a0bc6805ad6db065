using CostSim.Drawing;

namespace CostSim.Output.Plots;

/// <summary>The line below a title that says what the inks of bars mean.</summary>
internal static class Legend
{
    private const double Baseline = 88;
    private const double SizePx = 12;
    private const double SwatchPx = 12;

    /// <param name="pen">Draws it.</param>
    /// <param name="widening">By how much the font of a viewer may be wider.</param>
    /// <param name="entries">The inks, from left to right, with their words.</param>
    public static void Draw(Lettering pen, double widening, params ReadOnlySpan<(Ink Ink, string Words)> entries)
    {
        var x = 28.0;
        foreach (var (ink, words) in entries)
        {
            pen.Box(x, Baseline - 10, SwatchPx, SwatchPx, ink);
            pen.Text(words, x + 18, Baseline, SizePx, Palette.Muted);
            x += 18 + TextMeasure.Width(words, SizePx) * widening + 26;
        }
    }
}
