using SkiaSharp;

namespace CostSim.Drawing;

/// <summary>Writes a figure as a PNG picture. One figure gives the same bytes from run to run, and on any thread.</summary>
public static class PngWriter
{
    /// <summary>
    /// No row filters, and half the default effort. Plots have flat colours and repeated letters, which filters only make larger; the
    /// library's default tries all filters for each row and takes three times as long.
    /// </summary>
    private static readonly SKPngEncoderOptions Effort = new(SKPngEncoderFilterFlags.None, 3);

    /// <param name="figure">The figure.</param>
    /// <param name="stream">The output stream.</param>
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
