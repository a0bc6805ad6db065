using System.Runtime.Intrinsics.X86;
using CostSim.Numerics.Distributions;
using CostSim.Numerics.Simd;

namespace CostSim.Numerics.Tests.Tables;

/// <summary>
/// The table's claims: its error, on both sides of where it ends, its symmetry, and that every set of kernels reads the same.
/// </summary>
public class NormalTableTests
{
    /// <summary>Cells of this table are some of those of the general one.</summary>
    private static readonly uint[] Words = [.. WordValues.AllOver(20_000)];

    [Fact]
    public void Deviates_are_the_exact_quantiles_within_the_stated_error()
    {
        var worst = Words.Zip(WordValues.Deviates(Words)).Max(pair => Math.Abs(pair.Second - Exact(pair.First)));
        Assert.True(worst < 4.5e-6, $"{worst:E2}");
        // A claim of digits that are not there would be as wrong: the bound is not ten times too wide.
        Assert.True(worst > 4.5e-7, $"only {worst:E2}");
    }

    [Fact]
    public void The_deviate_of_the_word_from_the_other_end_is_the_same_but_for_the_sign() =>
        Assert.Equal(WordValues.Deviates(Words), WordValues.Deviates([.. Words.Select(word => ~word)]).Select(deviate => -deviate));

    [Fact]
    public void Deviates_ascend_with_their_words_but_for_small_steps_back()
    {
        var deviates = WordValues.Deviates(Words);
        var back = deviates.Zip(deviates.Skip(1)).Max(pair => pair.First - pair.Second);
        Assert.InRange(back, 0, 5e-7f);
    }

    /// <summary>Registers full of words beyond the table, without any, and with one among others.</summary>
    [Fact]
    public void All_kernels_map_all_words_alike()
    {
        uint[] words = [.. Words, .. Enumerable.Range(0, 2048).Select(i => (uint)i * 4095), .. Words.Reverse(),
            .. Words.Where((_, i) => i % 3 == 0)];
        words = words[..(words.Length / 64 * 64)];
        var expected = WordValues.Deviates(words);
        if (Avx2.IsSupported)
            Assert.Equal(expected, Mapped(NormalKernel<Lanes8>.Map, words));
        if (Avx512F.IsSupported)
            Assert.Equal(expected, Mapped(NormalKernel<Lanes16>.Map, words));
    }

    private delegate void Map(Span<uint> bits);

    private static float[] Mapped(Map map, uint[] words)
    {
        uint[] bits = [.. words];
        map(bits);
        return Array.ConvertAll(bits, BitConverter.UInt32BitsToSingle);
    }

    private static double Exact(uint word) =>
        word < 1u << 31 ? Normal.Standard.Quantile((word + 0.5) / 4294967296.0) : -Normal.Standard.Quantile((~word + 0.5) / 4294967296.0);
}
