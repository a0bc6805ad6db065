using CostSim.Drawing.Fonts;

namespace CostSim.Drawing;

/// <summary>
/// The size of text as the PNG draws it, for layouts that reserve space. A viewer without Inter draws an SVG with another font: leave
/// a tenth more for Regular and a fifth for SemiBold, which may become bold.
/// </summary>
public static class TextMeasure
{
    /// <summary>The distance in px that a text advances along its baseline.</summary>
    public static double Width(string text, double sizePx, FontWeight weight = FontWeight.Regular)
    {
        ArgumentNullException.ThrowIfNull(text);
        var font = InterFont.Of(weight);
        long units = 0;
        foreach (var rune in text.EnumerateRunes())
            units += font.AdvanceUnits(font.GlyphOf(rune.Value));
        return units * sizePx / font.UnitsPerEm;
    }

    /// <summary>The height in px of a capital or digit above the baseline. Half of it below a line centres a label on that line.</summary>
    public static double CapHeight(double sizePx, FontWeight weight = FontWeight.Regular)
    {
        var font = InterFont.Of(weight);
        return font.CapHeightUnits * sizePx / font.UnitsPerEm;
    }
}
