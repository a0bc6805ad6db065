namespace CostSim.Numerics.Distributions;

/// <summary>
/// Triangular law on [min, max] with its peak at mode: mean (min + mode + max)/3, variance (a² + b² + c² − ab − ac − bc)/18.
/// Needs min ≤ mode ≤ max and min &lt; max.
/// </summary>
public sealed class Triangular(double min, double mode, double max) : IContinuousDistribution
{
    private readonly double _below = (mode - min) / (max - min);

    public double Min => min;

    public double Max => max;

    public double Mean => (min + mode + max) / 3;

    public double Variance => (min * min + mode * mode + max * max - min * mode - min * max - mode * max) / 18;

    public double Density(double x)
    {
        if (x < min || x > max)
            return 0;
        var peak = 2 / (max - min);
        return x < mode ? peak * (x - min) / (mode - min)
            : x > mode ? peak * (max - x) / (max - mode)
            : peak;
    }

    public double Cdf(double x)
    {
        if (x <= min)
            return 0;
        if (x >= max)
            return 1;
        return x <= mode
            ? (x - min) * (x - min) / ((max - min) * (mode - min))
            : 1 - (max - x) * (max - x) / ((max - min) * (max - mode));
    }

    public double Quantile(double p) => p <= _below
        ? min + Math.Sqrt(p * (max - min) * (mode - min))
        : max - Math.Sqrt((1 - p) * (max - min) * (max - mode));

    public double UpperQuantile(double q) => q <= 1 - _below
        ? max - Math.Sqrt(q * (max - min) * (max - mode))
        : min + Math.Sqrt((1 - q) * (max - min) * (mode - min));
}
