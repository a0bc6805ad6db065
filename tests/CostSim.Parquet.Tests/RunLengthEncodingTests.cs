using System.Buffers;
using CostSim.Parquet.Tests.Reading;

namespace CostSim.Parquet.Tests;

public class RunLengthEncodingTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(255, 8)]
    [InlineData(256, 9)]
    [InlineData(int.MaxValue, 31)]
    public void The_width_is_that_of_the_largest_value(int max, int bits) => Assert.Equal(bits, RunLengthEncoding.BitWidth(max));

    /// <summary>The example of the specification: 0 to 7 in three bits are 88 C6 FA.</summary>
    [Fact]
    public void Eight_different_values_are_packed() => Expect("03" + "88C6FA", 3, [0, 1, 2, 3, 4, 5, 6, 7]);

    [Fact]
    public void A_group_is_filled_up_with_zeros() => Expect("03" + "05", 1, [1, 0, 1]);

    [Fact]
    public void Seven_equal_values_are_packed() => Expect("03" + "7F", 1, Enumerable.Repeat(1, 7));

    [Fact]
    public void Eight_equal_values_are_a_run() => Expect("10" + "01", 1, Enumerable.Repeat(1, 8));

    [Fact]
    public void A_long_run_has_a_long_header() => Expect("C801" + "01", 1, Enumerable.Repeat(1, 100)); // 100 × 2 = 0xC8

    [Fact]
    public void A_run_of_a_wide_value_takes_whole_bytes() => Expect("10" + "3412", 13, Enumerable.Repeat(0x1234, 8));

    [Fact]
    public void A_run_of_width_0_is_its_header() => Expect("14", 0, Enumerable.Repeat(0, 10));

    [Fact]
    public void Few_values_of_width_0_are_the_header_of_a_group() => Expect("03", 0, [0, 0, 0]);

    /// <summary>0 and seven of the twenty 1s fill the group (bits 0 1 1 1 1 1 1 1, lowest first: FE); thirteen are left.</summary>
    [Fact]
    public void A_run_first_fills_the_group_it_begins_in() => Expect("03" + "FE" + "1A" + "01", 1, [0, .. Enumerable.Repeat(1, 20)]);

    [Fact]
    public void Nothing_is_no_bytes() => Expect("", 1, []);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(17)]
    [InlineData(31)]
    public void Values_of_every_width_come_back(int bitWidth)
    {
        var random = new Random(20 + bitWidth);
        for (var repeat = 0; repeat < 50; repeat++)
        {
            // Runs of 1 to 40 equal values between runs of different ones.
            var values = Enumerable.Range(0, random.Next(1, 40))
                .SelectMany(_ => Enumerable.Repeat((int)random.NextInt64(1L << bitWidth), random.Next(3) == 0 ? random.Next(1, 40) : 1))
                .ToArray();
            Assert.Equal(values, ParquetFile.ReadHybrid(Encode(bitWidth, values), bitWidth, values.Length));
        }
    }

    private static void Expect(string hex, int bitWidth, IEnumerable<int> values) =>
        Assert.Equal(hex, Convert.ToHexString(Encode(bitWidth, [.. values])));

    private static byte[] Encode(int bitWidth, int[] values)
    {
        var output = new ArrayBufferWriter<byte>();
        RunLengthEncoding.Write(values, bitWidth, output);
        return output.WrittenSpan.ToArray();
    }
}
