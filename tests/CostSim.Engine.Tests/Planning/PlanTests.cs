using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;

namespace CostSim.Engine.Tests.Planning;

public class PlanTests
{
    [Fact]
    public void Steps_are_256ths_of_a_token_and_of_its_picodollars()
    {
        var plan = Planner.Build(Repository.FiftyAtoms(), 50);

        Assert.Equal(1.0 / 256, plan.UnitsPerStep(Measure.InputTokens));
        Assert.Equal(1.0 / 256, plan.UnitsPerStep(Measure.OutputTokens));
        Assert.Equal(1e-12 / 256, plan.UnitsPerStep(Measure.Cost));
        Assert.Equal(1, plan.UnitsPerStep(Measure.Calls));
    }

    [Fact]
    public void Bounds_of_measures_are_added_and_multiplied_each_by_itself()
    {
        var bounds = new MeasureBounds(new Bounds(1, 2), new Bounds(3, 4), new Bounds(5, 6), new Bounds(7, 8));
        var twice = bounds + bounds;

        Assert.Equal(twice, bounds * 2);
        Assert.Equal(
            [new Bounds(2, 4), new Bounds(6, 8), new Bounds(10, 12), new Bounds(14, 16)],
            [twice[Measure.Cost], twice[Measure.InputTokens], twice[Measure.OutputTokens], twice[Measure.Calls]]);
    }

    [Theory]
    [InlineData(2.5, 2)]
    [InlineData(3.5, 4)]
    [InlineData(2.4999, 2)]
    [InlineData(2.5001, 3)]
    public void A_rounded_share_goes_half_to_even(double units, double rounded) => Assert.Equal(rounded, CountRule.Round(units, 1));

    [Fact]
    public void A_rounded_share_is_the_rounding_of_its_decimals()
    {
        for (var thousandths = 0; thousandths <= 1000; thousandths += 3)
        {
            for (var units = 1; units <= 4_000_000; units = units * 5 / 4 + 1)
            {
                var exact = Math.Round((decimal)units * thousandths / 1000, MidpointRounding.ToEven);
                Assert.Equal((double)exact, CountRule.Round(units, thousandths / 1000.0));
            }
        }
    }
}
