using CostSim.Numerics.Distributions;
using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>Says how sums of independent copies are to be drawn: normal, with skewness, or by the table of their laws.</summary>
/// <remarks>
/// The terms that a normal law leaves out of a sum of n at P1 and P99, relative to the sum, are √(δ/n) × (|γ|(z² − 1)/6/√n + (|κ|(z³ −
/// 3z)/24 + γ²(2z³ − 5z)/36)/n), with δ the squared coefficient of variation of one copy, γ its skewness and κ its kurtosis (Cornish and
/// Fisher 1937).
/// </remarks>
internal sealed class SumShapes
{
    /// <summary>What moves a sum by less than this share of it is not drawn.</summary>
    private const double Negligible = 2e-6;

    /// <summary>What is left beyond the skewness may move a sum by this share of it.</summary>
    private const double Tolerated = 5e-5;

    /// <summary>Cells of a product of several factors.</summary>
    private const int Cells = 1024;

    /// <summary>Standard normal deviate of P99.</summary>
    public const double Z = 2.3263478740408408;

    /// <summary>Tables are filled when they are read: a plan that is refused in the end needs none.</summary>
    private readonly Dictionary<string, Lazy<FoldTable>> _named = [];
    private readonly Dictionary<WeightedValues, Lazy<FoldTable>> _ofFactors = new(ReferenceEqualityComparer.Instance);

    /// <summary>The greatest error that is left of any sum, relative to it, at P1 and P99.</summary>
    public double ErrorMax { get; private set; }

    /// <summary>Sums of products of independent factors.</summary>
    /// <param name="factors">The laws of the factors.</param>
    /// <param name="copies">Copies on average.</param>
    /// <param name="times">How often each copy is added: the shape is that of a sum of so many times the copies.</param>
    public SumShape Of(IReadOnlyList<WeightedValues> factors, double copies, int times)
    {
        var shape = Of(CopyMoments.Of(factors),
            () => factors.Count == 1 ? Known(_ofFactors, factors[0], () => factors[0]) : Fold(() => WeightedValues.Product(factors, Cells)),
                copies, 1);
        // A table is read by the number of additions.
        return times == 1 ? shape
            : shape.Table is null ? shape with { Skewness = shape.Skewness * Math.Sqrt(times) } : Unshaped(factors, copies);
    }

    /// <summary>A sum that is drawn as a normal one whatever its law is; what that leaves out is noted.</summary>
    /// <param name="factors">The laws of the factors of one copy.</param>
    /// <param name="copies">Copies on average.</param>
    public SumShape Unshaped(IReadOnlyList<WeightedValues> factors, double copies)
    {
        var (_, first, second) = LeftOut(CopyMoments.Of(factors), copies, 1);
        ErrorMax = Math.Max(ErrorMax, first + second);
        return SumShape.Normal;
    }

    /// <summary>Sums of one law, under a name that tells it from others.</summary>
    /// <param name="name">The name.</param>
    /// <param name="moments">Moments of one copy.</param>
    /// <param name="law">The law of one copy, which is asked for where the moments are not enough.</param>
    /// <param name="copies">Copies on average.</param>
    /// <param name="materiality">The share that the sum has of what is looked at.</param>
    public SumShape Of(string name, CopyMoments moments, Func<WeightedValues> law, double copies, double materiality) =>
        Of(moments, () => Known(_named, name, law), copies, materiality);

    /// <summary>Notes what is left out of a total of counts that items have, each with some skewness, beyond that skewness.</summary>
    /// <param name="skewness">Skewness of one item's count.</param>
    /// <param name="deviation">Its standard deviation.</param>
    /// <param name="items">Items.</param>
    /// <param name="units">Units that they have in all.</param>
    /// <param name="materiality">The share that these have of what is looked at.</param>
    public void AddCount(double skewness, double deviation, double items, double units, double materiality)
    {
        // The kurtosis is taken to be that of a gamma law with the same skewness, 3/2 of its square.
        var beyond = skewness * skewness * (1.5 * (Z * Z * Z - 3 * Z) / 24 + (2 * Z * Z * Z - 5 * Z) / 36) / Math.Max(1, items);
        ErrorMax = Math.Max(ErrorMax, materiality * Math.Sqrt(items) * deviation * beyond / Math.Max(1, units));
    }

    /// <summary>Notes what is left out of a sum of independent copies beyond its skewness.</summary>
    /// <param name="skewness">Skewness of one.</param>
    /// <param name="variation">Its coefficient of variation.</param>
    /// <param name="copies">Copies on average.</param>
    public void AddSum(double skewness, double variation, double copies)
    {
        var beyond = skewness * skewness * (1.5 * (Z * Z * Z - 3 * Z) / 24 + (2 * Z * Z * Z - 5 * Z) / 36) / Math.Max(1, copies);
        ErrorMax = Math.Max(ErrorMax, variation / Math.Sqrt(Math.Max(1, copies)) * beyond);
    }

    private SumShape Of(CopyMoments moments, Func<Lazy<FoldTable>> table, double copies, double materiality)
    {
        var (deviation, first, second) = LeftOut(moments, copies, materiality);
        if (second > Tolerated)
        {
            // A table ends where a lognormal law of so much variation has this share of its variance beyond, which is gone from the middle.
            var beyond = 1 - Normal.Standard.Cdf(FoldTable.DeviateMax - 2 * Math.Sqrt(Math.Log(1 + moments.Variation)));
            ErrorMax = Math.Max(ErrorMax, deviation * Z * beyond / 2);
            return new SumShape(moments.Skewness, table());
        }

        ErrorMax = Math.Max(ErrorMax, second + (first > Negligible ? 0 : first));
        return first > Negligible ? new SumShape(moments.Skewness, null) : SumShape.Normal;
    }

    private static Lazy<FoldTable> Known<T>(Dictionary<T, Lazy<FoldTable>> tables, T key, Func<WeightedValues> law)
        where T : class => tables.TryGetValue(key, out var known) ? known : tables[key] = Fold(law);

    private static Lazy<FoldTable> Fold(Func<WeightedValues> law) => new(() => new FoldTable(law()));

    /// <summary>Notes a ratio of averages, of which one is of a law.</summary>
    /// <param name="moments">Moments of one copy of it.</param>
    /// <param name="copies">Copies on average.</param>
    /// <param name="materiality">The share that the sum has of what is looked at.</param>
    public void AddRatio(CopyMoments moments, double copies, double materiality) =>
        ErrorMax = Math.Max(ErrorMax, LeftOut(moments, copies, materiality).Second);

    /// <summary>The relative deviation of a sum, and the two terms that a normal law leaves out.</summary>
    private static (double Deviation, double First, double Second) LeftOut(CopyMoments moments, double copies, double materiality)
    {
        var n = Math.Max(1, copies);
        var deviation = Math.Sqrt(moments.Variation / n) * materiality;
        return (
            deviation, deviation * Math.Abs(moments.Skewness) * (Z * Z - 1) / 6 / Math.Sqrt(n),
            deviation
                * (Math.Abs(moments.Kurtosis) * (Z * Z * Z - 3 * Z) / 24
                    + moments.Skewness * moments.Skewness * (2 * Z * Z * Z - 5 * Z) / 36) / n);
    }
}
