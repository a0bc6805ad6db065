using CostSim.Drawing.Raster;

namespace CostSim.Drawing;

/// <summary>
/// Writes a scene as a PNG picture, with smooth edges and the fallback colour of every ink. One scene gives the same pixels on every
/// machine, and the same bytes with the same version of the runtime, whose compressor may change.
/// </summary>
public static class PngWriter
{
    /// <summary>The most pixels of a picture; above it, memory would go before the picture is any use.</summary>
    public const int PixelsMax = 100_000_000;

    /// <summary>The density at which CSS shows one px as one pixel: 96 to the inch.</summary>
    private const double CssPixelsPerMetre = 96 / 0.0254;

    /// <param name="scale">Pixels for one px of the scene, above 0; 2 is crisp on a dense display and in print.</param>
    /// <exception cref="ArgumentOutOfRangeException">The picture would have more than <see cref="PixelsMax"/> pixels.</exception>
    public static byte[] Write(Scene scene, double scale = 2)
    {
        var stream = new MemoryStream();
        Write(scene, stream, scale);
        return stream.ToArray();
    }

    /// <inheritdoc cref="Write(Scene, double)"/>
    public static void Write(Scene scene, Stream stream, double scale = 2)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(stream);
        if (!(scale > 0 && Math.Ceiling(scene.WidthPx * scale) * Math.Ceiling(scene.HeightPx * scale) <= PixelsMax))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, $"The scale is above 0 and gives at most {PixelsMax} pixels.");
        var canvas = Painter.Paint(scene, scale);
        PngFile.Write(canvas, (int)Math.Round(CssPixelsPerMetre * scale), stream);
    }
}
