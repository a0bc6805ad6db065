namespace CostSim.Drawing.Tests;

public class TicksTests
{
    [Theory]
    [InlineData(0, 1000, 6, 200, 0, new[] { 0.0, 200, 400, 600, 800, 1000 })]
    [InlineData(0, 1, 6, 0.2, 1, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(0.05, 0.34, 4, 0.1, 1, new[] { 0.1, 0.2, 0.3 })]
    [InlineData(-3, 3, 4, 2, 0, new[] { -2.0, 0, 2 })]
    [InlineData(1234, 1239, 6, 1, 0, new[] { 1234.0, 1235, 1236, 1237, 1238, 1239 })]
    [InlineData(0, 9.5, 2, 10, 0, new[] { 0.0 })]
    [InlineData(0, 4e-7, 5, 1e-7, 7, new[] { 0, 1e-7, 2e-7, 3e-7, 4e-7 })]
    [InlineData(0, 2e15, 3, 1e15, 0, new[] { 0, 1e15, 2e15 })]
    public void Ticks_are_round_and_exact(double min, double max, int target, double step, int decimals, double[] values)
    {
        var ticks = Ticks.For(min, max, target);
        Assert.Equal(values, ticks.Values);
        Assert.Equal(step, ticks.Step);
        Assert.Equal(decimals, ticks.Decimals);
    }

    [Fact]
    public void Zero_has_no_sign() => Assert.False(double.IsNegative(Ticks.For(-1, 1, 3).Values[1]));

    [Fact]
    public void There_are_about_as_many_as_wanted_and_all_are_inside()
    {
        for (var target = 2; target <= 20; target++)
        {
            for (var max = 1e-4; max < 1e9; max *= 1.37)
            {
                var ticks = Ticks.For(-0.3 * max, max, target);
                Assert.InRange(ticks.Values.Count, target / 2 - 1, 2 * target + 1);
                Assert.All(ticks.Values, value => Assert.InRange(value, -0.3 * max * (1 + 1e-9), max * (1 + 1e-9)));
            }
        }
    }

    [Theory]
    [InlineData(1, 1, 5)]
    [InlineData(2, 1, 5)]
    [InlineData(double.NaN, 1, 5)]
    [InlineData(0, double.PositiveInfinity, 5)]
    [InlineData(1e15, 1e15 + 1, 5)]
    [InlineData(0, 1e300, 5)]
    public void A_range_without_ticks_is_refused(double min, double max, int target) =>
        Assert.Throws<ArgumentException>(() => Ticks.For(min, max, target));

    [Fact]
    public void The_number_wanted_is_sensible() => Assert.Throws<ArgumentOutOfRangeException>(() => Ticks.For(0, 1, 1));
}
