using CostSim.Numerics.Statistics;

namespace CostSim.Numerics.Tests.Statistics;

public class ShapleySharesTests
{
    /// <summary>
    /// 10 calls of 100 tokens become 20 of 300. Calls first: 10·100, then 20·200; tokens first: 10·200, then 10·300. The averages: 2,000
    /// and 3,000.
    /// </summary>
    [Fact]
    public void Of_two_factors_it_is_the_average_of_both_orders() => Near([2000, 3000], ShapleyShares.OfProduct([10, 100], [20, 300]));

    /// <summary>
    /// 1·1·1 becomes 2·3·5: of the six orders the first factor adds 1 (twice), 3, 5 and 15 (twice); the second 2 (twice), 4, 10 and 20
    /// (twice); the third 4 (twice), 8, 12 and 24 (twice).
    /// </summary>
    [Fact]
    public void Of_three_factors_it_is_the_average_of_six_orders() =>
        Near([(1 + 1 + 3 + 5 + 15 + 15) / 6.0, (2 + 2 + 4 + 10 + 20 + 20) / 6.0, (4 + 4 + 8 + 12 + 24 + 24) / 6.0],
            ShapleyShares.OfProduct([1, 1, 1], [2, 3, 5]));

    [Fact]
    public void A_factor_that_stays_has_no_share_and_the_order_of_factors_does_not_matter()
    {
        var shares = ShapleyShares.OfProduct([4, 7, 0.5, 3], [6, 7, 0.25, 9]);
        var turned = ShapleyShares.OfProduct([3, 0.5, 7, 4], [9, 0.25, 7, 6]);

        Assert.Equal(0, shares[1]);
        Near([turned[3], 0, turned[1], turned[0]], shares);
        Assert.Equal(6 * 7 * 0.25 * 9 - 4 * 7 * 0.5 * 3, shares.Sum(), 1e-12);
    }

    [Fact]
    public void From_nothing_all_of_it_belongs_to_the_factor_that_was_zero() => Near([12, 0], ShapleyShares.OfProduct([0, 4], [3, 4]));

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-9);
    }
}
