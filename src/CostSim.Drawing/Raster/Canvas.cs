namespace CostSim.Drawing.Raster;

/// <summary>An opaque picture in memory: rows from the top, three bytes (red, green, blue) a pixel.</summary>
/// <remarks>
/// Colours mix in sRGB as they are, without linear light. It is what browsers do with an SVG, so both pictures look alike, and it keeps
/// small dark text on a light ground from looking thin.
/// </remarks>
internal sealed class Canvas(int width, int height)
{
    public const int BytesPerPixel = 3;

    /// <summary>From here on a blend is the colour itself, to the nearest value: most of a filled area, whose sums of edges may miss 255 by their rounding.</summary>
    private const float AlphaOfAll = 254.9f;

    private readonly byte[] _pixels = new byte[width * height * BytesPerPixel];

    public int Width => width;

    public int Height => height;

    public ReadOnlySpan<byte> Row(int y) => _pixels.AsSpan(y * width * BytesPerPixel, width * BytesPerPixel);

    /// <summary>Paints every pixel with a colour on white.</summary>
    public void Clear(Color color)
    {
        ReadOnlySpan<byte> pixel = [Blend(255, color.R, color.A), Blend(255, color.G, color.A), Blend(255, color.B, color.A)];
        var row = _pixels.AsSpan(0, width * BytesPerPixel);
        for (var i = 0; i < row.Length; i += BytesPerPixel)
            pixel.CopyTo(row[i..]);
        for (var y = 1; y < height; y++)
            row.CopyTo(_pixels.AsSpan(y * row.Length));
    }

    /// <summary>Paints a colour through a mask of the same size, and empties the mask.</summary>
    public void Paint(CoverageMask mask, Color color)
    {
        for (var y = 0; y < height; y++)
        {
            var coverage = mask.TakeRow(y, out var firstColumn);
            if (coverage.IsEmpty)
                continue;
            var pixels = _pixels.AsSpan((y * width + firstColumn) * BytesPerPixel, coverage.Length * BytesPerPixel);
            for (var i = 0; i < coverage.Length; i++)
            {
                var alpha = coverage[i] * color.A;
                var pixel = pixels.Slice(BytesPerPixel * i, BytesPerPixel);
                if (alpha >= AlphaOfAll)
                {
                    (pixel[0], pixel[1], pixel[2]) = (color.R, color.G, color.B);
                    continue;
                }

                pixel[0] = Blend(pixel[0], color.R, alpha);
                pixel[1] = Blend(pixel[1], color.G, alpha);
                pixel[2] = Blend(pixel[2], color.B, alpha);
            }
        }
    }

    /// <summary>What is below, moved towards the colour by alpha / 255, to the nearest value.</summary>
    private static byte Blend(byte below, byte color, float alpha) => (byte)(below + (color - below) * alpha / 255 + 0.5f);
}
