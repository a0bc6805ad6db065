namespace CostSim.Numerics.Statistics;

/// <summary>An estimated number and its 95 % interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end of its interval.</param>
public readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>Standard normal deviate of 97.5 %.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>The estimate of a mean, by the normal approximation.</summary>
    /// <param name="mean">The sample's mean.</param>
    /// <param name="deviation">Its standard deviation.</param>
    /// <param name="count">The sample size; large.</param>
    public static Estimate OfMean(double mean, double deviation, long count)
    {
        var half = Z * deviation / Math.Sqrt(count);
        return new Estimate(mean, mean - half, mean + half);
    }

    /// <summary>Half the width of the interval.</summary>
    public double Uncertainty => (High - Low) / 2;
}
