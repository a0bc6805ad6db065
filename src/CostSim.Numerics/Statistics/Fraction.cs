using MathNet.Numerics.Distributions;

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
    /// Biometrika 26, 1934), by quantiles of the beta law.
    /// </summary>
    public static (double Low, double High) Interval(double successes, long count, double confidence)
    {
        var side = (1 - confidence) / 2;
        return (
            successes <= 0 ? 0 : Beta.InvCDF(successes, count - successes + 1, side),
            successes >= count ? 1 : Beta.InvCDF(successes + 1, count - successes, 1 - side));
    }
}
