using CostSim.Numerics.Distributions;

namespace CostSim.Numerics.Tests.Distributions;

public class MetalogTests
{
    private static readonly double Ln9 = Math.Log(9);

    [Fact]
    public void Two_percentiles_make_a_logistic_law()
    {
        // p10 and p90 of a logistic law stand ln 9 scales from its middle; its variance is (π·scale)²/3.
        var law = new Metalog([(0.1, 10 - 2 * Ln9), (0.9, 10 + 2 * Ln9)]);

        Assert.Null(law.Fault());
        Assert.Equal(10 + 2 * Math.Log(0.3 / 0.7), law.Quantile(0.3), 1e-12);
        Assert.Equal(10 - 2 * Math.Log(1e-12), law.UpperQuantile(1e-12), 1e-9);
        Assert.Equal(10, law.Mean, 1e-9);
        Assert.Equal(4 * Math.PI * Math.PI / 3, law.Variance, 1e-7);
        Assert.Equal(0.3 * 0.7 / 2, law.Density(law.Quantile(0.3)), 1e-12);
    }

    [Fact]
    public void With_a_minimum_the_logarithm_is_logistic()
    {
        // A log-logistic law of scale 1/4: mean e^μ·(π/4)/sin(π/4), second moment e^2μ·(π/2)/sin(π/2).
        var law = new Metalog([(0.1, 3 + Math.Exp(1 - Ln9 / 4)), (0.9, 3 + Math.Exp(1 + Ln9 / 4))], min: 3);
        var mean = Math.E * Math.PI / 4 / Math.Sin(Math.PI / 4);

        Assert.True(law.HasVariance);
        Assert.Equal(3 + Math.E, law.Quantile(0.5), 1e-12);
        Assert.Equal(3 + mean, law.Mean, 1e-8);
        Assert.Equal(Math.E * Math.E * Math.PI / 2 - mean * mean, law.Variance, 1e-6);
        Assert.Equal((3, double.PositiveInfinity), (law.Min, law.Max));
    }

    [Theory]
    [InlineData(0.4, true)]
    [InlineData(0.6, false)] // no variance
    [InlineData(1.2, false)] // no mean
    public void A_tail_without_variance_is_told(double scale, bool expected) => Assert.Equal(
        expected, new Metalog([(0.1, Math.Exp(-scale * Ln9)), (0.9, Math.Exp(scale * Ln9))], min: 0).HasVariance);

    [Fact]
    public void Between_two_ends_the_log_odds_are_logistic()
    {
        var law = new Metalog([(0.25, 2), (0.75, 4)], 1, 5);

        Assert.Equal(3, law.Quantile(0.5), 1e-12); // symmetric
        Assert.Equal(3, law.Mean, 1e-9);
        Assert.Equal(2, law.Quantile(0.25), 1e-12);
        Assert.InRange(law.Quantile(1e-300), 1, 1.0001);
        Assert.InRange(law.UpperQuantile(1e-300), 4.9999, 5);
    }

    /// <summary>
    /// Three percentiles that stand unevenly are a law as long as the middle one divides the distance no more unevenly than 1 : 5 (0.16671
    /// in Keelin 2016).
    /// </summary>
    [Theory]
    [InlineData(0.1670, true)]
    [InlineData(0.1664, false)]
    [InlineData(0.8330, true)]
    [InlineData(0.8336, false)]
    public void Three_percentiles_are_a_law_as_far_as_the_literature_says(double place, bool expected)
    {
        var law = new Metalog([(0.1, 0), (0.5, place), (0.9, 1)]);

        Assert.Equal(expected, law.Fault() is null);
    }

    public static TheoryData<double[], double?, double?> Percentiles => new()
    {
        { [0.1, 400, 0.5, 900, 0.9, 2500], 0, 8000 },
        { [0.1, 400, 0.5, 900, 0.9, 2500], 0, null },
        { [0.05, 400, 0.5, 900, 0.75, 1200, 0.95, 1900], 100, null },
        { [0.05, 1, 0.25, 2, 0.5, 3, 0.75, 4.1, 0.95, 6], null, null },
        { [0.05, 21, 0.25, 47, 0.5, 80, 0.75, 137, 0.95, 298], 0, null },
        { [0.1, 5, 0.5, 7, 0.9, 8], null, 9 },
    };

    [Theory, MemberData(nameof(Percentiles))]
    public void A_law_goes_through_its_own_percentiles(double[] pairs, double? min, double? max)
    {
        var percentiles = Enumerable.Range(0, pairs.Length / 2).Select(i => (pairs[2 * i], pairs[2 * i + 1])).ToList();
        var law = new Metalog(percentiles, min ?? double.NegativeInfinity, max ?? double.PositiveInfinity);

        Assert.Null(law.Fault());
        foreach (var (p, value) in percentiles)
        {
            Assert.Equal(1, law.Quantile(p) / value, 1e-9);
            Assert.Equal(1, law.UpperQuantile(1 - p) / value, 1e-9);
            Assert.Equal(p, law.Cdf(value), 1e-9);
        }

        // The density is the slope of the probability.
        for (var p = 0.001; p < 1; p += 0.037)
        {
            var x = law.Quantile(p);
            var step = Math.Abs(x) * 1e-6;
            Assert.Equal(1, (law.Cdf(x + step) - law.Cdf(x - step)) / (2 * step) / law.Density(x), 1e-5);
        }
    }
}
