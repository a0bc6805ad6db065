using MathNet.Numerics;

namespace CostSim.Numerics.Distributions;

/// <summary>
/// Lognormal distribution: e^(μ + σZ) with Z standard normal. Mean e^(μ + σ²/2), variance (e^(σ²) − 1)·mean². No upper end. Needs σ &gt; 0.
/// </summary>
public sealed class Lognormal(double mu, double sigma) : IContinuousDistribution
{
    /// <summary>
    /// The distribution with probability (1 − coverage)/2 below <paramref name="low"/> and the same above <paramref name="high"/>.
    /// </summary>
    public static Lognormal FromInterval(double coverage, double low, double high)
    {
        var z = -StandardNormalQuantile((1 - coverage) / 2);
        return new Lognormal((Math.Log(low) + Math.Log(high)) / 2, (Math.Log(high) - Math.Log(low)) / (2 * z));
    }

    /// <summary>The distribution with this mean and standard deviation: σ² = ln(1 + (sd/mean)²), μ = ln(mean) − σ²/2.</summary>
    public static Lognormal FromMoments(double mean, double standardDeviation)
    {
        var variance = SpecialFunctions.Log1p(standardDeviation / mean * (standardDeviation / mean));
        return new Lognormal(Math.Log(mean) - variance / 2, Math.Sqrt(variance));
    }

    /// <summary>The distribution with these two quantiles at these two probabilities; both ascend, values are positive.</summary>
    public static Lognormal FromPercentiles(double lowerProbability, double lower, double upperProbability, double upper)
    {
        var normal = Normal.FromPercentiles(lowerProbability, Math.Log(lower), upperProbability, Math.Log(upper));
        return new Lognormal(normal.Mean, normal.StandardDeviation);
    }

    /// <summary>Mean of the logarithm.</summary>
    public double Mu => mu;

    /// <summary>Standard deviation of the logarithm.</summary>
    public double Sigma => sigma;

    public double Min => 0;

    public double Max => double.PositiveInfinity;

    public double Mean => Math.Exp(mu + sigma * sigma / 2);

    // e^s − 1 = 2·sinh(s/2)·e^(s/2), which is accurate for small s.
    public double Variance => 2 * Math.Sinh(sigma * sigma / 2) * Math.Exp(sigma * sigma / 2) * Mean * Mean;

    public double Density(double x)
    {
        if (x <= 0)
            return 0;
        var z = (Math.Log(x) - mu) / sigma;
        return Math.Exp(-z * z / 2) / (x * sigma * Math.Sqrt(2 * Math.PI));
    }

    public double Cdf(double x) => x <= 0 ? 0 : SpecialFunctions.Erfc((mu - Math.Log(x)) / (sigma * Constants.Sqrt2)) / 2;

    public double Quantile(double p) => Math.Exp(mu + sigma * StandardNormalQuantile(p));

    public double UpperQuantile(double q) => Math.Exp(mu - sigma * StandardNormalQuantile(q));

    private static double StandardNormalQuantile(double p) => -Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * p);
}
