using CostSim.Numerics.Distributions;
using CostSim.Numerics.Random;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Tests.Tables;

/// <summary>Laws with jumps, by the words: every value has its words, and none lies in a gap.</summary>
public class PiecewiseQuantileTests
{
    private const double Words = 4294967296.0;

    private static readonly Law Gap = Law.Mixture([(0.25, Law.Of(new Uniform(1, 2))), (0.75, Law.Of(new Uniform(10, 14)))]);

    [Fact]
    public void Nothing_is_drawn_in_a_gap()
    {
        var values = WordValues.Of(
            new PiecewiseQuantile(Gap), [0, 0x1FFFFFFF, 0x3FFFFFFE, 0x3FFFFFFF, 0x40000000, 0x40000001, 0xA0000000, uint.MaxValue]);

        // A quarter of the words is the first part; the middle of the rest is the middle of the second.
        Assert.Equal([1f, 1.5f, 2f, 2f, 10f, 10f, 12f, 14f], values);
    }

    [Fact]
    public void An_end_to_which_values_are_set_has_their_words_and_what_is_between_keeps_its_own()
    {
        var normal = new Normal(5, 2);
        var quantile = new PiecewiseQuantile(Law.Of(normal).Clip(4, 8));
        var (below, above) = ((uint)(normal.Cdf(4) * Words), (uint)(normal.Cdf(8) * Words));
        uint[] words = [0, below - 1000, below + 1000, 0x40000000, 0x80000000, 0xC0000000, above - 1000, above + 1000, uint.MaxValue];

        var values = WordValues.Of(quantile, words);

        Assert.All(
            words.Zip(values), pair => Assert.Equal(Math.Clamp(normal.Quantile((pair.First + 0.5) / Words), 4, 8), pair.Second, 3e-6));
        Assert.Equal((4f, 4f, 8f, 8f), (values[0], values[1], values[^2], values[^1]));
        Assert.Equal((4, 8), (quantile.Min, quantile.Max));
    }

    [Fact]
    public void Values_have_the_probabilities_of_the_law_whatever_its_parts()
    {
        Law[] laws =
        [
            Gap,
            Law.Mixture(
                [(0.4, Law.Of(new Lognormal(1, 0.8))), (0.35, Law.Of(new Pert(2, 3, 9, 4))),
                    (0.25, Law.Of([(0, 0.4), (4, 0.3), (40, 0.3)]))]),
            Law.Mixture([(0.02, Law.Of(new Normal(0, 1)).Truncate(0, 9)!), (0.98, Law.Of(new Normal(100, 5)).Truncate(0, 200)!)]),
            Law.Of(Enumerable.Range(0, 500).Select(i => (i * 1.5, (i + 1) / 125250.0))),
        ];
        foreach (var law in laws)
        {
            uint[] words =
                [.. WordValues.AllOver(3000).Concat(Enumerable.Range(0, 3000).Select(i => new WordAddress(1, 0, 0).Word(3, i))).Distinct()
                    .Order()];
            var values = WordValues.Of(new PiecewiseQuantile(law), words);
            Assert.All(values.Zip(values.Skip(1)),
                pair => Assert.True(pair.Second >= pair.First * (1 - 1e-6f), $"{pair.First:R} before {pair.Second:R}"));
            for (var i = 0; i < words.Length; i++)
            {
                // The probability of the word lies between those below and up to its value, give or take a float and a word.
                var (p, slack) = ((words[i] + 0.5) / Words, Math.Abs(values[i]) * 1e-6 + 1e-9);
                Assert.InRange(p, law.Below(values[i] - slack) - 4e-7, law.Cdf(values[i] + slack) + 4e-7);
            }
        }
    }

    [Fact]
    public void What_is_too_improbable_for_a_word_has_none()
    {
        var quantile = new PiecewiseQuantile(Law.Of([(1, 1e-12), (2, 0.5), (3, 0.5 - 2e-12), (4, 1e-12)]));

        Assert.Equal([2f, 2f, 3f, 3f], WordValues.Of(quantile, [0, 0x7FFFFFFF, 0x80000000, uint.MaxValue]));
        Assert.Equal((2, 3), (quantile.Min, quantile.Max));
    }

    [Fact]
    public void A_law_has_the_simplest_map_that_holds_it()
    {
        Assert.IsType<UniformQuantile>(QuantileFunction.Of(Law.Of(new Uniform(1, 2))));
        Assert.IsType<QuantileTable>(QuantileFunction.Of(Law.Of(new Lognormal(0, 1))));
        Assert.IsType<StepQuantile>(QuantileFunction.Of(Law.Of([(1, 0.5), (2, 0.5)])));
        Assert.IsType<FixedQuantile>(QuantileFunction.Of(Law.Of(new Normal(9, 1)).Clip(2, 2)));
        Assert.IsType<PiecewiseQuantile>(QuantileFunction.Of(Gap));
        Assert.IsType<PiecewiseQuantile>(QuantileFunction.Of(Law.Of(Enumerable.Range(0, 100).Select(i => ((double)i, 0.01)))));
    }

    [Fact]
    public void A_list_gives_every_value_the_same_number_of_words()
    {
        double[] values = [0, 2, 2, 7, 11];
        var quantile = new IndexedQuantile(values);
        uint[] edges = [.. Enumerable.Range(1, 4).Select(i => (uint)Math.Ceiling(i * Words / 5))];

        Assert.Equal([0f, 0f, 2f, 2f, 2f, 2f, 7f, 7f, 11f, 11f],
            WordValues.Of(quantile, [0, .. edges.SelectMany(edge => (uint[])[edge - 1, edge]), uint.MaxValue]));
        // By hand: 22/5, and (4.4² + 2.4² + 2.4² + 2.6² + 6.6²)/5.
        Assert.Equal((0, 11, 4.4), (quantile.Min, quantile.Max, quantile.Mean));
        Assert.Equal(16.24, quantile.Variance, 1e-12);
    }
}
