using MathNet.Numerics;

namespace CostSim.Numerics.Statistics;

/// <summary>
/// Finds the ranks of a sorted sample that enclose a percentile of its distribution. Distribution-free: the number of values below the
/// percentile is binomial(n, p), whatever the distribution (David and Nagaraja, "Order Statistics", 3rd ed., section 7.1).
/// </summary>
public static class OrderStatistics
{
    /// <summary>
    /// The ranks, from 1, of the two values that enclose the percentile with at least the given confidence, each side failing with at most
    /// half of the error probability; null if the sample is too small.
    /// </summary>
    /// <remarks>
    /// Exact up to 10^9 values. At 10^12 the logarithms of gamma functions leave three digits of a probability: the ranks are off by
    /// up to a thousandth of their distance from the percentile, at 10^13 by up to a hundredth.
    /// </remarks>
    /// <param name="count">Size of the sample.</param>
    /// <param name="p">The percentile's probability, in (0, 1).</param>
    /// <param name="confidence">In (0, 1).</param>
    public static (long Low, long High)? Ranks(long count, double p, double confidence)
    {
        var side = (1 - confidence) / 2;
        // Low: the greatest r with P(X < r) ≤ side, X ~ binomial(n, p). High: the least r with P(X ≥ r) ≤ side.
        var low = Greatest(count, rank => rank <= 0 || BelowOrAt(count, p, rank - 1) <= side);
        var high = Greatest(count, rank => rank <= 0 || 1 - BelowOrAt(count, p, rank - 1) > side) + 1;
        return low >= 1 && high <= count ? (low, high) : null;
    }

    /// <summary>P(X ≤ k) for X ~ binomial(n, p), by the incomplete beta function (Abramowitz and Stegun 26.5.24).</summary>
    private static double BelowOrAt(long n, double p, long k) =>
        k < 0 ? 0 : k >= n ? 1 : SpecialFunctions.BetaRegularized(n - k, k + 1, 1 - p);

    /// <summary>The greatest rank in [0, count] that meets a monotone condition.</summary>
    private static long Greatest(long count, Func<long, bool> holds)
    {
        long yes = 0, no = count + 1;
        while (no - yes > 1)
        {
            var middle = yes + (no - yes) / 2;
            (yes, no) = holds(middle) ? (middle, no) : (yes, middle);
        }

        return yes;
    }
}
