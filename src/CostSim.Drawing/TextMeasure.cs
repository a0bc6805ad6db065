namespace CostSim.Drawing;

/// <summary>
/// The size of text as the PNG draws it, for layouts that reserve space. A viewer without Inter draws an SVG with another font: leave
/// a tenth more for Regular and a fifth for SemiBold, which may become bold.
/// </summary>
public static class TextMeasure
{
    /// <summary>The advance width of a text in px.</summary>
    public static double Width(string text, double sizePx, FontWeight weight = FontWeight.Regular)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Measured at one size and scaled: widths are proportional to the size.
        using var font = Inter.FontOf(weight, UnitPx);
        return font.MeasureText(text) * (sizePx / UnitPx);
    }

    private const double UnitPx = 1024;
}
