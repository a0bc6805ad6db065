using CostSim.Engine.Planning.Collapse;

namespace CostSim.Engine.Tests.Planning.Collapse;

public class EvenPointsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_eighth_of_every_dimension_has_nearly_an_eighth_of_the_points(int dimensions)
    {
        const int Points = 512;
        var points = new EvenPoints(dimensions);
        for (var dimension = 0; dimension < dimensions; dimension++)
        {
            var counts = new int[8];
            for (var point = 0; point < Points; point++)
                counts[(int)(8 * points.At(point, dimension))]++;

            Assert.All(counts, count => Assert.InRange(count, 56, 72));
        }
    }

    [Fact]
    public void In_one_dimension_they_are_multiples_of_the_golden_ratio() =>
        Assert.Equal((0.5 + 3 * (Math.Sqrt(5) - 1) / 2) % 1, new EvenPoints(1).At(2, 0), 1e-12);
}
