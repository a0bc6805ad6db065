using CostSim.Drawing.Raster;
using static CostSim.Drawing.Tests.Raster.MaskPixels;

namespace CostSim.Drawing.Tests.Raster;

public class CoverageMaskTests
{
    [Fact]
    public void A_rectangle_covers_its_part_of_each_pixel()
    {
        var mask = new CoverageMask(4, 3);
        mask.Add(Rectangle(0.5, 0.25, 2.25, 1.5));
        double[,] expected =
        {
            { 0.375, 0.75, 0.5625, 0 },
            { 0.375, 0.75, 0.5625, 0 },
            { 0, 0, 0, 0 },
        };
        Assert.Equal(expected, Take(mask));
    }

    [Fact]
    public void A_diagonal_halves_the_pixels_it_crosses()
    {
        var mask = new CoverageMask(3, 3);
        mask.Add([new(0, 0), new(3, 3), new(0, 3)]);
        double[,] expected = { { 0.5, 0, 0 }, { 1, 0.5, 0 }, { 1, 1, 0.5 } };
        Assert.Equal(expected, Take(mask));
    }

    [Fact]
    public void A_flat_edge_covers_a_slice_of_each_pixel()
    {
        // y = x / 4 over one row: the parts above it are 1/8, 3/8, 5/8 and 7/8.
        var mask = new CoverageMask(4, 1);
        mask.Add([new(0, 0), new(4, 0), new(4, 1)]);
        double[,] expected = { { 0.125, 0.375, 0.625, 0.875 } };
        Assert.Equal(expected, Take(mask));
    }

    [Theory]
    [InlineData(3.1, 2.7, 50.3, 11.9, 20.2, 60.6)]
    [InlineData(0, 0, 64, 0.1, 0, 0.2)]
    [InlineData(30.01, 1, 30.02, 63, 30.4, 32)]
    [InlineData(10, 10, 10.3, 10.1, 10.2, 10.9)]
    public void A_triangle_covers_its_area_either_way_round(double ax, double ay, double bx, double by, double cx, double cy)
    {
        var area = Math.Abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
        Assert.Equal(area, AreaOf((Point[])[new(ax, ay), new(bx, by), new(cx, cy)]), Tolerance * Math.Max(1, area));
        Assert.Equal(area, AreaOf((Point[])[new(cx, cy), new(bx, by), new(ax, ay)]), Tolerance * Math.Max(1, area));
    }

    [Fact]
    public void A_circle_covers_its_area()
    {
        const int corners = 500;
        const double radius = 25.3;
        var circle = Enumerable.Range(0, corners).Select(i => i * 2 * Math.PI / corners)
            .Select(angle => new Point(31.7 + radius * Math.Cos(angle), 32.1 + radius * Math.Sin(angle))).ToArray();
        var polygonArea = corners / 2.0 * radius * radius * Math.Sin(2 * Math.PI / corners);
        Assert.Equal(polygonArea, AreaOf(circle), 1e-3);
        Assert.Equal(Math.PI * radius * radius, AreaOf(circle), 0.1);
    }

    [Fact]
    public void Overlapping_contours_of_one_direction_cover_their_union()
    {
        // On whole pixels where edges cross, the union is exact.
        Assert.Equal(100 + 100 - 25, AreaOf(Rectangle(10, 10, 10, 10), Rectangle(15, 15, 10, 10)), Tolerance);
        // Elsewhere the four pixels in which edges cross may count an overlap twice.
        var union = 100 + 100 - 4.7 * 4.7;
        Assert.InRange(AreaOf(Rectangle(10.3, 10.3, 10, 10), Rectangle(15.6, 15.6, 10, 10)), union, union + 2);
    }

    [Fact]
    public void A_contour_the_other_way_is_a_hole_and_one_the_same_way_is_not()
    {
        var outer = Rectangle(5.5, 5.5, 30, 30);
        var inner = Rectangle(10.25, 10.25, 10, 10);
        Assert.Equal(900, AreaOf(outer, inner), 1e-3);
        Array.Reverse(inner);
        Assert.Equal(800, AreaOf(outer, inner), 1e-3);
    }

    [Fact]
    public void Neighbours_that_share_a_slanted_edge_leave_no_seam()
    {
        var mask = new CoverageMask(20, 20);
        mask.Add([new(2, 2), new(11.3, 2), new(7.1, 18), new(2, 18)]);
        mask.Add([new(11.3, 2), new(18, 2), new(18, 18), new(7.1, 18)]);
        var pixels = Take(mask);
        for (var y = 2; y < 18; y++)
            for (var x = 2; x < 18; x++)
                Assert.Equal(1, pixels[y, x], Tolerance);
    }

    [Theory]
    [InlineData(-10, -10, 30, 20, 20 * 10)]
    [InlineData(50, 50, 1000, 1000, 14 * 14)]
    [InlineData(-1e6, 3, 2e6, 0.5, 64 * 0.5)]
    [InlineData(-20, 0, 10, 64, 0)]
    [InlineData(64, 0, 10, 64, 0)]
    [InlineData(0, 64, 64, 10, 0)]
    [InlineData(-5, -5, 74, 74, 64 * 64)]
    public void What_is_outside_is_cut_off(double x, double y, double width, double height, double area) =>
        Assert.Equal(area, AreaOf(Rectangle(x, y, width, height)), Tolerance * Math.Max(1, area));

    [Fact]
    public void A_slanted_edge_is_cut_where_it_leaves()
    {
        // The diamond |x| + |y| ≤ 40 about the corner (0, 0): a quarter of it is inside, a triangle of 40 × 40 / 2.
        Assert.Equal(800, AreaOf((Point[])[new(-40, 0), new(0, -40), new(40, 0), new(0, 40)]), 1e-2);
        // About the corner (64, 64), likewise.
        Assert.Equal(800, AreaOf((Point[])[new(24, 64), new(64, 24), new(104, 64), new(64, 104)]), 1e-2);
    }

    [Fact]
    public void A_mask_is_empty_after_it_was_taken()
    {
        var mask = new CoverageMask(64, 64);
        mask.Add(Rectangle(-3.3, 5, 90, 20.2));
        Take(mask);
        Assert.Equal(0, Area(Take(mask)));
        mask.Add(Rectangle(1, 1, 2, 2));
        Assert.Equal(4, Area(Take(mask)), Tolerance);
    }

    [Fact]
    public void Random_triangles_agree_with_a_count_of_sample_points()
    {
        const int samples = 16;
        var random = new Random(7);
        for (var trial = 0; trial < 40; trial++)
        {
            var corners = Enumerable.Range(0, 3)
                .Select(_ => new Point(random.NextDouble() * 30 - 6, random.NextDouble() * 30 - 6)).ToArray();
            var mask = new CoverageMask(18, 18);
            mask.Add(corners);
            var pixels = Take(mask);
            for (var y = 0; y < 18; y++)
            {
                for (var x = 0; x < 18; x++)
                {
                    var inside = 0;
                    for (var i = 0; i < samples * samples; i++)
                    {
                        var sample = new Point(x + (i % samples + 0.5) / samples, y + (i / samples + 0.5) / samples);
                        inside += IsInside(corners, sample) ? 1 : 0;
                    }
                    Assert.Equal((double)inside / (samples * samples), pixels[y, x], 0.09);
                }
            }
        }
    }

    private static bool IsInside(Point[] corners, Point p)
    {
        double Side(int i)
        {
            var (a, b) = (corners[i], corners[(i + 1) % 3]);
            return (b.X - a.X) * (p.Y - a.Y) - (b.Y - a.Y) * (p.X - a.X);
        }
        return (Side(0) >= 0) == (Side(1) >= 0) && (Side(1) >= 0) == (Side(2) >= 0);
    }
}
