using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Statistics.Tests.Samplers;

/// <summary>Four million pairs of neighbouring words: their correlation, and how often each bit agrees.</summary>
[Trait("Category", "Statistics")]
public class IndependenceTests
{
    private const int Pairs = 1 << 22;
    private const double Limit = 5;
    private const ulong Seed = 99;

    private static readonly WordAddress Start = new(0x5EED, 1000, 20);

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(64)]
    [InlineData(1024)]
    [InlineData(1 << 20)]
    public void Neighbouring_trials_are_independent(int distance)
    {
        var words = Words(Seed, Start, Pairs + (distance + 63) / 64 * 64);
        AssertIndependent(words.AsSpan(0, Pairs), words.AsSpan(distance, Pairs));
    }

    [Theory]
    [InlineData(0x5EEE, 1000, 20)]
    [InlineData(0x5EEC, 1000, 20)]
    [InlineData(0xDEED, 1000, 20)]
    [InlineData(0x5EED, 1001, 20)]
    [InlineData(0x5EED, 1000 + (1 << 31), 20)]
    [InlineData(0x5EED, 1000, 21)]
    [InlineData(0x5EED, 1000, 20 + (1 << 21))]
    [InlineData(1000, 0x5EED, 20)]
    public void Neighbouring_streams_items_and_calls_are_independent(uint stream, long item, int call) =>
        AssertIndependent(Words(Seed, Start, Pairs), Words(Seed, new WordAddress(stream, (uint)item, call), Pairs));

    [Theory]
    [InlineData(98)]
    [InlineData(100)]
    [InlineData(99 + (1L << 32))]
    [InlineData(long.MaxValue)]
    public void Neighbouring_seeds_are_independent(long seed) =>
        AssertIndependent(Words(Seed, Start, Pairs), Words((ulong)seed, Start, Pairs));

    [Fact]
    public void Streams_of_names_alike_are_independent() => AssertIndependent(
        Words(Seed, new WordAddress(StreamId.Of("review/input"), 0, 0), Pairs),
        Words(Seed, new WordAddress(StreamId.Of("review/input2"), 0, 0), Pairs));

    [Fact]
    public void One_word_in_two_hundred_taken_twice_is_seen()
    {
        var a = Words(Seed, Start, Pairs);
        var b = Words(Seed + 1, Start, Pairs);
        for (var i = 0; i < Pairs; i += 200)
            b[i] = a[i];
        Assert.True(Math.Abs(Correlation(a, b)) > Limit);
        Assert.True(Agreements(a, b).Max() > Limit);
    }

    private static void AssertIndependent(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        Assert.InRange(Correlation(a, b), -Limit, Limit);
        Assert.All(Agreements(a, b), z => Assert.InRange(z, -Limit, Limit));
    }

    /// <summary>The correlation in its standard deviations, 1/√n.</summary>
    private static double Correlation(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (a[i] - 2147483647.5) * (b[i] - 2147483647.5);
        return sum / (4294967296.0 * 4294967296.0 / 12) / Math.Sqrt(a.Length);
    }

    /// <summary>For each of the 32 bits, how much more often than half the time it agrees, in standard deviations.</summary>
    private static double[] Agreements(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        var differences = new int[32];
        for (var i = 0; i < a.Length; i++)
        {
            for (var (rest, bit) = (a[i] ^ b[i], 0); bit < 32; bit++)
                differences[bit] += (int)(rest >> bit) & 1;
        }

        var half = a.Length / 2.0;
        return [.. differences.Select(count => (half - count) / (Math.Sqrt(half * 2) / 2))];
    }

    private static uint[] Words(ulong seed, WordAddress address, int count)
    {
        var words = new uint[count];
        KernelSelector.Selected.Words(seed, address, 0, words);
        return words;
    }
}
