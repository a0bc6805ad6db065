using SkiaSharp;

namespace CostSim.Drawing;

/// <summary>Writes a figure as a PNG picture. One figure gives the same bytes from run to run, and on any thread.</summary>
public static class PngWriter
{
    /// <summary>
    /// Rows as they are, and half of the usual effort. Plots are flat colours and repeated letters, which differences to a neighbour only
    /// make longer; the library's own choice tries all filters row by row, in three times the time.
    /// </summary>
    private static readonly SKPngEncoderOptions Effort = new(SKPngEncoderFilterFlags.None, 3);

    /// <param name="figure">What is drawn.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="scale">Pixels for one px of the figure, above 0; 2 is crisp on a dense display and in print.</param>
    public static void Write(Figure figure, Stream stream, float scale = 2)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(stream);
        var size = new SKImageInfo((int)(figure.WidthPx * scale), (int)(figure.HeightPx * scale), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var surface = SKSurface.Create(size)
            ?? throw new InvalidOperationException($"A picture of {size.Width} × {size.Height} pixels cannot be made.");
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        figure.Render(surface.Canvas, withTexts: true);
        using var pixels = surface.PeekPixels();
        using var encoded = pixels.Encode(Effort) ?? throw new InvalidOperationException("The picture cannot be encoded.");
        encoded.SaveTo(stream);
    }
}
