using MathNet.Numerics;

namespace CostSim.Numerics.Statistics;

/// <summary>The probability of values at or below a limit, estimated from a sample.</summary>
public static class Fraction
{
    /// <summary>
    /// The number of sample values at most <paramref name="limit"/>, counting the limit's cell in proportion; the error is the greater of
    /// the two parts of that cell.
    /// </summary>
    public static (double Count, double Error) AtMost(Histogram histogram, double limit)
    {
        var below = 0.0;
        foreach (var cell in histogram.Cells())
        {
            if (cell.Last <= limit)
            {
                below += cell.Count;
                continue;
            }

            if (cell.First > limit)
                return (below, 0);
            var part = cell.Count * (limit - cell.First) / (cell.Last - cell.First);
            return (below + part, Math.Max(part, cell.Count - part));
        }

        return (below, 0);
    }

    /// <summary>
    /// The exact interval for the share behind <paramref name="successes"/> of <paramref name="count"/> trials (Clopper and Pearson,
    /// Biometrika 26, 1934): the shares at which at least, or at most, this many successes have half the error probability. Accurate to six
    /// digits up to 10^9 trials, at 10^12 to three.
    /// </summary>
    public static (double Low, double High) Interval(double successes, long count, double confidence)
    {
        var side = (1 - confidence) / 2;
        return (
            successes <= 0 ? 0 : Greatest(share => SpecialFunctions.BetaRegularized(successes, count - successes + 1, share) <= side),
            successes >= count ? 1
                : Greatest(share => SpecialFunctions.BetaRegularized(successes + 1, count - successes, share) <= 1 - side));
    }

    /// <summary>The share of the trials that succeeded, with its exact interval.</summary>
    public static Estimate Of(long successes, long count, double confidence)
    {
        var (low, high) = Interval(successes, count, confidence);
        return new Estimate((double)successes / count, low, high);
    }

    /// <summary>
    /// The greatest share in [0, 1] that meets a monotone condition. Positive doubles are ordered like their bits, so bisection over the
    /// bits finds it with full precision, however small it is.
    /// </summary>
    private static double Greatest(Func<double, bool> holds)
    {
        long yes = 0, no = BitConverter.DoubleToInt64Bits(1);
        while (no - yes > 1)
        {
            var middle = yes + (no - yes) / 2;
            (yes, no) = holds(BitConverter.Int64BitsToDouble(middle)) ? (middle, no) : (yes, middle);
        }

        return BitConverter.Int64BitsToDouble(yes);
    }
}
