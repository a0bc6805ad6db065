using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Numerics.Distributions;

/// <summary>
/// Metalog distribution (Keelin 2016): the quantile function of a logistic distribution, t = ln(p/(1 − p)), modified by polynomials in s =
/// p − ½ so that it
/// passes through given percentiles: M = A(s) + t·B(s), with as many terms as percentiles. With a hard minimum the logarithm of the
/// distance from it is such a quantile, with both ends the log-odds of the place between them.
/// </summary>
public sealed class Metalog : IContinuousDistribution
{
    /// <summary>A tail that falls as x^(−1/0.49) or slower has an infinite variance, or one that cannot be computed accurately.</summary>
    private const double TailWeightMax = 0.49;

    /// <summary>Log-odds up to which the density is checked: those of a probability of 4e-18.</summary>
    private const double LogOddsMax = 40;
    private const int LooksPerUnit = 64;

    private readonly double[] _plain;
    private readonly double[] _logistic;
    private readonly Lazy<(double Mean, double Variance)> _moments;

    /// <summary>The metalog through these percentiles; <see cref="Fault"/> tells whether it is a valid distribution.</summary>
    /// <param name="percentiles">Probabilities in (0, 1) and values within the ends, both ascending; two or more.</param>
    /// <param name="min">Hard minimum; −∞ for none.</param>
    /// <param name="max">Hard maximum; +∞ for none.</param>
    public Metalog(IReadOnlyList<(double Probability, double Value)> percentiles, double min = double.NegativeInfinity,
        double max = double.PositiveInfinity)
    {
        (Min, Max) = (min, max);
        var n = percentiles.Count;
        var equations = Matrix<double>.Build.Dense(
            n, n, (row, term) => Term(term, Math.Log(percentiles[row].Probability / (1 - percentiles[row].Probability))));
        var terms = equations.QR().Solve(Vector<double>.Build.Dense(n, row => Unbound(percentiles[row].Value)));
        _plain = [.. Enumerable.Range(0, n).Where(term => !IsLogistic(term)).Select(term => terms[term])];
        _logistic = [.. Enumerable.Range(0, n).Where(IsLogistic).Select(term => terms[term])];
        _moments = new(() => QuantileMoments.Of(this));
    }

    public double Min { get; }

    public double Max { get; }

    public double Mean => _moments.Value.Mean;

    public double Variance => _moments.Value.Variance;

    /// <summary>The probabilities between which the density would be negative, or null if the distribution is valid.</summary>
    public (double From, double To)? Fault()
    {
        double? from = null;
        for (var look = -LogOddsMax * LooksPerUnit; look <= LogOddsMax * LooksPerUnit; look++)
        {
            var t = look / LooksPerUnit;
            if (Slope(t) > 0)
            {
                if (from is { } start)
                    return (start, Probability(t));
            }
            else
            {
                from ??= Probability(t - 1.0 / LooksPerUnit);
            }
        }

        return from is { } open ? (open, 1) : null;
    }

    /// <summary>Whether a tail without a hard end is so heavy that the distribution has no variance.</summary>
    public bool HasVariance =>
        (double.IsInfinity(Max) == double.IsInfinity(Min))
        || (double.IsInfinity(Max) ? Polynomial(_logistic, 0.5) < TailWeightMax : Polynomial(_logistic, -0.5) < TailWeightMax);

    public double Density(double x)
    {
        if (x <= Min || x >= Max)
            return 0;
        var t = LogOdds(x);
        var p = Probability(t);
        return p * Probability(-t) / (Slope(t) * BoundSlope(x));
    }

    public double Cdf(double x) => x <= Min ? 0 : x >= Max ? 1 : Probability(LogOdds(x));

    public double Quantile(double p) => Bound(Value(Math.Log(p) - Log1Minus(p)));

    public double UpperQuantile(double q) => Bound(Value(Log1Minus(q) - Math.Log(q)));

    /// <summary>
    /// Whether a term, numbered from 0, belongs to the polynomial B.
    /// </summary>
    private static bool IsLogistic(int term) => term is 1 or 2 || (term > 3 && term % 2 == 1);

    private static double Term(int term, double t)
    {
        // The number of earlier terms of the same polynomial is the power of s.
        var power = Enumerable.Range(0, term).Count(before => IsLogistic(before) == IsLogistic(term));
        return Math.Pow(Half(t), power) * (IsLogistic(term) ? t : 1);
    }

    private static double Probability(double t) => t < 0 ? Math.Exp(t) / (1 + Math.Exp(t)) : 1 / (1 + Math.Exp(-t));

    /// <summary>p − ½ from the log-odds.</summary>
    private static double Half(double t) => Math.Tanh(t / 2) / 2;

    private static double Log1Minus(double p) => p < 1e-5 ? -p * (1 + p * (0.5 + p / 3)) : Math.Log(1 - p);

    private static double Polynomial(double[] coefficients, double s)
    {
        var value = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            value = value * s + coefficients[i];
        return value;
    }

    private static double Derivative(double[] coefficients, double s)
    {
        var value = 0.0;
        for (var i = coefficients.Length - 1; i > 0; i--)
            value = value * s + i * coefficients[i];
        return value;
    }

    /// <summary>M at these log-odds.</summary>
    private double Value(double t) => Polynomial(_plain, Half(t)) + t * Polynomial(_logistic, Half(t));

    /// <summary>dM/dt.</summary>
    private double Slope(double t)
    {
        var s = Half(t);
        return Polynomial(_logistic, s) + Probability(t) * Probability(-t) * (Derivative(_plain, s) + t * Derivative(_logistic, s));
    }

    /// <summary>Maps the range of the amount to the real line.</summary>
    private double Unbound(double x) => (double.IsFinite(Min), double.IsFinite(Max)) switch
    {
        (false, false) => x,
        (true, false) => Math.Log(x - Min),
        (false, true) => -Math.Log(Max - x),
        _ => Math.Log((x - Min) / (Max - x)),
    };

    private double Bound(double m) => (double.IsFinite(Min), double.IsFinite(Max)) switch
    {
        (false, false) => m,
        (true, false) => Min + Math.Exp(m),
        (false, true) => Max - Math.Exp(-m),
        _ => m < 0 ? Min + (Max - Min) * Probability(m) : Max - (Max - Min) * Probability(-m),
    };

    /// <summary>dx/dM at a value.</summary>
    private double BoundSlope(double x) => (double.IsFinite(Min), double.IsFinite(Max)) switch
    {
        (false, false) => 1,
        (true, false) => x - Min,
        (false, true) => Max - x,
        _ => (x - Min) * ((Max - x) / (Max - Min)),
    };

    /// <summary>The log-odds of a value: Newton steps inside a shrinking bracket.</summary>
    private double LogOdds(double x)
    {
        var goal = Unbound(x);
        double low = -800, high = 800, t = 0;
        for (var step = 0; step < 100; step++)
        {
            var excess = Value(t) - goal;
            if (excess == 0)
                return t;
            (low, high) = excess > 0 ? (low, t) : (t, high);
            var next = t - excess / Slope(t);
            if (!(next > low && next < high))
                next = (low + high) / 2;
            if (Math.Abs(next - t) <= 1e-15 * Math.Max(1, Math.Abs(t)))
                return next;
            t = next;
        }

        return t;
    }
}
