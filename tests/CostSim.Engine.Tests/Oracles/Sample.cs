using CostSim.Engine.Planning;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>A sample's moments, and what they say against a law or against another sample.</summary>
internal sealed class Sample
{
    /// <summary>
    /// What float arithmetic may move a value by, relative to it: factors carry 24 bits, and a product has a handful of them.
    /// </summary>
    public const double FloatError = 2e-6;

    private readonly double _fourth;

    private readonly double _resolution;

    /// <param name="values">The values.</param>
    /// <param name="resolution">What rounding to a step may move a value by.</param>
    public Sample(double[] values, double resolution = 0)
    {
        (Values, _resolution) = (values, resolution);
        Mean = values.Average();
        double second = 0, fourth = 0;
        foreach (var value in values)
        {
            var square = (value - Mean) * (value - Mean);
            second += square;
            fourth += square * square;
        }

        Variance = second / (values.Length - 1);
        _fourth = fourth / values.Length;
    }

    public double[] Values { get; }

    public double Mean { get; }

    public double Variance { get; }

    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>Standard error of the mean.</summary>
    public double MeanError => Math.Sqrt(Variance / Values.Length);

    /// <summary>Standard error of the variance, from the fourth moment.</summary>
    public double VarianceError
    {
        get
        {
            // The last term matters alone where the fourth moment is as small as it can be: two values, equally likely.
            double n = Values.Length, square = Variance * Variance;
            return Math.Sqrt((Math.Max(0, _fourth - square) + 2 * square / (n - 1)) / n);
        }
    }

    /// <summary>The samples of one measure of two simulations, at the resolution at which the engine counts it.</summary>
    public static (Sample Engine, Sample Other) Pair(TrialTable engine, TrialTable other, int scope, Measure measure) =>
        (Of(engine, scope, measure), Of(other, scope, measure));

    public static Sample Of(TrialTable table, int scope, Measure measure) => new(table[scope, measure], measure switch
    {
        // Each sum of a phase is rounded to a 256th of a token; a few of them make a phase or a run. The dearest token here costs $0.00001.
        Measure.Calls => 0,
        Measure.Cost => 1e-5 / 32,
        _ => 1.0 / 32,
    });

    /// <summary>Standard errors between this mean and a law's.</summary>
    public double MeanScore(double mean, double variance) => Score(Mean - mean, Math.Sqrt(variance / Values.Length), Tolerance(mean));

    /// <summary>Standard errors between this variance and a law's.</summary>
    public double VarianceScore(double variance, double mean) =>
        Score(Variance - variance, VarianceError, VarianceTolerance(mean, variance));

    /// <summary>Standard errors between the means of two samples.</summary>
    public double MeanScore(Sample other) => Score(
        Mean - other.Mean, Math.Sqrt(MeanError * MeanError + other.MeanError * other.MeanError), Tolerance(Mean));

    /// <summary>Standard errors between the variances of two samples.</summary>
    public double VarianceScore(Sample other) => Score(
        Variance - other.Variance,
        Math.Sqrt(VarianceError * VarianceError + other.VarianceError * other.VarianceError),
        VarianceTolerance(other.Mean, other.Variance));

    /// <summary>
    /// The two-sample Kolmogorov–Smirnov distance as a multiple of what chance explains at a significance: above 1 the laws differ.
    /// Values within the float error of each other count as equal.
    /// </summary>
    public double KolmogorovSmirnov(Sample other, double significance)
    {
        double[] a = [.. Values.Order()], b = [.. other.Values.Order()];
        var distance = Math.Max(Excess(a, b), Excess(b, a));
        return distance / Math.Sqrt(-Math.Log(significance / 2) / 2 * (1.0 / a.Length + 1.0 / b.Length));
    }

    private static double Score(double difference, double error, double tolerance)
    {
        var beyond = Math.Max(0, Math.Abs(difference) - tolerance);
        return beyond == 0 ? 0 : Math.Sign(difference) * beyond / error;
    }

    private double Tolerance(double value) => FloatError * Math.Abs(value) + _resolution;

    /// <summary>What errors of that size can add to a variance.</summary>
    private double VarianceTolerance(double mean, double variance) =>
        Tolerance(mean) * (2 * Math.Sqrt(variance) * FloatError + Tolerance(mean));

    /// <summary>The greatest amount by which the share of a at or below a value exceeds that of b at or just above it.</summary>
    private double Excess(double[] a, double[] b)
    {
        var excess = 0.0;
        for (int i = 0, j = 0; i < a.Length; i++)
        {
            var limit = a[i] + Tolerance(a[i]);
            while (j < b.Length && b[j] <= limit)
                j++;
            excess = Math.Max(excess, (i + 1.0) / a.Length - (double)j / b.Length);
        }

        return excess;
    }
}
