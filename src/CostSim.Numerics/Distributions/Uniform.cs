namespace CostSim.Numerics.Distributions;

/// <summary>
/// Uniform distribution on [min, max]: density 1/(max − min), mean (min + max)/2, variance (max − min)²/12. Needs min &lt; max.
/// </summary>
public sealed class Uniform(double min, double max) : IContinuousDistribution
{
    public double Min => min;

    public double Max => max;

    public double Mean => (min + max) / 2;

    public double Variance => (max - min) * (max - min) / 12;

    public double Density(double x) => x < min || x > max ? 0 : 1 / (max - min);

    public double Cdf(double x) => Math.Clamp((x - min) / (max - min), 0, 1);

    public double Quantile(double p) => min + (max - min) * p;

    public double UpperQuantile(double q) => max - (max - min) * q;
}
