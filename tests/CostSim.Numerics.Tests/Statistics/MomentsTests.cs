using System.Numerics;
using CostSim.Numerics.Random;
using CostSim.Numerics.Statistics;

namespace CostSim.Numerics.Tests.Statistics;

/// <summary>The moments against integers of any length.</summary>
public class MomentsTests
{
    public static TheoryData<long, long> Ranges => new()
    {
        { 0, 1 }, { 0, 100 }, { -5, 5 }, { 0, 1L << 20 }, { 1_000_000_000_000, 1_000_001_000_000 }, { -(1L << 40), 1L << 45 },
        { 166_000_000_000_000, 900_000_000_000_000 }, { -(1L << 61), 1L << 62 }, { long.MinValue, -2 }, { 1, long.MaxValue },
        { -(1L << 55), (1L << 56) - 1 }, { (1L << 56) - 2, (1L << 56) - 1 }, { (1L << 56) - 9, (1L << 56) + 9 },
        { -(1L << 55), -(1L << 55) + 1 }, { -(1L << 55) - 1, -(1L << 55) },
    };

    [Theory, MemberData(nameof(Ranges))]
    public void Sums_and_extremes_are_exact(long min, long max)
    {
        var values = Sample(min, max, 20_000);
        var moments = Of(values);
        Assert.Equal(values.Length, moments.Count);
        Assert.Equal((values.Min(), values.Max()), (moments.Min, moments.Max));
        var sum = values.Aggregate(BigInteger.Zero, (total, value) => total + value);
        Assert.Equal(sum, (BigInteger)moments.Integers().ElementAt(3));
        Assert.Equal((double)sum / values.Length, moments.Mean, Math.Abs((double)sum) / values.Length * 4e-16);
    }

    [Theory, MemberData(nameof(Ranges))]
    public void Squares_and_the_standard_deviation_are_exact(long min, long max)
    {
        // All over the range, and in a thousandth of it at one end, where squares are nearly all the same.
        foreach (var last in new[] { max, min + (max - min) / 1000, min })
        {
            var values = Sample(min, last, 20_000);
            var moments = Of(values);
            Assert.Equal(values.Aggregate(BigInteger.Zero, (total, value) => total + (BigInteger)value * value), Squares(moments));
            Assert.Equal(Deviation(values), moments.StandardDeviation, 1e-14 * Deviation(values));
        }
    }

    /// <summary>
    /// What values near those that matter looked like beside a tail that hardly anyone draws: the spread must not drown in it.
    /// </summary>
    [Fact]
    public void One_value_far_out_hides_nothing_of_the_others()
    {
        long[] values = [.. Sample(1_000_000, 1_000_900, 10_000), 1L << 61];
        var moments = Of(values[..^1]);

        Assert.Equal(Deviation(values[..^1]), moments.StandardDeviation, 1e-10);
        moments.Add([values[^1]]);
        Assert.Equal(values.Aggregate(BigInteger.Zero, (total, value) => total + (BigInteger)value * value), Squares(moments));
    }

    [Fact]
    public void A_value_taken_many_times_is_taken_so_often()
    {
        foreach (var value in new[] { 0, 7, -7, (1L << 56) + 1, long.MaxValue, long.MinValue })
        {
            var moments = new Moments();
            moments.Add(value, 3000);
            Assert.Equal(Of([.. Enumerable.Repeat(value, 3000)]).Integers(), moments.Integers());
            Assert.Equal(0, moments.StandardDeviation);
        }
    }

    [Fact]
    public void Where_the_range_is_small_the_standard_deviation_is_exact()
    {
        long[] values = [3, 1, 4, 1, 5, 9, 2, 6];
        Assert.Equal(Math.Sqrt((173 - 31 * 31 / 8.0) / 7), Of(values).StandardDeviation, 1e-15);
        Assert.Equal(0, Of([7]).StandardDeviation);
        Assert.Equal(0, Of([9, 9, 9, 9, 9, 9, 9]).StandardDeviation);
    }

    [Theory, MemberData(nameof(Ranges))]
    public void Neither_order_nor_blocks_nor_merging_change_a_bit(long min, long max)
    {
        var values = Sample(min, max, 20_000);
        var expected = Of(values).Integers().ToList();
        Assert.Equal(expected, Of([.. Enumerable.Reverse(values)]).Integers());
        foreach (var size in new[] { 1, 3, 64, 999 })
        {
            var merged = new Moments();
            foreach (var part in Enumerable.Reverse(values.Chunk(size)))
                merged.Merge(Of(part));
            Assert.Equal(expected, merged.Integers());
        }
    }

    [Fact]
    public void Blocks_at_the_ends_of_the_range_do_not_overflow()
    {
        foreach (var (min, max) in new[] { (0L, long.MaxValue), (-(1L << 62), (1L << 62) - 1), (0L, (1L << 47) - 1) })
        {
            long[] values = [.. Enumerable.Repeat(min, BlockSize / 2), .. Enumerable.Repeat(max, BlockSize / 2)];
            var moments = new Moments();
            for (var block = 0; block < 8; block++)
                moments.Add(values);
            Assert.Equal(8 * BlockSize, moments.Count);
            Assert.Equal(((double)max - min) / 2, moments.StandardDeviation, ((double)max - min) * (1e-6 + 1.0 / BlockSize / 8));
            Assert.Equal(((BigInteger)min + max) * (4 * BlockSize), (BigInteger)moments.Integers().ElementAt(3));
        }
    }

    [Fact]
    public void Nothing_taken_is_nothing_counted()
    {
        var moments = new Moments();
        moments.Add([]);
        Assert.Equal(0, moments.Count);
        Assert.Equal(0, moments.StandardDeviation);
        moments.Merge(Of([4]));
        Assert.Equal((4, 4), (moments.Min, moments.Max));
    }

    private const int BlockSize = 3000;

    private static BigInteger Squares(Moments moments) =>
        ((BigInteger)moments.Integers().ElementAt(4) << 64) + (BigInteger)moments.Integers().ElementAt(5);

    private static Moments Of(long[] values)
    {
        var moments = new Moments();
        foreach (var block in values.Chunk(BlockSize))
            moments.Add(block);
        return moments;
    }

    private static double Deviation(long[] values)
    {
        BigInteger n = values.Length, sum = 0, squares = 0;
        foreach (var value in values)
        {
            sum += value;
            squares += (BigInteger)value * value;
        }

        // In units of 1e-18, so that the whole quotient has digits enough.
        return Math.Sqrt((double)((n * squares - sum * sum) * BigInteger.Pow(10, 18) / (n * (n - 1)))) / 1e9;
    }

    private static long[] Sample(long min, long max, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (long)(min + (BigInteger)Word(i) * ((BigInteger)max - min) / uint.MaxValue))];

    private static uint Word(int trial) => new WordAddress(5, 6, 7).Word(8, trial);
}
