using CostSim.Numerics.Distributions;

namespace CostSim.Numerics.Tests.Distributions;

/// <summary>What holds for every law, whatever its formulas.</summary>
public class LawTests
{
    public static TheoryData<string, string> All => new()
    {
        { "uniform", "0 1" }, { "uniform", "-2 5" }, { "uniform", "1000 1001" },
        { "triangular", "0.8 1 1.5" }, { "triangular", "0 0 1" }, { "triangular", "2 5 5" }, { "triangular", "-3 -1 4" },
        { "triangular", "1 1.001 1000" },
        { "pert", "0.8 1 1.5 4" }, { "pert", "0 0 1 4" }, { "pert", "1 1000 1000 4" }, { "pert", "0 0.5 1 0.01" },
        { "pert", "0 0.3 1 100" }, { "pert", "-3 -1 4 2.5" },
        { "loguniform", "100 10000" }, { "loguniform", "1 1000000" }, { "loguniform", "3 3.001" }, { "loguniform", "0.2 0.3" },
        { "lognormal", "0 0.01" }, { "lognormal", "0 0.5" }, { "lognormal", "3 1" }, { "lognormal", "-7 3" },
    };

    [Theory, MemberData(nameof(All))]
    public void Quantile_and_probability_undo_each_other(string name, string parameters)
    {
        var law = Laws.Of(name, parameters);
        for (var p = 1e-12; p < 1; p = p < 0.01 ? p * 3 : p + 0.0103)
        {
            var x = law.Quantile(p);
            // The rounding of x moves its probability by the density times half a unit in its last place.
            var noise = law.Density(x) * Math.Max(Math.Abs(x), Math.Abs(law.Min)) * 5e-16;
            Assert.Equal(p, law.Cdf(x), noise + 2e-13 * p);
            var y = law.UpperQuantile(p);
            noise = law.Density(y) * Math.Max(Math.Abs(y), Math.Abs(law.Min)) * 5e-16;
            Assert.Equal(1 - p, law.Cdf(y), 4e-15 + noise + 2e-13 * p);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void The_two_quantile_functions_meet(string name, string parameters)
    {
        var law = Laws.Of(name, parameters);
        foreach (var p in new[] { 1.0 / 64, 0.125, 0.25, 0.375, 0.5, 0.75, 1 - 1.0 / 1024 })
            Assert.Equal(1, law.Quantile(p) / law.UpperQuantile(1 - p), 2e-13);
    }

    [Theory, MemberData(nameof(All))]
    public void Quantiles_ascend_and_stay_inside_the_law(string name, string parameters)
    {
        var law = Laws.Of(name, parameters);
        var before = (Low: law.Min, High: law.Max);
        for (var p = 1e-12; p < 0.9; p *= 1.01)
        {
            var now = (Low: law.Quantile(p), High: law.UpperQuantile(p));
            Assert.True(now.Low >= before.Low && now.High <= before.High, $"at {p:R}: {before} then {now}");
            before = now;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void The_density_is_the_slope_of_the_probability(string name, string parameters)
    {
        var law = Laws.Of(name, parameters);
        // Both sides of the peak of a triangle, which has a corner there.
        foreach (var (from, to) in new[] { (0.01, 0.1), (0.1, 0.2), (0.2, 0.28), (0.6, 0.7), (0.7, 0.9), (0.9, 0.99) })
            Assert.Equal(to - from, Integral(law.Density, law.Quantile(from), law.Quantile(to)), 1e-3 * (to - from));
    }

    [Theory, MemberData(nameof(All))]
    public void Mean_and_variance_are_those_of_the_quantiles(string name, string parameters)
    {
        // The mean of g(X) is the integral of g(quantile); with p = 1/(1 + e^-t) both tails are smooth and the trapezoidal rule is exact to
        // many digits.
        var law = Laws.Of(name, parameters);
        double mean = 0, variance = 0;
        const double step = 1 / 16.0;
        for (var t = -90.0; t <= 90; t += step)
        {
            var tail = 1 / (1 + Math.Exp(Math.Abs(t)));
            var x = t < 0 ? law.Quantile(tail) : law.UpperQuantile(tail);
            mean += step * tail * (1 - tail) * x;
            variance += step * tail * (1 - tail) * (x - law.Mean) * (x - law.Mean);
        }

        Assert.Equal(0, (mean - law.Mean) / Math.Sqrt(law.Variance), 1e-4);
        Assert.Equal(1, variance / law.Variance, 1e-4);
    }

    [Theory]
    [InlineData("uniform", "1 3", 0.5)]
    [InlineData("triangular", "1 1 3", 1)]
    [InlineData("triangular", "1 3 3", 0)]
    [InlineData("loguniform", "1 3", 0.91023922662683739)]
    [InlineData("pert", "1 1 3 4", 2.5)]
    [InlineData("pert", "1 3 3 4", 0)]
    [InlineData("pert", "1 2 3 4", 0)]
    public void The_density_at_the_lower_end_is_its_limit(string name, string parameters, double density)
    {
        var law = Laws.Of(name, parameters);
        Assert.Equal(density, law.Density(1), 1e-13);
        Assert.Equal(0, law.Density(Math.BitDecrement(1)));
        Assert.Equal(0, law.Density(Math.BitIncrement(3)));
        Assert.Equal(0, law.Cdf(1));
        Assert.Equal(1, law.Cdf(3));
    }

    [Fact]
    public void A_lognormal_from_an_interval_leaves_the_same_share_on_both_sides()
    {
        var law = Lognormal.FromInterval(0.9, 0.5, 8);
        Assert.Equal(0.05, law.Cdf(0.5), 1e-15);
        Assert.Equal(0.95, law.Cdf(8), 1e-15);
        Assert.Equal(2, law.Quantile(0.5), 1e-15);
        Assert.Equal(0, law.Cdf(0));
        Assert.Equal(0, law.Density(-1));
    }

    [Fact]
    public void A_lognormal_of_a_normal_is_lognormal()
    {
        var normal = new Normal(0.5, 0.7);
        var law = new Lognormal(0.5, 0.7);
        for (var p = 1e-12; p < 1; p += p < 0.01 ? p : 0.01)
        {
            Assert.Equal(1, law.Quantile(p) / Math.Exp(normal.Quantile(p)), 1e-14);
            Assert.Equal(1, law.UpperQuantile(p) / Math.Exp(normal.UpperQuantile(p)), 1e-14);
            var x = normal.Quantile(p);
            Assert.Equal(1, normal.Cdf(x) / p, 1e-13);
            Assert.Equal(1, law.Density(Math.Exp(x)) * Math.Exp(x) / normal.Density(x), 1e-13);
        }
    }

    /// <summary>Simpson's rule.</summary>
    private static double Integral(Func<double, double> f, double from, double to)
    {
        const int steps = 400;
        var sum = f(from) + f(to);
        for (var i = 1; i < steps; i++)
            sum += f(from + (to - from) * i / steps) * (i % 2 == 0 ? 2 : 4);
        return sum * (to - from) / steps / 3;
    }
}
