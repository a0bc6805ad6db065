using CostSim.Engine.Planning;

namespace CostSim.Engine.Tests.Planning;

public class BoundsTests
{
    private const double Infinity = double.PositiveInfinity;

    [Fact]
    public void Ends_are_added_and_multiplied()
    {
        Assert.Equal(new Bounds(4, 12), new Bounds(1, 5) + new Bounds(3, 7));
        Assert.Equal(new Bounds(3, 35), new Bounds(1, 5) * new Bounds(3, 7));
        Assert.Equal(new Bounds(2, 10), new Bounds(1, 5) * 2);
    }

    [Fact]
    public void Nothing_of_the_unlimited_is_nothing()
    {
        Assert.Equal(Bounds.Zero, new Bounds(0, Infinity) * Bounds.Zero);
        Assert.Equal(Bounds.Zero, new Bounds(0, Infinity) * 0);
        Assert.Equal(new Bounds(0, Infinity), new Bounds(0, Infinity) * new Bounds(0, 1));
        Assert.Equal(new Bounds(1, Infinity), new Bounds(0, Infinity) + Bounds.Of(1));
    }
}
