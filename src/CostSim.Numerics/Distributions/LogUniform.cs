using MathNet.Numerics;

namespace CostSim.Numerics.Distributions;

/// <summary>
/// Log-uniform (reciprocal) distribution on [min, max]: its logarithm is uniform. Density 1/(x·ln(max/min)), mean (max − min)/ln(max/min),
/// median √(min·max). Needs 0 &lt; min &lt; max.
/// </summary>
public sealed class LogUniform(double min, double max) : IContinuousDistribution
{
    private readonly double _width = SpecialFunctions.Log1p((max - min) / min);

    public double Min => min;

    public double Max => max;

    public double Mean => (max - min) / _width;

    /// <summary>m²·(sinh h/h)·(cosh h − sinh h/h), with m the median and h half the log-width.</summary>
    public double Variance
    {
        get
        {
            var h = _width / 2;
            var ratio = Math.Sinh(h) / h;
            return min * max * ratio * (h < SeriesBelow ? Series(h * h) : Math.Cosh(h) - ratio);
        }
    }

    public double Density(double x) => x < min || x > max ? 0 : 1 / (x * _width);

    public double Cdf(double x) => x <= min ? 0 : x >= max ? 1 : SpecialFunctions.Log1p((x - min) / min) / _width;

    public double Quantile(double p) => Math.Min(min * Math.Exp(p * _width), max);

    public double UpperQuantile(double q) => Math.Max(max * Math.Exp(-q * _width), min);

    /// <summary>Below this half width cosh h − sinh h/h, a difference of two numbers near 1, is its series: Σ h^2k·2k/(2k + 1)!.</summary>
    private const double SeriesBelow = 0.1;

    private static double Series(double square) => square / 3 * (1 + square / 10 * (1 + square / 28 * (1 + square / 54)));
}
