using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>The law of one item's counts by enumeration: small whole numbers, given the run-level chances.</summary>
internal static class ItemCounts
{
    /// <summary>Points at which an item-level part of a chance is taken: midpoints of equal shares of its law.</summary>
    private const int QuadraturePoints = 24;

    /// <summary>
    /// The values that the item-level parts of a chance take, each as likely as the other; 1 where there are none. Null for several parts, whose product
    /// would need a grid of its own.
    /// </summary>
    public static double[]? ItemValues(Factor chance, IReadOnlyList<Draw> itemDraws) => chance.ItemDraws.Count switch
    {
        0 => [1],
        1 => [.. Enumerable.Range(0, QuadraturePoints).Select(i => itemDraws[chance.ItemDraws[0]].Quantile.At((i + 0.5) / QuadraturePoints))],
        _ => null,
    };

    /// <summary>Probabilities of 0, 1, …, units taken out of so many.</summary>
    /// <param name="units">Units of the item.</param>
    /// <param name="rule">Whether the count is rounded or drawn.</param>
    /// <param name="chance">The rule's run-level chance with its constant.</param>
    /// <param name="itemValues">See <see cref="ItemValues"/>; for counts that are drawn.</param>
    /// <param name="itemDraws">The plan's item-level draws.</param>
    public static double[] Taken(int units, CountRule rule, double chance, double[] itemValues, IReadOnlyList<Draw> itemDraws)
    {
        if (rule.Rounded)
            return rule.Chance.ItemDraws.Count == 0
                ? Certain(units, rule.Chance.IsConstant ? CountRule.Round(units, chance) : MathF.Round((float)chance * units))
                : Rounded(units, chance, itemDraws[rule.Chance.ItemDraws[0]].Quantile);
        var law = new double[units + 1];
        foreach (var value in itemValues)
        {
            var binomial = Binomial(units, Math.Clamp(chance * value, 0, 1));
            for (var k = 0; k <= units; k++)
                law[k] += binomial[k] / itemValues.Length;
        }

        return law;
    }

    private static double[] Certain(int units, double count)
    {
        var law = new double[units + 1];
        law[(int)Math.Clamp(count, 0, units)] = 1;
        return law;
    }

    /// <summary>
    /// The law of round(units × chance × I): between the shares of I's law at which the product crosses the halves. Points here and there would miss the rare
    /// items that round the other way, and those are what the count's variance may consist of.
    /// </summary>
    private static double[] Rounded(int units, double chance, QuantileFunction item)
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

    /// <summary>The share of a law below a value, by halving: quantile functions ascend.</summary>
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

    /// <summary>The binomial law, by its ratio of neighbours from the likelier end, so that nothing underflows that matters.</summary>
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
