namespace CostSim.Numerics.Distributions;

/// <summary>
/// A distribution truncated to [min, max]: its density there, divided by the probability of the interval. Needs a probability of at least
/// <see cref="ProbabilityMin"/>; mean and variance by quadrature.
/// </summary>
public sealed class Truncated : IContinuousDistribution
{
    /// <summary>Minimum probability of the interval: below it, probabilities in double have too few digits.</summary>
    public const double ProbabilityMin = 1e-9;

    private readonly IContinuousDistribution _law;
    private readonly double _below;
    private readonly double _above;
    private readonly double _mass;
    private readonly Lazy<(double Mean, double Variance)> _moments;

    public Truncated(IContinuousDistribution law, double min, double max)
    {
        _law = law;
        (Min, Max) = (Math.Max(min, law.Min), Math.Min(max, law.Max));
        // If nothing is cut off, nothing is subtracted, and the tail keeps its digits.
        _below = min <= law.Min ? 0 : law.Cdf(min);
        _above = max >= law.Max ? 0 : 1 - law.Cdf(max);
        _mass = 1 - _below - _above;
        ArgumentOutOfRangeException.ThrowIfLessThan(_mass, ProbabilityMin);
        _moments = new(() => QuantileMoments.Of(this));
    }

    public double Min { get; }

    public double Max { get; }

    public double Mean => _moments.Value.Mean;

    public double Variance => _moments.Value.Variance;

    public IEnumerable<double> Corners => _law.Corners;

    public double Density(double x) => x < Min || x > Max ? 0 : _law.Density(x) / _mass;

    public double Cdf(double x) => x <= Min ? 0 : x >= Max ? 1 : Math.Clamp((_law.Cdf(x) - _below) / _mass, 0, 1);

    public double Quantile(double p) => At(_below + p * _mass, _above + (1 - p) * _mass);

    public double UpperQuantile(double q) => At(_below + (1 - q) * _mass, _above + q * _mass);

    /// <summary>The value with these probabilities below and above it; the smaller of the two is the accurate one.</summary>
    private double At(double below, double above) => Math.Clamp(below < above ? _law.Quantile(below) : _law.UpperQuantile(above), Min, Max);
}
