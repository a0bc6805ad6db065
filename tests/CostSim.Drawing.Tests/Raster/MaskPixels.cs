using CostSim.Drawing.Raster;

namespace CostSim.Drawing.Tests.Raster;

/// <summary>The coverage of every pixel, taken out of a mask.</summary>
internal static class MaskPixels
{
    /// <summary>Sums of single-precision areas come this close to the true ones.</summary>
    public const double Tolerance = 1e-5;

    public static double[,] Take(CoverageMask mask)
    {
        var pixels = new double[mask.Height, mask.Width];
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.TakeRow(y, out var first);
            for (var i = 0; i < row.Length; i++)
                pixels[y, first + i] = row[i];
        }
        return pixels;
    }

    public static double Area(double[,] pixels) => pixels.Cast<double>().Sum();

    public static double AreaOf(params Point[][] contours)
    {
        var mask = new CoverageMask(64, 64);
        foreach (var contour in contours)
            mask.Add(contour);
        return Area(Take(mask));
    }

    public static Point[] Rectangle(double x, double y, double width, double height) =>
        [new(x, y), new(x + width, y), new(x + width, y + height), new(x, y + height)];
}
