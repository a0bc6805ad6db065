using CostSim.Numerics.Distributions;
using CostSim.Numerics.Tables;
using MathNet.Numerics;

namespace CostSim.Numerics.Tests.Tables;

/// <summary>Sums of independent copies against laws whose sums are known, and against convolution value by value.</summary>
public class FoldTableTests
{
    private static readonly double[] Percents = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999];

    [Fact]
    public void Sums_of_exponential_values_are_gamma()
    {
        var law = WeightedValues.Of(QuantileFunction.Of(new Exponential()));
        var table = new FoldTable(law);

        foreach (var n in (ReadOnlySpan<int>)[1, 2, 3, 7, 9, 20, 27, 50, 300, 3000])
            AssertSums(table, law, n, x => Erlang(n, x), n == 1 ? 2e-4 : 1e-4);
    }

    [Fact]
    public void Sums_of_inverse_gaussian_values_are_inverse_gaussian()
    {
        // Standard deviation twice the mean, skewness 6.
        var law = WeightedValues.Of(QuantileFunction.Of(new InverseGaussian(1, 0.25)));
        var table = new FoldTable(law);

        foreach (var n in (ReadOnlySpan<int>)[2, 3, 7, 9, 20, 27, 50, 300, 3000])
            AssertSums(table, law, n, new InverseGaussian(n, 0.25 * n * n).Cdf, n == 2 ? 3e-4 : 2e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(9)]
    public void Sums_of_uniform_values_are_those_of_irwin_and_hall(int n)
    {
        var law = WeightedValues.Of(QuantileFunction.Of(new Uniform(1, 3)));

        AssertSums(new FoldTable(law), law, n, x => IrwinHall(n, (x - n) / 2), n == 1 ? 1.5e-4 : 1e-4);
    }

    [Theory]
    [InlineData(0.5, 1, 1, 2e-4)]
    [InlineData(1, 1, 1, 2e-4)]
    [InlineData(2, 1, 1, 1e-3)]
    [InlineData(0.5, 3, 0.002, 2e-4)]
    [InlineData(0.5, 20, 0.01, 2e-4)]
    [InlineData(0.5, 50, 0.02, 2e-4)]
    [InlineData(1, 3, 0.004, 2e-4)]
    [InlineData(1, 7, 0.01, 2e-4)]
    [InlineData(1, 20, 0.02, 2e-4)]
    [InlineData(1, 50, 0.03, 2e-4)]
    [InlineData(1, 300, 0.1, 2e-4)]
    [InlineData(2, 3, 0.01, 1e-3)]
    [InlineData(2, 7, 0.02, 1e-3)]
    [InlineData(2, 20, 0.03, 1e-3)]
    [InlineData(2, 50, 0.04, 1e-3)]
    [InlineData(2, 300, 0.1, 1e-3)]
    public void Sums_of_lognormal_values_by_convolution(double deviation, int n, double step, double tolerance)
    {
        var lognormal = Lognormal.FromMoments(1, deviation);
        var law = WeightedValues.Of(QuantileFunction.Of(lognormal));
        var end = n + 6 + 9 * deviation * Math.Sqrt(n);
        Func<double, double> exact = n == 1 ? lognormal.Cdf : Convolved(lognormal, n, step, (int)(end / step));

        AssertSums(new FoldTable(law), law, n, exact, tolerance);
    }

    [Fact]
    public void Sums_of_two_values_are_binomial_step_by_step_up_to_eight_and_evened_out_beyond()
    {
        const double Chance = 0.3;
        var law = WeightedValues.Of(new StepQuantile([1, 4], [1 - Chance, Chance]));
        var table = new FoldTable(law);
        foreach (var n in (ReadOnlySpan<int>)[1, 2, 3, 7, 20, 50, 300])
        {
            foreach (var p in Percents)
            {
                var count = 0;
                for (var (term, upTo) = (Math.Pow(1 - Chance, n), 0.0); upTo + term < p; count++)
                    (upTo, term) = (upTo + term, term * (n - count) * Chance / ((count + 1) * (1 - Chance)));
                Assert.Equal(n + 3 * count, Sum(table, law, n, p), n <= 8 ? 0.02 * n : 2.1);
            }
        }
    }

    [Fact]
    public void Sums_of_a_product_of_factors_have_its_law()
    {
        // A product of lognormal factors is lognormal.
        WeightedValues[] factors = [.. new[] { 0.5, 0.6, 0.3 }.Select(
            sigma => WeightedValues.Of(QuantileFunction.Of(new Lognormal(0, sigma))))];
        var whole = WeightedValues.Of(QuantileFunction.Of(new Lognormal(0, Math.Sqrt(0.25 + 0.36 + 0.09))));
        var (table, exact) = (new FoldTable(WeightedValues.Product(factors, 512)), new FoldTable(whole));
        foreach (var n in (ReadOnlySpan<int>)[1, 3, 20, 300])
        {
            foreach (var p in Percents)
                Assert.Equal(1, Sum(table, whole, n, p) / Sum(exact, whole, n, p), 2e-4);
        }
    }

    [Fact]
    public void Without_end_it_is_the_normal_law_and_mirrored_it_is_the_other_tail()
    {
        var table = new FoldTable(WeightedValues.Of(QuantileFunction.Of(new Lognormal(0, 1))));
        for (var z = -6f; z <= 6; z += 0.375f)
        {
            Assert.Equal(z, table.At(0, z), 1e-5f);
            Assert.Equal(-table.At(0.3f, -z), table.At(-0.3f, z));
        }

        Assert.True(table.At(0.3f, 2) > 2.1f);
        float[] roots = [0, 0.1f, 0.5f, 1, -1], deviates = [-1, 0.5f, 7, -7, 2];
        float[] applied = [.. deviates];
        table.Apply(roots, applied);
        Assert.Equal(roots.Zip(deviates, table.At), applied);
    }

    [Fact]
    public void A_law_of_the_same_moments_is_told_apart()
    {
        // The planted fault: mean and standard deviation 1, but lognormal.
        var law = WeightedValues.Of(QuantileFunction.Of(Lognormal.FromMoments(1, 1)));

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertSums(new FoldTable(law), law, 300, x => Erlang(300, x), 1e-4));
    }

    [Fact]
    public void Every_number_of_copies_keeps_mean_and_variance()
    {
        var table = new FoldTable(WeightedValues.Of(QuantileFunction.Of(Lognormal.FromMoments(1, 2))));
        foreach (var n in (ReadOnlySpan<double>)[1, 1.3, 2, 5.5, 8, 33, 90, 300, 3000, 50000])
        {
            var (first, second) = (0.0, 0.0);
            for (var z = -6.37; z < 6.37; z += 0.001)
            {
                var value = table.At((float)(1 / Math.Sqrt(n)), (float)z);
                var weight = 0.001 * Normal.Standard.Density(z);
                (first, second) = (first + weight * value, second + weight * value * value);
            }

            Assert.Equal(0, first, 2e-5);
            Assert.Equal(1, second, n is 1.3 ? 0.02 : 1e-3);
        }
    }

    [Fact]
    public void A_law_without_spread_has_normal_deviates() =>
        Assert.Equal(1.5f, new FoldTable(WeightedValues.Of(new FixedQuantile(3))).At(1, 1.5f), 1e-5f);

    /// <summary>Errors are relative to the sum, or to half its mean where it is below that.</summary>
    private static void AssertSums(FoldTable table, WeightedValues law, int n, Func<double, double> cdf, double tolerance)
    {
        foreach (var p in Percents)
        {
            var exact = Invert(cdf, p, 400 + 10.0 * n);
            Assert.Equal(exact, Sum(table, law, n, p), tolerance * Math.Max(exact, n * law.Mean / 2));
        }
    }

    private static double Sum(FoldTable table, WeightedValues law, int n, double p) =>
        n * law.Mean + Math.Sqrt(n * law.Variance) * table.At((float)(1 / Math.Sqrt(n)), (float)Normal.Standard.Quantile(p));

    /// <summary>1 − Σ e^(−x)·x^k/k! over k below n.</summary>
    private static double Erlang(int n, double x)
    {
        var sum = 0.0;
        for (var k = 0; k < n; k++)
            sum += Math.Exp(k * Math.Log(x) - x - SpecialFunctions.GammaLn(k + 1));
        return x > 0 ? 1 - sum : 0;
    }

    /// <summary>Σ (−1)^k·(n over k)·(x − k)^n/n! over k up to x.</summary>
    private static double IrwinHall(int n, double x)
    {
        var sum = 0.0;
        for (var k = 0; k <= Math.Min(n, x); k++)
            sum += (k % 2 == 0 ? 1 : -1) * SpecialFunctions.Binomial(n, k) * Math.Pow(x - k, n) / SpecialFunctions.Factorial(n);
        return x >= n ? 1 : sum;
    }

    /// <summary>The probabilities of a sum, by adding up every pair of values on a grid.</summary>
    private static Func<double, double> Convolved(Lognormal law, int n, double step, int size)
    {
        var one = new double[size];
        for (var i = 0; i < size; i++)
            one[i] = law.Cdf((i + 0.5) * step) - law.Cdf((i - 0.5) * step);
        double[]? sum = null;
        for (var (power, left) = (one, n); left > 0; left /= 2)
        {
            if (left % 2 == 1)
                sum = sum is null ? power : Convolve(sum, power);
            if (left > 1)
                power = Convolve(power, power);
        }

        var upTo = new double[size + 1];
        for (var i = 0; i < size; i++)
            upTo[i + 1] = upTo[i] + sum![i];
        return x =>
        {
            var place = Math.Clamp(x / step + 0.5, 0, size - 1);
            return upTo[(int)place] + (place - (int)place) * (upTo[(int)place + 1] - upTo[(int)place]);
        };
    }

    private static double[] Convolve(double[] a, double[] b)
    {
        var sum = new double[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] < 1e-13)
                continue;
            var weight = a[i];
            ReadOnlySpan<double> values = b.AsSpan(0, a.Length - i);
            var target = sum.AsSpan(i, values.Length);
            for (var j = 0; j < values.Length; j++)
                target[j] += weight * values[j];
        }

        return sum;
    }

    private static double Invert(Func<double, double> cdf, double p, double max)
    {
        var (low, high) = (0.0, max);
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = cdf(middle) < p ? (middle, high) : (low, middle);
        }

        return high;
    }

    private sealed class Exponential : IContinuousDistribution
    {
        public double Min => 0;

        public double Max => double.PositiveInfinity;

        public double Mean => 1;

        public double Variance => 1;

        public double Density(double x) => x < 0 ? 0 : Math.Exp(-x);

        public double Cdf(double x) => 1 - Math.Exp(-x);

        public double Quantile(double p) => p < 1e-5 ? p * (1 + p / 2) : -Math.Log(1 - p);

        public double UpperQuantile(double q) => -Math.Log(q);
    }

    /// <summary>Sums of n are inverse Gaussian with n times the mean and n² times the shape.</summary>
    private sealed class InverseGaussian(double mean, double shape) : IContinuousDistribution
    {
        public double Min => 0;

        public double Max => double.PositiveInfinity;

        public double Mean => mean;

        public double Variance => mean * mean * mean / shape;

        public double Density(double x) =>
            x <= 0 ? 0 : Math.Sqrt(shape / (2 * Math.PI * x * x * x)) * Math.Exp(-shape * (x - mean) * (x - mean) / (2 * mean * mean * x));

        public double Cdf(double x) => 1 - Above(x);

        public double Quantile(double p) => Search(x => Below(x) < p);

        public double UpperQuantile(double q) => Search(x => Above(x) > q);

        private double Below(double x) =>
            Normal.Standard.Cdf(Math.Sqrt(shape / x) * (x / mean - 1)) + Reflected(x);

        private double Above(double x) => x <= 0 ? 1 : Normal.Standard.Cdf(-Math.Sqrt(shape / x) * (x / mean - 1)) - Reflected(x);

        private double Reflected(double x)
        {
            var z = -Math.Sqrt(shape / x) * (x / mean + 1);
            // e^(2λ/μ)·Φ(z) where the first is too large and the second too small for a double.
            return z < -30
                ? Math.Exp(2 * shape / mean - z * z / 2) / (-z * Math.Sqrt(2 * Math.PI)) * (1 - 1 / (z * z) + 3 / (z * z * z * z))
                    : Math.Exp(2 * shape / mean) * Normal.Standard.Cdf(z);
        }

        private double Search(Func<double, bool> isBelow)
        {
            var (low, high) = (-40.0, 12.0);
            for (var step = 0; step < 60; step++)
            {
                var middle = (low + high) / 2;
                (low, high) = isBelow(mean * Math.Exp(middle)) ? (middle, high) : (low, middle);
            }

            return mean * Math.Exp(high);
        }
    }
}
