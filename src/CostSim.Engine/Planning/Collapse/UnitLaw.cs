using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>Distributions of the number of units of one item: the probabilities of 0, 1, ….</summary>
internal static class UnitLaw
{
    /// <summary>Maximum number of units of an item that is enumerated.</summary>
    public const int UnitsMax = 512;

    /// <summary>
    /// Number of values for a probability that differs between items, each a cell mean: less than a thousandth of its variance is lost.
    /// </summary>
    private const int ValuesMax = 32;

    public static void ThrowIfTooMany(int length)
    {
        if (length > UnitsMax + 1)
            throw new NotCollapsibleException($"an item can have more than {UnitsMax} units, too many to enumerate");
    }

    public static double[] Multiply(double[] law, int factor)
    {
        if (factor == 1)
            return law;
        var result = new double[(law.Length - 1) * factor + 1];
        ThrowIfTooMany(result.Length);
        for (var n = 0; n < law.Length; n++)
            result[n * factor] = law[n];
        return result;
    }

    /// <summary>Units that each go on with a probability.</summary>
    public static double[] Thinned(double[] units, RatePoint point, UnitChance chance) =>
        Mixed(units, point, chance, 0, (n, p) => Binomial(n, p));

    /// <summary>Units that each leave with the product of some probabilities.</summary>
    public static double[] Left(double[] units, RatePoint point, IReadOnlyList<UnitChance> leaving)
    {
        var all = leaving.Aggregate(ItemFunction.One, (product, chance) => product.Times(chance.Item));
        var run = leaving.Aggregate(1.0, (product, chance) => product * point.Chance(chance.Run));
        return Of(units, Thin(point.Values(all)), 0, point.Budget, (n, value) => Binomial(n, 1 - Math.Clamp(run * value, 0, 1)));
    }

    /// <summary>Units that are each duplicated with a probability.</summary>
    public static double[] Twice(double[] units, RatePoint point, UnitChance chance) =>
        Mixed(units, point, chance, units.Length - 1, (n, p) => Shifted(Binomial(n, p), n));

    /// <summary>The distribution given the units before, mixed over the items' probabilities.</summary>
    private static double[] Mixed(double[] units, RatePoint point, UnitChance chance, int more, Func<int, double, double[]> conditional)
    {
        var run = point.Chance(chance.Run);
        return Of(units, Thin(point.Values(chance.Item)), more, point.Budget, (n, value) => conditional(n, Math.Clamp(run * value, 0, 1)));
    }

    private static double[] Of(double[] units, IReadOnlyList<(double Value, double Weight)> values, int more, EnumerationBudget budget,
        Func<int, double, double[]> conditional)
    {
        var result = new double[units.Length + more];
        foreach (var (value, weight) in values)
        {
            for (var n = 0; n < units.Length; n++)
            {
                if (units[n] * weight == 0)
                    continue;
                var law = conditional(n, value);
                budget.Spend(4 * law.Length);
                for (var k = 0; k < law.Length; k++)
                    result[k] += units[n] * weight * law[k];
            }
        }

        return result;
    }

    /// <summary>The same distribution with fewer values, neighbours merged at their mean.</summary>
    public static IReadOnlyList<(double Value, double Weight)> Thin(IEnumerable<(double Value, double Weight)> values)
    {
        var all = values.GroupBy(value => value.Value).Select(same => (Value: same.Key, Weight: same.Sum(value => value.Weight))).OrderBy(
            value => value.Value).ToList();
        if (all.Count <= ValuesMax || (all.Count <= UnitsMax && all.TrueForAll(value => double.IsInteger(value.Value))))
            return all;
        var cells = new List<(double Value, double Weight)>();
        double below = 0, weight = 0, sum = 0;
        foreach (var value in all)
        {
            (below, weight, sum) = (below + value.Weight, weight + value.Weight, sum + value.Weight * value.Value);
            if (below * ValuesMax < cells.Count + 1 && value != all[^1])
                continue;
            cells.Add((sum / weight, weight));
            (weight, sum) = (0, 0);
        }

        return cells;
    }

    /// <summary>The mixture of conditional distributions over the distribution of the units before.</summary>
    public static double[] Mix(double[] units, EnumerationBudget budget, Func<int, double[]> conditional) =>
        Of(units, [(1, 1)], 0, budget, (n, _) => conditional(n));

    /// <summary>A constant count.</summary>
    public static double[] Certain(int units, double count)
    {
        var law = new double[units + 1];
        law[(int)Math.Clamp(count, 0, units)] = 1;
        return law;
    }

    /// <summary>The distribution of round(units × share) over a distribution of units.</summary>
    /// <param name="units">The distribution.</param>
    /// <param name="share">The share.</param>
    /// <param name="budget">The budget of steps.</param>
    /// <param name="isCertain">
    /// Whether the share is a decimal constant, so that halves are exact; otherwise the product is a float, as in the kernel.
    /// </param>
    public static double[] Rounded(double[] units, double share, bool isCertain, EnumerationBudget budget) =>
        Mix(units, budget, n => Certain(n, isCertain ? CountRule.Round(n, share) : MathF.Round((float)share * n)));

    /// <summary>
    /// The distribution of round(units × probability × I), from the probabilities at which the product crosses halves. Sample points would
    /// miss the rare items that round the other way, which may make up all of the count's variance.
    /// </summary>
    public static double[] Rounded(int units, double chance, QuantileFunction item)
    {
        var law = new double[units + 1];
        var below = 0.0;
        for (var k = 0; k <= units && below < 1; k++)
        {
            var upTo = k == units ? 1 : ShareBelow(item, (k + 0.5) / (units * chance));
            law[k] = upTo - below;
            below = upTo;
        }

        return law;
    }

    /// <summary>The probability below a value, by bisection: quantile functions increase.</summary>
    private static double ShareBelow(QuantileFunction law, double value)
    {
        if (value <= law.Min)
            return 0;
        if (value >= law.Max)
            return 1;
        double low = 0, high = 1;
        for (var step = 0; step < 40; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = law.At(middle) < value ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static double[] Shifted(double[] law, int by) => [.. new double[by], .. law];

    /// <summary>
    /// The binomial distribution, by ratios of neighbours from the likelier end, so that only negligible terms underflow.
    /// </summary>
    public static double[] Binomial(int n, double p)
    {
        if (p > 0.5)
        {
            var mirrored = Binomial(n, 1 - p);
            Array.Reverse(mirrored);
            return mirrored;
        }

        var law = new double[n + 1];
        law[0] = Math.Pow(1 - p, n);
        for (var k = 0; k < n; k++)
            law[k + 1] = law[k] * (n - k) / (k + 1) * (p / (1 - p));
        return law;
    }
}
