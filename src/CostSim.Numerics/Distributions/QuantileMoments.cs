namespace CostSim.Numerics.Distributions;

/// <summary>
/// Mean and variance as integrals of the quantile function over the probability: Gauss–Legendre on halves of octaves of the tail, towards
/// both ends, so that heavy tails are covered as far as they matter. Relative error below 1e-9 for smooth densities; 1e-6 for densities
/// with a kink.
/// </summary>
internal static class QuantileMoments
{
    /// <summary>Octaves for a bounded distribution: only 2^-60 of it lies further out.</summary>
    private const int OctavesOfBounded = 60;

    /// <summary>Octaves for an unbounded distribution, as far as doubles go.</summary>
    private const int OctavesOfUnbounded = 1000;

    // Abramowitz and Stegun, table 25.4, n = 8: nodes in (0, 1) and their weights, symmetric.
    internal static readonly double[] Places = [0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363];
    internal static readonly double[] Weights = [0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];

    public static (double Mean, double Variance) Of(IContinuousDistribution law)
    {
        var lowerEnd = double.IsFinite(law.Min) ? OctavesOfBounded : OctavesOfUnbounded;
        var upperEnd = double.IsFinite(law.Max) ? OctavesOfBounded : OctavesOfUnbounded;
        // Relative to the median, so that a narrow distribution far from 0 keeps its digits.
        var median = law.Quantile(0.5);
        var (lowerFirst, lowerSecond) = Side(law.Quantile, median, lowerEnd);
        var (upperFirst, upperSecond) = Side(law.UpperQuantile, median, upperEnd);
        var first = lowerFirst + upperFirst;
        return (median + first, Math.Max(0, lowerSecond + upperSecond - first * first));
    }

    private static (double First, double Second) Side(Func<double, double> quantile, double median, int octaves)
    {
        double first = 0, second = 0;
        for (var octave = 1; octave <= octaves; octave++)
        {
            var edge = Math.ScaleB(1, -octave - 1);
            var (f, s) = (Panel(quantile, median, edge, edge * 1.5), Panel(quantile, median, edge * 1.5, edge * 2));
            var (more, moreSquare) = (f.First + s.First, f.Second + s.Second);
            (first, second) = (first + more, second + moreSquare);
            if (octave > OctavesOfBounded && moreSquare <= 1e-13 * second)
                break;
        }

        return (first, second);
    }

    private static (double First, double Second) Panel(Func<double, double> quantile, double median, double from, double to)
    {
        double first = 0, second = 0, middle = (from + to) / 2, half = (to - from) / 2;
        for (var i = 0; i < Places.Length; i++)
        {
            foreach (var place in (ReadOnlySpan<double>)[-Places[i], Places[i]])
            {
                var d = quantile(middle + half * place) - median;
                first += Weights[i] * half * d;
                second += Weights[i] * half * d * d;
            }
        }

        return (first, second);
    }
}
