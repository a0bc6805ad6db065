using System.Numerics;
using CostSim.Numerics.Statistics;

namespace CostSim.Numerics.Tests.Statistics;

public class OrderStatisticsTests
{
    [Theory]
    [InlineData(0.5, 0.95)]
    [InlineData(0.5, 0.99)]
    [InlineData(0.9, 0.95)]
    [InlineData(0.05, 0.9)]
    [InlineData(0.99, 0.5)]
    public void Ranks_are_the_innermost_that_binomial_sums_allow(double p, double confidence)
    {
        for (var n = 1; n <= 300; n += n < 80 ? 1 : 11)
            Assert.Equal((n, ByHand(n, p, confidence)), (n, OrderStatistics.Ranks(n, p, confidence)));
    }

    [Theory]
    [InlineData(0.999, 0.95, 3688)]
    [InlineData(0.999, 0.99, 5296)]
    [InlineData(0.99, 0.95, 368)]
    [InlineData(0.5, 0.95, 6)]
    [InlineData(0.001, 0.95, 3688)]
    public void The_least_sample_that_encloses_a_percentile_is_the_known_one(double p, double confidence, int least)
    {
        // The greatest value lies below the percentile with probability p^n, which must not exceed half the rest.
        var far = Math.Max(p, 1 - p);
        Assert.Equal(least, (int)Math.Ceiling(Math.Log((1 - confidence) / 2) / Math.Log(far)));
        Assert.Null(OrderStatistics.Ranks(least - 1, p, confidence));
        Assert.NotNull(OrderStatistics.Ranks(least, p, confidence));
    }

    [Theory]
    [InlineData(10, 0.5, 0.95, 2, 9)]
    [InlineData(20, 0.5, 0.95, 6, 15)]
    [InlineData(100, 0.5, 0.95, 40, 61)]
    public void Medians_have_the_ranks_of_the_sign_test(long count, double p, double confidence, long low, long high) =>
        Assert.Equal((low, high), OrderStatistics.Ranks(count, p, confidence));

    [Theory]
    [InlineData(1_000_000, 0.5, 0)]
    [InlineData(1_000_000, 0.05, 0)]
    [InlineData(1_000_000_000, 0.99, 0)]
    [InlineData(1_000_000_000, 0.5, 0)]
    [InlineData(1_000_000_000_000, 0.05, 1e-3)]
    [InlineData(1L << 44, 0.5, 1e-2)]
    public void Long_samples_follow_the_normal_law(long count, double p, double error)
    {
        var ranks = OrderStatistics.Ranks(count, p, 0.99)!.Value;
        var half = 2.5758293035489 * Math.Sqrt(count * p * (1 - p));
        // The third moment shifts both ranks by (z² − 1)(1 − 2p)/6, a unit at most.
        Assert.Equal(count * p - half, ranks.Low, 3 + error * half);
        Assert.Equal(count * p + half, ranks.High, 3 + error * half);
    }

    [Fact]
    public void An_empty_sample_encloses_nothing() => Assert.Null(OrderStatistics.Ranks(0, 0.5, 0.9));

    /// <summary>Binomial sums term by term.</summary>
    private static (long, long)? ByHand(int n, double p, double confidence)
    {
        var side = (1 - confidence) / 2;
        var below = new double[n + 2];
        for (var k = 0; k <= n; k++)
            below[k + 1] = below[k] + (double)Choose(n, k) * Math.Pow(p, k) * Math.Pow(1 - p, n - k);
        var low = Enumerable.Range(0, n + 1).Last(rank => below[rank] <= side);
        var high = Enumerable.Range(1, n + 1).First(rank => 1 - below[rank] <= side || rank == n + 1);
        return low >= 1 && high <= n ? (low, high) : null;
    }

    private static BigInteger Choose(int n, int k)
    {
        var result = BigInteger.One;
        for (var i = 1; i <= k; i++)
            result = result * (n - k + i) / i;
        return result;
    }
}
