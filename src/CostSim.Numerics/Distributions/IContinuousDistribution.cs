namespace CostSim.Numerics.Distributions;

/// <summary>
/// A continuous law: what tables are built from and what tests hold samples against. Double precision, never in a trial's path.
/// </summary>
public interface IContinuousDistribution
{
    /// <summary>Lower end of the support.</summary>
    double Min { get; }

    /// <summary>Upper end of the support; positive infinity where there is none.</summary>
    double Max { get; }

    double Mean { get; }

    double Variance { get; }

    double Density(double x);

    /// <summary>Probability of a value of at most <paramref name="x"/>.</summary>
    double Cdf(double x);

    /// <summary>The value with probability <paramref name="p"/>, in (0, 1), below it; accurate down to the smallest p.</summary>
    double Quantile(double p);

    /// <summary>
    /// The value with probability <paramref name="q"/>, in (0, 1), above it; accurate down to the smallest q, where 1 − q would not be.
    /// </summary>
    double UpperQuantile(double q);

    /// <summary>Values within the support at which the density has a corner or a jump: quadrature is cut there.</summary>
    IEnumerable<double> Corners => [];
}
