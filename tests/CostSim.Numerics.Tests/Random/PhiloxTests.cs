using System.Globalization;
using CostSim.Numerics.Random;

namespace CostSim.Numerics.Tests.Random;

public class PhiloxTests
{
    [Fact]
    public void Blocks_are_those_of_Random123()
    {
        var rows = KnownAnswers.Of("philox").ToList();
        Assert.Equal(3, rows.Count);
        foreach (var row in rows)
        {
            uint Word(string column) => uint.Parse(row[column], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Assert.Equal(
                (Word("x0"), Word("x1"), Word("x2"), Word("x3")),
                Philox.Block(Word("c0"), Word("c1"), Word("c2"), Word("c3"), Word("key0") | ((ulong)Word("key1") << 32)));
        }
    }

    [Fact]
    public void Every_bit_of_counter_and_key_turns_about_half_the_bits_of_the_block()
    {
        var start = Bits(0, 0, 0);
        for (var bit = 0; bit < 192; bit++)
        {
            var turned = start ^ Bits(
                bit < 64 ? 1ul << bit : 0, bit is >= 64 and < 128 ? 1ul << (bit - 64) : 0, bit >= 128 ? 1ul << (bit - 128) : 0);
            // 64 of 128 bits, give or take six standard deviations.
            Assert.InRange((int)UInt128.PopCount(turned), 64 - 34, 64 + 34);
        }

        static UInt128 Bits(ulong low, ulong high, ulong key)
        {
            var (x0, x1, x2, x3) = Philox.Block((uint)low, (uint)(low >> 32), (uint)high, (uint)(high >> 32), key);
            return new UInt128(((ulong)x3 << 32) | x2, ((ulong)x1 << 32) | x0);
        }
    }
}
