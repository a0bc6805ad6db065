using System.Numerics;
using CostSim.Numerics.Statistics;

namespace CostSim.Numerics.Tests.Statistics;

/// <summary>Sums of products against integers of any length.</summary>
public class ProductSumTests
{
    private static readonly long[] Values =
        [0, 1, -1, 12_345, -(1L << 31), 1L << 32, (1L << 53) - 1, -(1L << 62), long.MaxValue, long.MinValue, 987_654_321_987_654_321, -3];

    [Fact]
    public void Any_products_are_added_exactly_in_any_order()
    {
        var (forwards, backwards, merged) = (new ProductSum(), new ProductSum(), new ProductSum());
        var expected = BigInteger.Zero;
        foreach (var (a, b) in Pairs())
        {
            forwards.Add(a, b);
            expected += (BigInteger)a * b;
            var one = new ProductSum();
            one.Add(a, b);
            merged.Add(one);
        }

        foreach (var (a, b) in Pairs().Reverse())
            backwards.Add(a, b);
        Assert.Equal(expected, forwards.Value);
        Assert.Equal(expected, ((BigInteger)forwards.Parts.High << 64) + forwards.Parts.Low);
        Assert.Equal(forwards.Parts, backwards.Parts);
        Assert.Equal(forwards.Parts, merged.Parts);
    }

    [Fact]
    public void Shifted_values_are_added_exactly()
    {
        for (var shift = 0; shift <= 64; shift++)
        {
            foreach (var value in Values)
            {
                var sum = new ProductSum();
                sum.Add(7, 9);
                sum.AddShifted((Int128)value << 40, shift);
                Assert.Equal(63 + ((BigInteger)value << (40 + shift)), sum.Value);
            }
        }
    }

    private static IEnumerable<(long A, long B)> Pairs() => Values.SelectMany(a => Values.Select(b => (a, b)));
}
