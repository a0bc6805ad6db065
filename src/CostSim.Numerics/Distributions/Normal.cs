using MathNet.Numerics;

namespace CostSim.Numerics.Distributions;

/// <summary>Normal distribution with a mean and a standard deviation above 0.</summary>
public sealed class Normal(double mean, double standardDeviation) : IContinuousDistribution
{
    /// <summary>Mean 0, standard deviation 1.</summary>
    public static readonly Normal Standard = new(0, 1);

    /// <summary>The distribution with these two quantiles at these two probabilities, both ascending.</summary>
    public static Normal FromPercentiles(double lowerProbability, double lower, double upperProbability, double upper)
    {
        var (below, above) = (Standard.Quantile(lowerProbability), Standard.Quantile(upperProbability));
        var standardDeviation = (upper - lower) / (above - below);
        // From the nearer one, so that a far percentile does not lose digits.
        return new Normal(
            Math.Abs(below) < Math.Abs(above) ? lower - standardDeviation * below : upper - standardDeviation * above, standardDeviation);
    }

    public double StandardDeviation => standardDeviation;

    public double Min => double.NegativeInfinity;

    public double Max => double.PositiveInfinity;

    public double Mean => mean;

    public double Variance => standardDeviation * standardDeviation;

    public double Density(double x)
    {
        var z = (x - mean) / standardDeviation;
        return Math.Exp(-z * z / 2) / (standardDeviation * Math.Sqrt(2 * Math.PI));
    }

    public double Cdf(double x) => SpecialFunctions.Erfc((mean - x) / (standardDeviation * Constants.Sqrt2)) / 2;

    public double Quantile(double p) => mean - standardDeviation * Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * p);

    public double UpperQuantile(double q) => mean + standardDeviation * Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * q);
}
