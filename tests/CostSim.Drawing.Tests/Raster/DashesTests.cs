using CostSim.Drawing.Raster;

namespace CostSim.Drawing.Tests.Raster;

public class DashesTests
{
    [Fact]
    public void Dashes_and_gaps_alternate_from_the_first_point()
    {
        var dashes = Dashes.Cut([new(0, 0), new(10, 0)], [3, 2]).ToList();
        Assert.Equal<Point>([new(0, 0), new(3, 0)], dashes[0]);
        Assert.Equal<Point>([new(5, 0), new(8, 0)], dashes[1]);
        Assert.Equal(2, dashes.Count);
    }

    [Fact]
    public void A_dash_goes_around_a_corner()
    {
        var dashes = Dashes.Cut([new(0, 0), new(4, 0), new(4, 4)], [3, 2, 2, 9]).ToList();
        Assert.Equal<Point>([new(0, 0), new(3, 0)], dashes[0]);
        Assert.Equal<Point>([new(4, 1), new(4, 3)], dashes[1]);
        Assert.Equal<Point>([new(0, 0), new(4, 0), new(4, 1)], Dashes.Cut([new(0, 0), new(4, 0), new(4, 4)], [5, 9]).Single());
    }

    [Fact]
    public void An_odd_pattern_swaps_roles_each_time()
    {
        var starts = Dashes.Cut([new(0, 0), new(9.5, 0)], [1, 2, 3]).Select(dash => (dash[0].X, dash[^1].X));
        Assert.Equal([(0, 1), (3, 6), (7, 9)], starts);
    }

    [Fact]
    public void A_line_shorter_than_its_first_dash_is_whole() =>
        Assert.Equal<Point>([new(0, 0), new(1, 1)], Dashes.Cut([new(0, 0), new(1, 1)], [5, 5]).Single());
}
