using CostSim.Drawing.Raster;
using static CostSim.Drawing.Tests.Raster.MaskPixels;

namespace CostSim.Drawing.Tests.Raster;

/// <summary>
/// A round line is, by definition, all places within half its width of a segment: that distance, computed here without any polygon, is the
/// reference for joins and caps.
/// </summary>
public class StrokeTests
{
    private const int Size = 48;

    public static TheoryData<double> Turns() => new(-120, -90, -45, -10, -1, -0.01, 0, 0.01, 1, 10, 45, 90, 120);

    /// <summary>Turns so sharp that the arms overlap along their length.</summary>
    public static TheoryData<double> SharpTurns() => new(-179.9, -170, -150, 150, 170, 179.9, 180);

    [Theory]
    [InlineData(10.5, 10.5, 40.5, 10.5, 1)]
    [InlineData(10.2, 10.9, 40.7, 33.3, 3.3)]
    [InlineData(40.7, 33.3, 10.2, 10.9, 0.5)]
    [InlineData(20, 45, 20.001, 3, 2)]
    public void A_butt_segment_covers_length_times_width(double x1, double y1, double x2, double y2, double width)
    {
        var area = new Point(x2 - x1, y2 - y1).Length * width;
        Assert.Equal(area, Area(Draw([new(x1, y1), new(x2, y2)], width, LineEnds.Butt)), 1e-3);
    }

    [Fact]
    public void Round_ends_add_a_disc()
    {
        var area = 20 * 6 + Math.PI * 9;
        Assert.Equal(area, Area(Draw([new(10, 20), new(30, 20)], 6, LineEnds.Round)), 0.15);
        Assert.Equal(Math.PI * 9, Area(Draw([new(20, 20)], 6, LineEnds.Round)), 0.15);
        Assert.Equal(0, Area(Draw([new(20, 20), new(20, 20)], 6, LineEnds.Butt)));
    }

    [Theory]
    [MemberData(nameof(Turns))]
    public void A_round_join_has_neither_hole_nor_bump(double turnDegrees)
    {
        foreach (var width in new[] { 1.0, 2.5, 9 })
        {
            var line = Turned(turnDegrees);
            AssertMatchesDistance(Draw(line, width, LineEnds.Round), line, width);

            // Two arms and a disc in halves; the turn adds a sector outside and takes a kite inside.
            var (half, turn) = (width / 2, Math.Abs(turnDegrees) * Math.PI / 180);
            var area = 32 * width + half * half * (Math.PI + turn / 2 - Math.Tan(turn / 2));
            Assert.Equal(area, Area(Draw(line, width, LineEnds.Round)), 0.07);
        }
    }

    [Theory]
    [MemberData(nameof(SharpTurns))]
    public void A_sharp_join_has_no_hole(double turnDegrees)
    {
        var line = Turned(turnDegrees);
        var pixels = Draw(line, 9, LineEnds.Round);
        Assert.Equal(0, Holes(pixels, line, 9));
        Assert.Equal(0, Spots(pixels, line, 9));
    }

    [Fact]
    public void Segments_shorter_than_the_line_is_wide_leave_no_hole()
    {
        Point[] line = [new(20, 20), new(22, 21), new(21, 23), new(24, 24), new(23, 21), new(26, 26)];
        var pixels = Draw(line, 12, LineEnds.Round);
        Assert.Equal(0, Holes(pixels, line, 12));
        Assert.Equal(0, Spots(pixels, line, 12));
    }

    [Fact]
    public void A_curve_of_many_short_segments_is_even()
    {
        var line = Enumerable.Range(0, 120).Select(i => new Point(4 + i / 3.0, 24 + 12 * Math.Sin(i / 24.0))).ToArray();
        AssertMatchesDistance(Draw(line, 4, LineEnds.Round), line, 4);
    }

    [Fact]
    public void A_wedge_wound_against_its_segments_would_be_found()
    {
        var line = Turned(90);
        var mask = new CoverageMask(Size, Size);
        Stroke.Add(mask, line, 9, LineEnds.Round);
        mask.Add([line[1], line[1] + new Point(4.5, 0), line[1] + new Point(0, -4.5)]);
        var right = Take(mask);
        Stroke.Add(mask, line, 9, LineEnds.Round);
        mask.Add([line[1], line[1] + new Point(0, -4.5), line[1] + new Point(4.5, 0)]);
        var wrong = Take(mask);

        // One of the two is wound like the stroke and changes nothing inside it, the other cuts a hole.
        Assert.NotEqual(Holes(right, line, 9) == 0, Holes(wrong, line, 9) == 0);
    }

    [Theory]
    [MemberData(nameof(Turns))]
    public void A_butt_line_covers_the_inside_of_its_segments(double turnDegrees)
    {
        var line = Turned(turnDegrees);
        var pixels = Draw(line, 9, LineEnds.Butt);
        Assert.Equal(0, Count((center, x, y) =>
            Math.Min((center - line[0]).Length, (center - line[^1]).Length) > 6 &&
            Distance(center, line) < 9 / 2.0 - 0.75 && Math.Abs(pixels[y, x] - 1) > Tolerance));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    public void A_right_angle_has_a_pointed_corner(double turnDegrees)
    {
        // Two arms of 16 × 6 that share a quarter of the corner's square; the miter adds the quarter outside.
        Assert.Equal(2 * 16 * 6 - 9 + 9, Area(Draw(Turned(turnDegrees), 6, LineEnds.Butt)), 1e-3);
    }

    [Fact]
    public void A_sharp_corner_is_bevelled()
    {
        // SVG cuts a corner whose point would reach beyond 4 half widths: below about 29 degrees between the arms.
        double Tip(double between)
        {
            var pixels = Draw(Turned(180 - between), 6, LineEnds.Butt);
            return Enumerable.Range(0, Size).Where(x => Enumerable.Range(0, Size).Any(y => pixels[y, x] > 0.01)).Max() - 24;
        }
        Assert.InRange(Tip(32), 8, 12);
        Assert.InRange(Tip(26), 0, 4);
    }

    [Fact]
    public void A_closed_line_is_joined_at_its_seam()
    {
        Point[] frame = [new(10, 10), new(30, 10), new(30, 25), new(10, 25), new(10, 10)];
        Assert.Equal(24 * 19 - 16 * 11, Area(Draw(frame, 4, LineEnds.Butt)), 1e-3);
        AssertMatchesDistance(Draw(frame, 4, LineEnds.Round), frame, 4);
    }

    private static Point[] Turned(double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return [new(8, 24), new(24, 24), new(24 + 16 * cos, 24 + 16 * sin)];
    }

    private static double[,] Draw(Point[] points, double width, LineEnds ends)
    {
        var mask = new CoverageMask(Size, Size);
        Stroke.Add(mask, points, width, ends);
        return Take(mask);
    }

    /// <summary>How many pixels lie wholly within the line but are not full.</summary>
    private static int Holes(double[,] pixels, Point[] line, double width) =>
        Count((center, x, y) => Distance(center, line) < width / 2 - 0.75 && Math.Abs(pixels[y, x] - 1) > Tolerance);

    /// <summary>How many pixels lie wholly outside the line but are not empty.</summary>
    private static int Spots(double[,] pixels, Point[] line, double width) =>
        Count((center, x, y) => Distance(center, line) > width / 2 + 0.75 && pixels[y, x] > Tolerance);

    private static int Count(Func<Point, int, int, bool> isCounted) => Enumerable.Range(0, Size * Size)
        .Count(i => isCounted(new Point(i % Size + 0.5, i / Size + 0.5), i % Size, i / Size));

    private static void AssertMatchesDistance(double[,] pixels, Point[] line, double width)
    {
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                var expected = CoverageByDistance(x, y, line, width / 2);
                // The sample points tell the place of an edge to about a twentieth of a pixel.
                Assert.True(
                    Math.Abs(expected - pixels[y, x]) < 0.08,
                    FormattableString.Invariant($"Pixel ({x}, {y}) is covered {pixels[y, x]:0.###}, not {expected:0.###}."));
            }
        }
        Assert.Equal(0, Holes(pixels, line, width));
        Assert.Equal(0, Spots(pixels, line, width));
    }

    /// <summary>The part of 64 points, spread evenly along both axes (Hammersley), that are near enough to the line.</summary>
    private static double CoverageByDistance(int x, int y, Point[] line, double half)
    {
        var fromEdge = Distance(new Point(x + 0.5, y + 0.5), line) - half;
        if (Math.Abs(fromEdge) > 0.75)
            return fromEdge < 0 ? 1 : 0;
        var inside = 0;
        for (var i = 0; i < 64; i++)
        {
            var reversed = Enumerable.Range(0, 6).Sum(bit => (i >> bit & 1) << (5 - bit));
            inside += Distance(new Point(x + (i + 0.5) / 64, y + (reversed + 0.5) / 64), line) <= half ? 1 : 0;
        }
        return inside / 64.0;
    }

    private static double Distance(Point p, Point[] line)
    {
        var nearest = double.MaxValue;
        for (var i = 1; i < line.Length; i++)
        {
            var (a, along) = (line[i - 1], line[i] - line[i - 1]);
            var t = ((p.X - a.X) * along.X + (p.Y - a.Y) * along.Y) / (along.Length * along.Length);
            nearest = Math.Min(nearest, (p - a - along * Math.Clamp(t, 0, 1)).Length);
        }
        return nearest;
    }
}
