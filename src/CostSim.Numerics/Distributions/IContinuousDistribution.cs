namespace CostSim.Numerics.Distributions;

/// <summary>
/// A continuous distribution: the source of quantile tables, and the reference for samples in tests. Double precision, not used within
/// trials.
/// </summary>
public interface IContinuousDistribution
{
    /// <summary>Lower end of the support.</summary>
    double Min { get; }

    /// <summary>Upper end of the support; positive infinity if there is none.</summary>
    double Max { get; }

    double Mean { get; }

    double Variance { get; }

    double Density(double x);

    /// <summary>Probability of a value of at most <paramref name="x"/>.</summary>
    double Cdf(double x);

    /// <summary>The value with probability <paramref name="p"/>, in (0, 1), below it; accurate down to the smallest p.</summary>
    double Quantile(double p);

    /// <summary>
    /// The value with probability <paramref name="q"/>, in (0, 1), above it; accurate down to the smallest q, unlike 1 − q.
    /// </summary>
    double UpperQuantile(double q);

    /// <summary>Values within the support at which the density has a kink or a jump: quadrature intervals end there.</summary>
    IEnumerable<double> Corners => [];
}
