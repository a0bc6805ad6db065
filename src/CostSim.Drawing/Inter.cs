using SkiaSharp;

namespace CostSim.Drawing;

/// <summary>
/// The typeface of all text, Inter by Rasmus Andersson (SIL Open Font Licence). It is embedded, because a machine without fonts would
/// silently produce pictures without text.
/// </summary>
internal static class Inter
{
    private static readonly Lazy<SKTypeface> Regular = new(() => Load("/Assets/Inter-Regular.ttf"));
    private static readonly Lazy<SKTypeface> SemiBold = new(() => Load("/Assets/Inter-SemiBold.ttf"));

    /// <summary>
    /// A new font for the caller: typefaces can be shared between threads, fonts cannot. Without hinting, which depends on the machine.
    /// </summary>
    public static SKFont FontOf(FontWeight weight, double sizePx) => new(Of(weight), (float)sizePx)
    {
        Edging = SKFontEdging.Antialias,
        Hinting = SKFontHinting.None,
        Subpixel = true,
        LinearMetrics = true,
    };

    private static SKTypeface Of(FontWeight weight) => weight switch
    {
        FontWeight.Regular => Regular.Value,
        FontWeight.SemiBold => SemiBold.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(weight), weight, "Inter is packaged as Regular and SemiBold."),
    };

    private static SKTypeface Load(string asset)
    {
        using var data = SKData.CreateCopy(InterAssets.Read(asset));
        return SKTypeface.FromData(data) ?? throw new InvalidDataException($"The asset {asset} is not a font.");
    }
}
