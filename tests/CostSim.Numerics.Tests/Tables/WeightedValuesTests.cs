using CostSim.Numerics.Distributions;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Tests.Tables;

/// <summary>Laws as values with weights, against closed forms of their moments and against the words.</summary>
public class WeightedValuesTests
{
    private static readonly double Outermost = -Normal.Standard.Quantile(Math.ScaleB(1, -33));

    [Fact]
    public void Moments_of_a_uniform_law()
    {
        var law = WeightedValues.Of(QuantileFunction.Of(new Uniform(0.3, 2)));

        AssertMoments(law, k => (Math.Pow(2, k + 1) - Math.Pow(0.3, k + 1)) / ((k + 1) * 1.7));
    }

    [Theory]
    [InlineData(1, 2.5, 7)]
    [InlineData(0, 0, 3)]
    [InlineData(0, 3, 3)]
    public void Moments_of_a_triangular_law(double min, double mode, double max)
    {
        // The second divided difference of x^(k + 2), which is the sum of all products of k of the three ends.
        double Moment(int k)
        {
            var sum = 0.0;
            for (var i = 0; i <= k; i++)
            {
                for (var j = 0; j <= k - i; j++)
                    sum += Math.Pow(min, i) * Math.Pow(mode, j) * Math.Pow(max, k - i - j);
            }

            return 2 * sum / ((k + 1) * (k + 2));
        }

        AssertMoments(WeightedValues.Of(QuantileFunction.Of(new Triangular(min, mode, max))), Moment);
    }

    [Theory]
    [InlineData(0.8, 1, 1.5, 4)]
    [InlineData(0, 1, 30, 4)]
    [InlineData(2, 2, 9, 4)]
    [InlineData(0, 4, 5, 20)]
    public void Moments_of_a_pert_law(double min, double mode, double max, double lambda)
    {
        var (alpha, beta) = (1 + lambda * (mode - min) / (max - min), 1 + lambda * (max - mode) / (max - min));
        double Moment(int k)
        {
            var (sum, beta_k, binomial) = (0.0, 1.0, 1.0);
            for (var j = 0; j <= k; j++)
            {
                sum += binomial * beta_k * Math.Pow(max - min, j) * Math.Pow(min, k - j);
                beta_k *= (alpha + j) / (alpha + beta + j);
                binomial *= (double)(k - j) / (j + 1);
            }

            return sum;
        }

        AssertMoments(WeightedValues.Of(QuantileFunction.Of(new Pert(min, mode, max, lambda))), Moment);
    }

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(100, 10_000)]
    [InlineData(1, 1_000_000)]
    public void Moments_of_a_log_uniform_law(double min, double max) => AssertMoments(
        WeightedValues.Of(QuantileFunction.Of(new LogUniform(min, max))),
        k => (Math.Pow(max, k) - Math.Pow(min, k)) / (k * Math.Log(max / min)));

    [Theory]
    [InlineData(0.47)]
    [InlineData(1.27)]
    [InlineData(2)]
    public void Moments_of_a_lognormal_law_as_far_as_a_word_reaches(double sigma)
    {
        var law = WeightedValues.Of(QuantileFunction.Of(new Lognormal(0.3, sigma)));

        AssertMoments(law, k =>
        {
            var s = k * sigma;
            var ends = Math.ScaleB(Math.Exp(s * Outermost) + Math.Exp(-s * Outermost), -33);
            var between = Math.Exp(s * s / 2) * (Normal.Standard.Cdf(Outermost - s) - Normal.Standard.Cdf(-Outermost - s));
            return Math.Exp(0.3 * k) * (ends + between);
        });
        Assert.InRange(law.Values.Length, 200, 1000);
    }

    [Fact]
    public void Moments_of_a_truncated_lognormal_law()
    {
        var whole = new Lognormal(0, 1);
        var law = WeightedValues.Of(QuantileFunction.Of(new Truncated(whole, 0.2, 5)));
        var (low, high) = (Math.Log(0.2), Math.Log(5));

        AssertMoments(law, k => Math.Exp(k * k / 2.0) * (Normal.Standard.Cdf(high - k) - Normal.Standard.Cdf(low - k))
            / (Normal.Standard.Cdf(high) - Normal.Standard.Cdf(low)));
    }

    [Fact]
    public void Moments_of_a_mixture_with_values()
    {
        var law = WeightedValues.Of(
            QuantileFunction.Of(
                Law.Mixture([(0.25, Law.Of([(0.0, 1.0)])), (0.25, Law.Of(new Uniform(1, 4))), (0.5, Law.Of(new Uniform(3, 5)))])));

        Assert.Equal((0, 0.25), (law.Values[0], Math.Round(law.Weights[0], 12)));
        AssertMoments(law, k => (0.25 * (Math.Pow(4, k + 1) - 1) / 3 + 0.5 * (Math.Pow(5, k + 1) - Math.Pow(3, k + 1)) / 2) / (k + 1));
    }

    [Fact]
    public void Values_have_the_probabilities_of_their_words()
    {
        var steps = WeightedValues.Of(new StepQuantile([1, 2, 4], [0.1, 0.2, 0.7]));
        var list = WeightedValues.Of(new IndexedQuantile([1, 1, 3]));

        Assert.Equal([1, 2, 4], steps.Values);
        double[] probabilities = [Math.Round(0.1 * (1 << 30)), Math.Round(0.3 * (1 << 30)) - Math.Round(0.1 * (1 << 30)),
            (1 << 30) - Math.Round(0.3 * (1 << 30))];
        Assert.Equal(probabilities.Select(p => p / (1 << 30)), steps.Weights);
        // ⌊word·3/2^32⌋ is 2 from word 2863311531 on.
        Assert.Equal([2863311531 / 4294967296.0, (4294967296 - 2863311531) / 4294967296.0], list.Weights);
        Assert.Equal([1, 3], list.Values);
        Assert.Equal([7.0], WeightedValues.Of(new FixedQuantile(7)).Values);
    }

    [Fact]
    public void A_jump_is_met_where_it_is_named()
    {
        var quantile = QuantileFunction.Of(new Lognormal(0, 0.5));
        double[] breaks = [.. Enumerable.Range(0, 60).Select(i => (i + 0.5) / 20)];
        var exact = Enumerable.Range(0, 60).Sum(i => 1 - new Lognormal(0, 0.5).Cdf((i + 0.5) / 20));
        double Rounded(double x) => Math.Min(60, Math.Round(20 * x));

        Assert.Equal(exact, WeightedValues.Of(quantile, breaks).Expect(Rounded), 1e-9);
        Assert.True(Math.Abs(WeightedValues.Of(quantile).Expect(Rounded) - exact) > 1e-5);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(257)]
    [InlineData(2000)]
    public void A_product_has_the_first_three_moments_of_its_factors(int cells)
    {
        WeightedValues[] factors =
        [
            WeightedValues.Of(QuantileFunction.Of(new Lognormal(0, 1.27))), WeightedValues.Of(QuantileFunction.Of(new Uniform(0, 2))),
            WeightedValues.Of(new StepQuantile([0, 1], [0.25, 0.75])), WeightedValues.Of(QuantileFunction.Of(new Pert(0, 1, 5, 4))),
        ];

        var product = WeightedValues.Product(factors, cells);

        Assert.True(product.Values.Length <= cells);
        Assert.Equal((0, 0.25), (product.Values[0], Math.Round(product.Weights[0], 12)));
        Assert.All(product.Values.Zip(product.Values.Skip(1)), pair => Assert.True(pair.Second > pair.First));
        for (var k = 0; k <= 3; k++)
        {
            var exact = factors.Aggregate(1.0, (moment, factor) => moment * factor.Expect(x => Math.Pow(x, k)));
            Assert.Equal(1, product.Expect(x => Math.Pow(x, k)) / exact, 1e-10);
        }

        var fourth = factors.Aggregate(1.0, (moment, factor) => moment * factor.Expect(x => Math.Pow(x, 4)));
        Assert.Equal(1, product.Expect(x => Math.Pow(x, 4)) / fourth, cells < 100 ? 0.02 : 1e-3);
    }

    [Fact]
    public void A_thinned_law_keeps_its_first_three_moments()
    {
        var law = WeightedValues.Of(QuantileFunction.Of(new Lognormal(0, 1)));
        var thinned = law.Thinned(24);

        Assert.True(thinned.Values.Length <= 24);
        for (var k = 1; k <= 3; k++)
            Assert.Equal(1, thinned.Expect(x => Math.Pow(x, k)) / law.Expect(x => Math.Pow(x, k)), 1e-11);
        Assert.Same(law, law.Thinned(law.Values.Length));
    }

    /// <summary>
    /// Gauss's rule for a normal law of three nodes has them at 0 and ±√3, with weights 2/3 and 1/6 (Abramowitz and Stegun 1964, 25.4.46).
    /// </summary>
    [Fact]
    public void Three_nodes_of_a_normal_law_are_those_of_Hermite()
    {
        var rule = WeightedValues.Of(QuantileFunction.Of(Normal.Standard)).Gauss(3);

        Assert.All(rule.Values.Zip([-Math.Sqrt(3), 0, Math.Sqrt(3)]), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.All(rule.Weights.Zip([1 / 6.0, 2 / 3.0, 1 / 6.0]), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void A_rule_of_n_nodes_has_twice_as_many_moments_but_one(int nodes)
    {
        WeightedValues[] laws = [WeightedValues.Of(QuantileFunction.Of(new Uniform(0.5, 2))),
            WeightedValues.Of(QuantileFunction.Of(new Pert(0, 1, 5, 4))), WeightedValues.Of(QuantileFunction.Of(new Lognormal(0, 0.5)))];
        Assert.All(laws, law =>
        {
            var rule = law.Gauss(nodes);

            Assert.Equal(nodes, rule.Values.Length);
            for (var k = 0; k < 2 * nodes; k++)
                Assert.Equal(1, rule.Expect(x => Math.Pow(x, k)) / law.Expect(x => Math.Pow(x, k)), 1e-9);
            Assert.NotEqual(1, rule.Expect(x => Math.Pow(x, 2 * nodes)) / law.Expect(x => Math.Pow(x, 2 * nodes)), 1e-12);
        });
    }

    private static void AssertMoments(WeightedValues law, Func<int, double> exact)
    {
        Assert.Equal(1, law.Weights.Sum(), 1e-13);
        for (var k = 1; k <= 6; k++)
            Assert.Equal(1, law.Expect(x => Math.Pow(x, k)) / exact(k), 1e-8);
        Assert.Equal(exact(1), law.Mean, 1e-8 * exact(1));
        Assert.Equal(exact(2) - exact(1) * exact(1), law.Variance, 2e-8 * exact(2));
    }
}
