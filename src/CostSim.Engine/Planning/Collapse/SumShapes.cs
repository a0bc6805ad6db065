using CostSim.Numerics.Distributions;
using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>Decides how sums of independent copies are sampled: as normal, with skewness, or from a table of their distributions.</summary>
/// <remarks>
/// The terms that a normal approximation omits from a sum of n at P1 and P99, relative to the sum, are √(δ/n) × (|γ|(z² − 1)/6/√n + (|κ|(z³
/// −
/// 3z)/24 + γ²(2z³ − 5z)/36)/n), with δ the squared coefficient of variation of one copy, γ its skewness and κ its kurtosis (Cornish and
/// Fisher 1937).
/// </remarks>
/// <param name="budget">The budget of the collapse.</param>
internal sealed class SumShapes(CollapseBudget budget)
{
    /// <summary>Effects below this relative size are ignored.</summary>
    private const double Negligible = 2e-6;

    /// <summary>Tolerated relative error beyond the skewness term.</summary>
    private const double Tolerated = 5e-5;

    /// <summary>Cells of a product of several factors.</summary>
    private const int Cells = 1024;

    /// <summary>Standard normal deviate of P99.</summary>
    public const double Z = 2.3263478740408408;

    /// <summary>Tables are filled on first use: a rejected plan does not need them.</summary>
    private readonly Dictionary<string, Lazy<FoldTable>> _named = [];
    private readonly Dictionary<WeightedValues, Lazy<FoldTable>> _ofFactors = new(ReferenceEqualityComparer.Instance);

    /// <summary>The greatest remaining relative error of any sum at P1 and P99.</summary>
    public double ErrorMax { get; private set; }

    /// <summary>Sums of products of independent factors.</summary>
    /// <param name="factors">The distributions of the factors.</param>
    /// <param name="copies">Mean number of copies.</param>
    /// <param name="times">How often each copy is added.</param>
    public SumShape Of(IReadOnlyList<WeightedValues> factors, double copies, int times)
    {
        var shape = Of(CopyMoments.Of(factors),
            () => factors.Count == 1 ? Known(_ofFactors, factors[0], () => factors[0]) : Fold(() => WeightedValues.Product(factors, Cells)),
                copies, 1);
        // A table is indexed by the number of additions.
        return times == 1 ? shape
            : shape.Table is null ? shape with { Skewness = shape.Skewness * Math.Sqrt(times) } : Unshaped(factors, copies);
    }

    /// <summary>Records the error of a sum that is sampled as normal whatever its distribution.</summary>
    /// <param name="factors">The distributions of the factors of one copy.</param>
    /// <param name="copies">Mean number of copies.</param>
    public SumShape Unshaped(IReadOnlyList<WeightedValues> factors, double copies)
    {
        var (_, first, second) = LeftOut(CopyMoments.Of(factors), copies, 1);
        ErrorMax = Math.Max(ErrorMax, first + second);
        return SumShape.Normal;
    }

    /// <summary>Sums of copies of one distribution, identified by a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="moments">Moments of one copy.</param>
    /// <param name="law">The distribution of one copy, evaluated only if the moments are not enough.</param>
    /// <param name="copies">Mean number of copies.</param>
    /// <param name="materiality">The sum's share of the quantity of interest.</param>
    public SumShape Of(string name, CopyMoments moments, Func<WeightedValues> law, double copies, double materiality) =>
        Of(moments, () => Known(_named, name, law), copies, materiality);

    /// <summary>Records the error of a total of items' counts beyond their skewness.</summary>
    /// <param name="skewness">Skewness of one item's count.</param>
    /// <param name="deviation">Its standard deviation.</param>
    /// <param name="items">Number of items.</param>
    /// <param name="units">Total number of their units.</param>
    /// <param name="materiality">Their share of the quantity of interest.</param>
    public void AddCount(double skewness, double deviation, double items, double units, double materiality)
    {
        // The kurtosis is assumed to be that of a gamma distribution with the same skewness, 3/2 of its square.
        var beyond = skewness * skewness * (1.5 * (Z * Z * Z - 3 * Z) / 24 + (2 * Z * Z * Z - 5 * Z) / 36) / Math.Max(1, items);
        ErrorMax = Math.Max(ErrorMax, materiality * Math.Sqrt(items) * deviation * beyond / Math.Max(1, units));
    }

    /// <summary>Records the error of a sum of independent copies beyond its skewness.</summary>
    /// <param name="skewness">Skewness of one.</param>
    /// <param name="variation">Its coefficient of variation.</param>
    /// <param name="copies">Mean number of copies.</param>
    public void AddSum(double skewness, double variation, double copies)
    {
        var beyond = skewness * skewness * (1.5 * (Z * Z * Z - 3 * Z) / 24 + (2 * Z * Z * Z - 5 * Z) / 36) / Math.Max(1, copies);
        ErrorMax = Math.Max(ErrorMax, variation / Math.Sqrt(Math.Max(1, copies)) * beyond);
    }

    /// <summary>Records the relative error of a sum that is read from a table of means.</summary>
    public void AddTable(double error) => ErrorMax = Math.Max(ErrorMax, error);

    private SumShape Of(CopyMoments moments, Func<Lazy<FoldTable>> table, double copies, double materiality)
    {
        var (deviation, first, second) = LeftOut(moments, copies, materiality);
        if (second > Tolerated)
        {
            // A table ends where a lognormal distribution with this variation has this share of its variance beyond; that share is lost.
            var beyond = 1 - Normal.Standard.Cdf(FoldTable.DeviateMax - 2 * Math.Sqrt(Math.Log(1 + moments.Variation)));
            ErrorMax = Math.Max(ErrorMax, deviation * Z * beyond / 2);
            return new SumShape(moments.Skewness, table());
        }

        ErrorMax = Math.Max(ErrorMax, second + (first > Negligible ? 0 : first));
        return first > Negligible ? new SumShape(moments.Skewness, null) : SumShape.Normal;
    }

    private Lazy<FoldTable> Known<T>(Dictionary<T, Lazy<FoldTable>> tables, T key, Func<WeightedValues> law)
        where T : class => tables.TryGetValue(key, out var known) ? known : tables[key] = Fold(law);

    private Lazy<FoldTable> Fold(Func<WeightedValues> law)
    {
        budget.Spend(CollapseBudget.OfFoldTable);
        return new Lazy<FoldTable>(() => new FoldTable(law()));
    }

    /// <summary>Records the error of a ratio of averages, one of which has the given moments.</summary>
    /// <param name="moments">Moments of one copy of it.</param>
    /// <param name="copies">Mean number of copies.</param>
    /// <param name="materiality">The sum's share of the quantity of interest.</param>
    public void AddRatio(CopyMoments moments, double copies, double materiality) =>
        ErrorMax = Math.Max(ErrorMax, LeftOut(moments, copies, materiality).Second);

    /// <summary>The relative deviation of a sum, and the two terms that a normal approximation omits.</summary>
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
