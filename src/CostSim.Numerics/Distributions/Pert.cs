using MathNet.Numerics;

namespace CostSim.Numerics.Distributions;

/// <summary>
/// PERT distribution: min + (max − min)·B with B beta-distributed, α = 1 + λ(mode − min)/(max − min), β = 1 + λ(max − mode)/(max − min).
/// Mean (min + λ·mode + max)/(λ + 2). Needs min ≤ mode ≤ max, min &lt; max, λ &gt; 0.
/// </summary>
public sealed class Pert : IContinuousDistribution
{
    private readonly double _range;
    private readonly double _alpha;
    private readonly double _beta;
    private readonly double _logBeta;

    public Pert(double min, double mode, double max, double lambda)
    {
        Min = min;
        Max = max;
        _range = max - min;
        _alpha = 1 + lambda * (mode - min) / _range;
        _beta = 1 + lambda * (max - mode) / _range;
        _logBeta = SpecialFunctions.BetaLn(_alpha, _beta);
    }

    public double Min { get; }

    public double Max { get; }

    public double Mean => Min + _range * _alpha / (_alpha + _beta);

    public double Variance
    {
        get
        {
            var sum = _alpha + _beta;
            return _range * _range * _alpha * _beta / (sum * sum * (sum + 1));
        }
    }

    public double Density(double x) => x < Min || x > Max ? 0 : BetaDensity((x - Min) / _range, (Max - x) / _range, _alpha, _beta) / _range;

    public double Cdf(double x) => x <= Min ? 0 : x >= Max ? 1 : SpecialFunctions.BetaRegularized(_alpha, _beta, (x - Min) / _range);

    public double Quantile(double p) => Min + _range * BetaQuantile(p, _alpha, _beta);

    public double UpperQuantile(double q) => Max - _range * BetaQuantile(q, _beta, _alpha);

    private double BetaDensity(double x, double complement, double alpha, double beta) =>
        Math.Exp(LogPower(x, alpha - 1) + LogPower(complement, beta - 1) - _logBeta);

    /// <summary>The logarithm of a power, with 0^0 = 1: the density at an end that is the mode.</summary>
    private static double LogPower(double x, double exponent) => exponent == 0 ? 0 : exponent * Math.Log(x);

    /// <summary>
    /// Newton steps inside a shrinking bracket, from the leading term of the series at 0: p ≈ x^α/(α·B). Symmetric in its parameters,
    /// so the upper tail is computed as the lower tail of 1 − B, without loss of digits.
    /// </summary>
    private double BetaQuantile(double p, double alpha, double beta)
    {
        double low = 0, high = 1;
        var x = Math.Min(Math.Exp((Math.Log(p * alpha) + _logBeta) / alpha), 0.5);
        for (var step = 0; step < 60; step++)
        {
            var excess = SpecialFunctions.BetaRegularized(alpha, beta, x) - p;
            (low, high) = excess > 0 ? (low, x) : (x, high);
            var next = x - excess / BetaDensity(x, 1 - x, alpha, beta);
            // Each step doubles the digits: after a step this small only rounding is left, which may leave the bracket.
            if (Math.Abs(next - x) <= 1e-9 * x)
                return next;
            x = next > low && next < high ? next : (low + high) / 2;
        }

        return x;
    }
}
