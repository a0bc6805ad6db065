using CostSim.Drawing.Fonts;

namespace CostSim.Drawing.Tests.Fonts;

public class GlyphOutlineTests
{
    [Fact]
    public void Straight_contours_stay_as_they_are()
    {
        var outline = new GlyphOutline([[new(0, 0, true), new(10, 0, true), new(10, 10, true)]]);
        Assert.Equal<Point>([new(0, 0), new(10, 0), new(10, 10), new(0, 0)], outline.Flatten(0.1).Single());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.01)]
    public void A_curve_is_followed_within_the_tolerance(double tolerance)
    {
        // y = x² / 100 between (−100, 100) and (100, 100), whose tangents meet at (0, −100).
        // A chord from x = a to x = b lies (b − a)² / 400 above it.
        var outline = new GlyphOutline([[new(-100, 100, true), new(0, -100, false), new(100, 100, true)]]);
        var points = outline.Flatten(tolerance).Single();
        for (var i = 0; i < points.Count - 1; i++)
        {
            Assert.Equal(points[i].X * points[i].X / 100, points[i].Y, 1e-9);
            if (i > 0)
                Assert.InRange(Math.Pow(points[i].X - points[i - 1].X, 2) / 400, 0, tolerance * (1 + 1e-9));
        }
        Assert.InRange(points.Count, 4, 4 + 10 / Math.Sqrt(tolerance));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Where_a_contour_starts_does_not_matter(int start)
    {
        // Four control points and nothing on the curve but what is implied between them; its area is 5/6 of the square's.
        OutlinePoint[] square = [new(0, 0, false), new(60, 0, false), new(60, 60, false), new(0, 60, false)];
        Assert.Equal(3000, Area([.. square[start..], .. square[..start]]), 0.2);

        // The same curve with two of those points written out.
        OutlinePoint[] mixed =
            [new(30, 0, true), new(60, 0, false), new(60, 60, false), new(30, 60, true), new(0, 60, false), new(0, 0, false)];
        Assert.Equal(3000, Area([.. mixed[start..], .. mixed[..start]]), 0.2);
    }

    private static double Area(OutlinePoint[] contour)
    {
        var points = new GlyphOutline([contour]).Flatten(0.001).Single();
        return points.Zip(points.Skip(1).Append(points[0]), (a, b) => (a.X * b.Y - b.X * a.Y) / 2).Sum();
    }
}
