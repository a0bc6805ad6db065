using System.Text;

namespace CostSim.Parquet.Tests;

public class ColumnStatisticsTests
{
    [Fact]
    public void Integers_have_the_smallest_and_the_largest()
    {
        var statistics = ColumnStatistics.Of<int>([3, int.MinValue, 7, int.MaxValue], nullCount: 2);
        Assert.Equal(int.MinValue, BitConverter.ToInt32(statistics.Min));
        Assert.Equal(int.MaxValue, BitConverter.ToInt32(statistics.Max));
        Assert.Equal(2, statistics.NullCount);
        Assert.Null(statistics.NanCount);
    }

    [Theory]
    [InlineData(new[] { 2.5, -1.5, 9 }, -1.5, 9, 0)]
    [InlineData(new[] { double.NaN, 4, double.NaN, 3 }, 3, 4, 2)]
    [InlineData(new[] { double.NegativeInfinity, 0.5, double.PositiveInfinity }, double.NegativeInfinity, double.PositiveInfinity, 0)]
    [InlineData(new[] { double.Epsilon, double.MaxValue }, double.Epsilon, double.MaxValue, 0)]
    [InlineData(new[] { 0.0 }, -0.0, 0.0, 0)]
    [InlineData(new[] { -0.0, -0.0 }, -0.0, 0.0, 0)]
    [InlineData(new[] { 0.0, 5 }, -0.0, 5, 0)]
    [InlineData(new[] { -5, -0.0 }, -5, 0.0, 0)]
    public void Doubles_leave_NaN_out_and_widen_zeros(double[] values, double min, double max, long nans)
    {
        var statistics = ColumnStatistics.Of<double>(values, nullCount: 0);
        Assert.Equal(BitConverter.GetBytes(min), statistics.Min); // as bytes, since -0 == +0
        Assert.Equal(BitConverter.GetBytes(max), statistics.Max);
        Assert.Equal(nans, statistics.NanCount);
    }

    [Fact]
    public void Only_NaN_or_nothing_has_no_bounds()
    {
        Assert.Equal(new ColumnStatistics(null, null, 0, 1), ColumnStatistics.Of<double>([double.NaN], nullCount: 0));
        Assert.Equal(new ColumnStatistics(null, null, 3, null), ColumnStatistics.Of<long>([], nullCount: 3));
        Assert.Equal(new ColumnStatistics(null, null, 1, null), ColumnStatistics.Of([null], nullCount: 1));
    }

    [Fact]
    public void Text_is_ordered_by_its_utf8()
    {
        Expect("", "b", ["b", "", null, "a"]);
        Expect("Z", "é", ["a", "é", "Z"]); // not the order of a language
        Expect("\uFFFD", "😀", ["😀", "\uFFFD"]); // UTF-16 would say the opposite
        Expect("😀", "😁", ["😁", "😀"]);
        Expect("ab", "abc", ["abc", "ab"]);
    }

    [Fact]
    public void Text_of_more_than_256_bytes_is_no_bound()
    {
        Assert.Equal(256, ColumnStatistics.Of(["a", new string('b', 256)], 0).Max!.Length);
        Assert.Equal(new ColumnStatistics(null, null, 0, null), ColumnStatistics.Of(["a", new string('b', 257)], 0));
        Assert.Equal(new ColumnStatistics(null, null, 0, null), ColumnStatistics.Of([new string('é', 129), "z"], 0));
    }

    private static void Expect(string min, string max, string?[] values)
    {
        var statistics = ColumnStatistics.Of(values, values.Count(value => value is null));
        Assert.Equal((min, max), (Encoding.UTF8.GetString(statistics.Min!), Encoding.UTF8.GetString(statistics.Max!)));
    }
}
