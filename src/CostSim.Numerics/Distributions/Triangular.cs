namespace CostSim.Numerics.Distributions;

/// <summary>
/// Triangular distribution on [min, max] with its peak at mode: mean (min + mode + max)/3, variance (a² + b² + c² − ab − ac − bc)/18.
/// Needs min ≤ mode ≤ max and min &lt; max.
/// </summary>
public sealed class Triangular(double min, double mode, double max) : IContinuousDistribution
{
    // If the mode is an end, values near it are computed from it, not as 1 − (1 − p), which would leave six digits at p = 1e-10.
    private readonly double _below = (mode - min) / (max - min);
    private readonly double _above = (max - mode) / (max - min);

    public double Min => min;

    public double Max => max;

    public double Mean => (min + mode + max) / 3;

    public IEnumerable<double> Corners => [mode];

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
            : _below + (x - mode) * (max - x + (max - mode)) / ((max - min) * (max - mode));
    }

    public double Quantile(double p) => p <= _below
        ? min + Math.Sqrt(p * (max - min) * (mode - min))
        : mode + (max - mode) * FromPeak((p - _below) / _above);

    public double UpperQuantile(double q) => q <= _above
        ? max - Math.Sqrt(q * (max - min) * (max - mode))
        : mode - (mode - min) * FromPeak((q - _above) / _below);

    /// <summary>1 − √(1 − share): the distance from the peak within which a side of the triangle has that share of its area.</summary>
    private static double FromPeak(double share) => share / (1 + Math.Sqrt(Math.Max(0, 1 - share)));
}
