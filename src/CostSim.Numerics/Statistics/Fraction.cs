using MathNet.Numerics;

namespace CostSim.Numerics.Statistics;

/// <summary>The share of a law that lies at or below a value, as a sample shows it.</summary>
public static class Fraction
{
    /// <summary>
    /// How many values of a sample are at most <paramref name="limit"/>: those of the cell that holds the limit in proportion,
    /// and as error the greater of the two parts that the cell is cut into.
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
    /// Biometrika 26, 1934): the shares with which so many successes or more, and so many or fewer, have half the rest of the confidence.
    /// To six digits up to 10^9 trials; at 10^12 to three.
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
    /// The greatest share in [0, 1] for which a condition holds that holds up to some share and not beyond. Positive doubles ascend with
    /// their bits, so halving the bits finds it to all its digits, however small it is.
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
