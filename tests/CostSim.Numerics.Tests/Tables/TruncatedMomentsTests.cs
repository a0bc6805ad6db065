using CostSim.Numerics.Distributions;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Tests.Tables;

/// <summary>Moments up to a threshold against closed forms.</summary>
public class TruncatedMomentsTests
{
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.7)]
    [InlineData(1)]
    [InlineData(3.3)]
    [InlineData(40)]
    public void Of_a_lognormal_law(double x)
    {
        const double Sigma = 0.9;
        var (chance, first, second, third) = new TruncatedMoments(WeightedValues.Of(QuantileFunction.Of(new Lognormal(0, Sigma)))).Below(x);
        double[] moments = [chance, first, second, third];

        for (var k = 0; k < moments.Length; k++)
        {
            var all = Math.Exp(k * k * Sigma * Sigma / 2);
            Assert.Equal(all * Normal.Standard.Cdf(Math.Log(x) / Sigma - k * Sigma), moments[k], (k < 2 ? 1e-5 : 1e-4) * all);
        }
    }

    [Fact]
    public void A_value_counts_from_its_own_place_on()
    {
        var law = new TruncatedMoments(WeightedValues.Of(new StepQuantile([1, 2, 4], [0.25, 0.25, 0.5])));

        Assert.Equal(default, law.Below(0.999));
        Assert.Equal(new PartialMoments(0.5, 0.75, 1.25, 2.25), law.Below(2));
        Assert.Equal(new PartialMoments(0.5, 0.75, 1.25, 2.25), law.Below(3.999));
        Assert.Equal(new PartialMoments(1, 2.75, 9.25, 34.25), law.All);
    }

    [Fact]
    public void Neighbourhoods_cover_the_law()
    {
        var law = WeightedValues.Of(QuantileFunction.Of(new Lognormal(0, 1)));
        var spread = law.Spread(300);

        Assert.InRange(spread.Count, 200, 700);
        Assert.Equal(1, spread.Sum(value => value.Weight), 1e-12);
        Assert.Equal(law.Mean, spread.Sum(value => value.Weight * value.Value), 1e-5 * law.Mean);
        Assert.All(spread.Zip(spread.Skip(1)), pair => Assert.True(pair.Second.Value > pair.First.Value));
        Assert.Equal([0, 0], WeightedValues.Of(new StepQuantile([1, 2], [0.5, 0.5])).Spread(300).Select(value => value.HalfWidth));
    }
}
