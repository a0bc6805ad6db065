using CostSim.Numerics.Statistics;

namespace CostSim.Numerics.Tests.Statistics;

public class FractionTests
{
    [Theory]
    [InlineData(0, 10, 0.95, 0, 0.3084971)]
    [InlineData(1, 10, 0.95, 0.0025286, 0.4450161)]
    [InlineData(5, 10, 0.95, 0.1870860, 0.8129140)]
    [InlineData(10, 10, 0.95, 0.6915029, 1)]
    [InlineData(10, 100, 0.95, 0.0490047, 0.1762226)]
    public void Intervals_are_those_of_the_printed_tables(double successes, long count, double confidence, double low, double high)
    {
        var interval = Fraction.Interval(successes, count, confidence);
        Assert.Equal(low, interval.Low, 6e-8);
        Assert.Equal(high, interval.High, 6e-8);
    }

    [Fact]
    public void At_the_ends_of_an_interval_the_binomial_sums_are_half_the_rest()
    {
        foreach (var confidence in new[] { 0.5, 0.95, 0.99 })
        {
            for (var n = 1; n <= 60; n += n < 10 ? 1 : 7)
            {
                for (var successes = 0; successes <= n; successes++)
                {
                    var (low, high) = Fraction.Interval(successes, n, confidence);
                    Assert.Equal(successes == 0 ? 1 : (1 - confidence) / 2, AtLeast(n, successes, low), 1e-12);
                    Assert.Equal(successes == n ? 1 : (1 - confidence) / 2, 1 - AtLeast(n, successes + 1, high), 1e-12);
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 3.688879454113936)]
    [InlineData(1, 5.571643390938898)]
    [InlineData(5, 11.66833207997935)]
    public void Few_of_very_many_have_the_ends_of_the_Poisson_law(int successes, double high)
    {
        foreach (var (count, error) in new[] { (1_000_000_000L, 2e-6), (1_000_000_000_000, 1e-3) })
        {
            var interval = Fraction.Interval(successes, count, 0.95);
            Assert.Equal(1, interval.High * count / high, error);
            // At the lower end fewer successes have all but half the rest.
            var sum = 0.0;
            var term = Math.Exp(-interval.Low * count);
            for (var k = 0; k < successes; term *= interval.Low * count / ++k)
                sum += term;
            Assert.Equal(successes == 0 ? 0 : 0.975, sum, error);
        }
    }

    [Fact]
    public void An_interval_and_that_of_the_failures_mirror_each_other()
    {
        foreach (var (successes, count) in new[] { (3, 40), (999_990, 1_000_000), (123, 1000) })
        {
            var one = Fraction.Interval(successes, count, 0.9);
            var other = Fraction.Interval(count - successes, count, 0.9);
            Assert.Equal(one.Low, 1 - other.High, 1e-12);
            Assert.Equal(one.High, 1 - other.Low, 1e-12);
        }
    }

    [Fact]
    public void Values_at_most_a_limit_are_counted_within_the_stated_error()
    {
        var histogram = new Histogram();
        var values = Enumerable.Range(0, 200_000).Select(i => 1_000_000L + 37L * i * i % 5_000_000).ToArray();
        foreach (var value in values)
            histogram.Add(value);
        foreach (var limit in new[] { 0, 999_999, 1_000_000, 1_000_001, 1_234_567.5, 2_345_678, 5_999_999, 6_000_000, 1e15 })
        {
            var (count, error) = Fraction.AtMost(histogram, limit);
            Assert.InRange(values.Count(value => value <= limit), count - error - 1e-9, count + error + 1e-9);
            Assert.InRange(error, 0, 200);
        }
    }

    [Fact]
    public void Exact_cells_are_counted_exactly()
    {
        var histogram = new Histogram(10);
        foreach (var value in new long[] { 1, 3, 3, 7 })
            histogram.Add(value);
        double[] limits = [0, 1, 2.5, 3, 7, 99];
        Assert.Equal([(0, 0), (1, 0), (1, 0), (3, 0), (4, 0), (4, 0)], limits.Select(limit => Fraction.AtMost(histogram, limit)));
        Assert.Equal((0, 0), Fraction.AtMost(new Histogram(), 5));
    }

    /// <summary>P(X ≥ k) for a binomial count, term by term.</summary>
    private static double AtLeast(int n, int k, double p)
    {
        var sum = 0.0;
        for (var i = k; i <= n; i++)
        {
            var choose = 1.0;
            for (var j = 1; j <= i; j++)
                choose = choose * (n - i + j) / j;
            sum += choose * Math.Pow(p, i) * Math.Pow(1 - p, n - i);
        }

        return sum;
    }
}
