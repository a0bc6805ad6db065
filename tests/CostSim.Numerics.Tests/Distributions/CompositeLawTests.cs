using CostSim.Numerics.Distributions;

namespace CostSim.Numerics.Tests.Distributions;

/// <summary>Laws cut, clipped and mixed, against closed forms.</summary>
public class CompositeLawTests
{
    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0.5, 0.6)]
    [InlineData(2, 4)]
    [InlineData(-3, -1)]
    public void A_truncated_normal_has_the_moments_of_the_textbook(double a, double b)
    {
        var cut = new Truncated(new Normal(10, 3), 10 + 3 * a, 10 + 3 * b);
        var (mass, fall) = (Phi(b) - Phi(a), Density(a) - Density(b));
        var mean = fall / mass;
        var variance = 1 + (a * Density(a) - b * Density(b)) / mass - mean * mean;

        Assert.Equal(10 + 3 * mean, cut.Mean, 1e-9);
        Assert.Equal(9 * variance, cut.Variance, 1e-9);
        Assert.Equal(Density(a) / mass / 3, cut.Density(10 + 3 * a), 1e-12);
        Assert.Equal(0.25, cut.Cdf(cut.Quantile(0.25)), 1e-12);
        Assert.Equal(cut.Quantile(0.75), cut.UpperQuantile(0.25), 1e-12);
        Assert.Equal((10 + 3 * a, 10 + 3 * b), (cut.Min, cut.Max));
    }

    [Fact]
    public void A_lognormal_cut_at_one_end_keeps_the_digits_of_its_other_tail()
    {
        var law = new Lognormal(2, 0.7);
        var cut = new Truncated(law, 0, law.Quantile(0.8));

        Assert.Equal(law.Quantile(0.8e-10), cut.Quantile(1e-10), 1e-14);
        Assert.Equal(1, cut.Cdf(law.Quantile(0.8)), 1e-14);
    }

    [Fact]
    public void What_is_cut_to_a_part_of_a_uniform_is_uniform()
    {
        var cut = Law.Of(new Uniform(0, 10)).Truncate(4, 20)!;

        Assert.Equal((4, 10), (cut.Min, cut.Max));
        Assert.Equal(7, cut.Mean, 1e-12);
        Assert.Equal(3, cut.Variance, 1e-12);
    }

    [Fact]
    public void Nothing_may_be_left()
    {
        Assert.Null(Law.Of(new Uniform(0, 10)).Truncate(11, 12));
        Assert.Null(Law.Of(new Normal(0, 1)).Truncate(7, 9)); // 1e-12 of it
        Assert.NotNull(Law.Of(new Normal(0, 1)).Truncate(5.5, 9)); // 2e-8 of it
        Assert.Null(Law.Of([(1, 0.5), (2, 0.5)]).Truncate(1.5, 1.9));
    }

    [Fact]
    public void Values_are_cut_with_their_ends()
    {
        var cut = Law.Of([(1, 0.2), (2, 0.3), (3, 0.5)]).Truncate(2, 3)!;

        Assert.Equal([(2, 0.375), (3, 0.625)], cut.Atoms.Select(atom => (atom.Value, Math.Round(atom.Probability, 14))));
        Assert.Equal(2.625, cut.Mean, 1e-14);
    }

    [Fact]
    public void Clipping_moves_what_lies_outside_to_the_ends()
    {
        // Half of a standard normal clipped at 0: mean φ(0), second moment one half.
        var law = Law.Of(new Normal(0, 1)).Clip(0, 50);

        Assert.Equal((0, 0.5), law.Atoms.First());
        Assert.Equal(Density(0), law.Mean, 1e-9);
        Assert.Equal(0.5 - Density(0) * Density(0), law.Variance, 1e-9);
        Assert.Equal((0, 0.5), (law.Below(0), law.Cdf(0)));
        Assert.Equal(0, law.Quantile(0.4));
        Assert.Equal(new Normal(0, 1).Quantile(0.9), law.Quantile(0.9), 1e-12);
    }

    [Fact]
    public void A_mixture_has_the_moments_and_quantiles_of_its_parts()
    {
        // Thirds of [0, 1], [4, 6] and the value 2: mean 7.5/3; second moment (1/3 + (25 + 1/3) + 4)/3.
        var law = Law.Mixture([(1 / 3.0, Law.Of(new Uniform(0, 1))), (1 / 3.0, Law.Of(new Uniform(4, 6))), (1 / 3.0, Law.Of([(2, 1)]))]);

        Assert.Equal(2.5, law.Mean, 1e-12);
        Assert.Equal((1 / 3.0 + 25 + 1 / 3.0 + 4) / 3 - 6.25, law.Variance, 1e-12);
        Assert.Equal([0.75, 2, 2, 5], new[] { 0.25, 0.34, 0.66, 5 / 6.0 }.Select(p => Math.Round(law.Quantile(p), 9)));
    }

    [Fact]
    public void A_blend_finds_its_quantiles_on_both_sides()
    {
        var blend = new Blend([(0.5, new Lognormal(0, 1)), (0.5, new Lognormal(3, 0.2))]);

        foreach (var p in new[] { 1e-10, 1e-3, 0.25, 0.5, 0.75, 0.999 })
            Assert.Equal(1, blend.Cdf(blend.Quantile(p)) / p, 1e-9);
        foreach (var q in new[] { 1e-10, 1e-3, 0.25, 0.5 })
            Assert.Equal(1, (1 - blend.Cdf(blend.UpperQuantile(q))) / q, 1e-5);
    }

    [Fact]
    public void Lognormals_are_found_from_moments_and_from_percentiles()
    {
        var moments = Lognormal.FromMoments(7, 3);
        Assert.Equal(7, moments.Mean, 1e-12);
        Assert.Equal(9, moments.Variance, 1e-12);

        var percentiles = Lognormal.FromPercentiles(0.1, 800, 0.95, 3000);
        Assert.Equal(800, percentiles.Quantile(0.1), 1e-9);
        Assert.Equal(3000, percentiles.Quantile(0.95), 1e-9);

        var normal = Normal.FromPercentiles(0.2, 4, 0.6, 9);
        Assert.Equal(4, normal.Quantile(0.2), 1e-12);
        Assert.Equal(9, normal.Quantile(0.6), 1e-12);
    }

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    private static double Phi(double z) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, z);
}
