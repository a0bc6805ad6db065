using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>Moments of one copy, from which follows how a sum of independent copies differs from a normal distribution.</summary>
/// <param name="Variation">Squared coefficient of variation.</param>
/// <param name="Skewness">Skewness.</param>
/// <param name="Kurtosis">Excess kurtosis, 0 for a normal distribution.</param>
internal readonly record struct CopyMoments(double Variation, double Skewness, double Kurtosis)
{
    /// <summary>Below this variation of a product, third and fourth moments are rounding errors.</summary>
    private const double VariationMin = 1e-8;

    /// <summary>Of a product of independent factors.</summary>
    public static CopyMoments Of(IEnumerable<WeightedValues> factors) => Of(factors.Select(law => Central.Of(law.Values, law.Weights)));

    /// <summary>
    /// Of a product of independent factors, each relative to its mean: the raw moments of a product are the products of those of its
    /// factors.
    /// </summary>
    public static CopyMoments Of(IEnumerable<Central> factors)
    {
        List<Central> all = [.. factors];
        if (all.TrueForAll(factor => factor.Second == 0))
            return default;
        if (all.Count == 1)
            return Of(all[0]);
        var (logarithm, third, fourth) = (0.0, 1.0, 1.0);
        foreach (var of in all)
        {
            logarithm += Math.Log(1 + of.Second);
            third *= 1 + 3 * of.Second + of.Third;
            fourth *= 1 + 6 * of.Second + 4 * of.Third + of.Fourth;
        }

        var second = Math.Exp(logarithm);
        return second - 1 < VariationMin ? new CopyMoments(second - 1, 0, 0)
            : Of(new Central(second - 1, third - 3 * second + 2, fourth - 4 * third + 6 * second - 3));
    }

    private static CopyMoments Of(Central of) =>
        new(of.Second, of.Third / Math.Pow(of.Second, 1.5), of.Fourth / (of.Second * of.Second) - 3);

    /// <summary>Central moments of a distribution divided by powers of its mean; 0 for constants.</summary>
    internal readonly record struct Central(double Second, double Third, double Fourth)
    {
        private const double Negligible = 1e-14;

        /// <param name="values">Values.</param>
        /// <param name="weights">Their weights; they need not add up to 1.</param>
        public static Central Of(double[] values, double[] weights)
        {
            var (all, first) = (0.0, 0.0);
            for (var i = 0; i < values.Length; i++)
                (all, first) = (all + weights[i], first + weights[i] * values[i]);
            if (!(first > 0))
                return default;
            var (mean, second, third, fourth) = (first / all, 0.0, 0.0, 0.0);
            for (var i = 0; i < values.Length; i++)
            {
                var d = values[i] / mean - 1;
                var square = weights[i] * d * d;
                (second, third, fourth) = (second + square, third + square * d, fourth + square * d * d);
            }

            return second > Negligible * all ? new Central(second / all, third / all, fourth / all) : default;
        }
    }
}
