namespace CostSim.Numerics.Distributions;

/// <summary>
/// A mixture of continuous distributions: density Σ w f, probability Σ w F. Its quantile is found by inverting its probability. Weights add
/// up to 1.
/// </summary>
public sealed class Blend(IReadOnlyList<(double Weight, IContinuousDistribution Law)> parts) : IContinuousDistribution
{
    private const int StepsMax = 200;

    public double Min { get; } = parts.Min(part => part.Law.Min);

    public double Max { get; } = parts.Max(part => part.Law.Max);

    public double Mean => parts.Sum(part => part.Weight * part.Law.Mean);

    public double Variance
    {
        get
        {
            var mean = Mean;
            return parts.Sum(part => part.Weight * (part.Law.Variance + (part.Law.Mean - mean) * (part.Law.Mean - mean)));
        }
    }

    public IEnumerable<double> Corners => parts.SelectMany(part => part.Law.Corners.Append(part.Law.Min).Append(part.Law.Max));

    public double Density(double x) => Sum(law => law.Density(x));

    public double Cdf(double x) => Sum(law => law.Cdf(x));

    public double Quantile(double p) => Search(x => Cdf(x) - p, parts.Select(part => part.Law.Quantile(p)));

    public double UpperQuantile(double q) => Search(x => q - Sum(law => 1 - law.Cdf(x)), parts.Select(part => part.Law.UpperQuantile(q)));

    private double Sum(Func<IContinuousDistribution, double> of)
    {
        var sum = 0.0;
        foreach (var (weight, law) in parts)
            sum += weight * of(law);
        return sum;
    }

    /// <summary>Newton steps inside a shrinking bracket; the quantile of a mixture lies between those of its parts.</summary>
    private double Search(Func<double, double> excessAt, IEnumerable<double> ofParts)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var quantile in ofParts)
            (low, high) = (Math.Min(low, quantile), Math.Max(high, quantile));
        var x = (low + high) / 2;
        for (var step = 0; step < StepsMax && low < high; step++)
        {
            var excess = excessAt(x);
            if (excess == 0)
                return x;
            (low, high) = excess > 0 ? (low, x) : (x, high);
            var next = x - excess / Density(x);
            if (!(next > low && next < high))
                next = (low + high) / 2;
            if (Math.Abs(next - x) <= 1e-14 * Math.Abs(x))
                return next;
            x = next;
        }

        return x;
    }
}
