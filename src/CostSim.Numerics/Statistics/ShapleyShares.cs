using System.Numerics;

namespace CostSim.Numerics.Statistics;

/// <summary>
/// Shapley shares of the factors in the difference of two products: the effect of changing a factor, averaged over all orders of changing
/// the factors one after the other (Shapley, "A value for n-person games", 1953). The shares add up to the difference, do not depend on the
/// order of the factors, and are 0 for equal factors.
/// </summary>
public static class ShapleyShares
{
    /// <summary>The shares of b[0]·b[1]·… − a[0]·a[1]·….</summary>
    /// <param name="from">The factors a, 1 to 16 of them.</param>
    /// <param name="to">The factors b, as many.</param>
    public static double[] OfProduct(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        var count = from.Length;
        var weights = new double[count];
        for (var before = 0; before < count; before++)
            weights[before] = Weight(count, before);
        var shares = new double[count];
        for (var changed = 0; changed < 1 << count; changed++)
        {
            for (var factor = 0; factor < count; factor++)
            {
                if ((changed & (1 << factor)) != 0)
                    continue;
                var others = 1.0;
                for (var other = 0; other < count; other++)
                {
                    if (other != factor)
                        others *= (changed & (1 << other)) != 0 ? to[other] : from[other];
                }

                shares[factor] += weights[BitOperations.PopCount((uint)changed)] * others * (to[factor] - from[factor]);
            }
        }

        return shares;
    }

    /// <summary>
    /// The share of all orders in which exactly a given set comes before a given factor: 1/n divided by the number of such sets.
    /// </summary>
    /// <param name="count">The number of factors.</param>
    /// <param name="before">The size of the set.</param>
    public static double Weight(int count, int before) => 1 / (count * Choose(count - 1, before));

    private static double Choose(int n, int k)
    {
        var result = 1.0;
        for (var i = 1; i <= k; i++)
            result *= (double)(n - k + i) / i;
        return result;
    }
}
