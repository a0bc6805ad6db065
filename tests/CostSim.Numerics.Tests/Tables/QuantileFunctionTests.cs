using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Tests.Tables;

public class QuantileFunctionTests
{
    [Fact]
    public void A_fixed_value_is_the_same_for_every_word()
    {
        var quantile = new FixedQuantile(0.1);
        Assert.All(WordValues.AllOver(100), word => Assert.Equal(0.1f, WordValues.Of(quantile, word)));
        Assert.Equal(0.1f, quantile.Min);
        Assert.Equal(0.1f, quantile.Max);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.7, 1.3)]
    [InlineData(1, 1000)]
    [InlineData(1e-9, 1)]
    [InlineData(-1, 1)]
    public void A_uniform_value_ascends_from_end_to_end_within_its_rounding(double min, double max)
    {
        var quantile = new UniformQuantile(min, max);
        Assert.Equal((min, max), (quantile.Min, quantile.Max));
        var words = WordValues.AllOver(20_000);
        var values = WordValues.Of(quantile, words);
        var rounding = Math.ScaleB(Math.Max(Math.Abs(min), Math.Abs(max)), -23);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(min + (max - min) * ((words[i] + 0.5) / 4294967296.0), values[i], rounding);
            Assert.True(i == 0 || values[i] >= values[i - 1]);
        }

        Assert.Equal(min, values[0], rounding);
        Assert.Equal(max, values[^1], rounding);
    }

    [Fact]
    public void A_uniform_value_from_zero_on_is_never_negative()
    {
        foreach (var max in new[] { 1, 0.3, 1.0 / 3, 7e-20, 1e30 })
            Assert.Equal(0, WordValues.Of(new UniformQuantile(0, max), 0u));
    }

    [Fact]
    public void Steps_are_taken_exactly_at_their_words()
    {
        double[] values = [1, 2, 5, 7];
        var quantile = new StepQuantile(values, [0.25, 0.5, 0, 0.25]);
        Assert.Equal(
            [1f, 1f, 2f, 2f, 7f, 7f], WordValues.Of(quantile, [0, 0x3FFFFFFF, 0x40000000, 0xBFFFFFFF, 0xC0000000, uint.MaxValue]));
        Assert.Equal((1, 7), (quantile.Min, quantile.Max));
    }

    [Fact]
    public void Steps_give_each_value_its_probability_to_2_to_the_minus_30()
    {
        double[] probabilities = [0.1, 0.2, 1e-9, 0.3, 0.4 - 1e-9];
        var quantile = new StepQuantile([0, 1, 2, 3, 4], probabilities);
        long[] thresholds = [0, .. quantile.Thresholds, 1 << 30];
        for (var i = 0; i < probabilities.Length; i++)
        {
            Assert.Equal(probabilities[i], (thresholds[i + 1] - thresholds[i]) / (double)(1 << 30), 1.0 / (1 << 30));
            if (thresholds[i] == thresholds[i + 1])
                continue;
            Assert.Equal(i, WordValues.Of(quantile, (uint)(thresholds[i] * 4)));
            Assert.Equal(i, WordValues.Of(quantile, (uint)(thresholds[i + 1] * 4 - 1)));
        }
    }

    [Fact]
    public void Probabilities_that_add_up_to_a_hair_above_one_do_no_harm()
    {
        var quantile = new StepQuantile([1, 2, 3], [0.7, 0.2 + 0.1 + 1e-16, 0]);
        Assert.Equal([1f, 2f], WordValues.Of(quantile, [0, uint.MaxValue]));
        Assert.Equal(5f, WordValues.Of(new StepQuantile([5], [1]), 12345u));
    }
}
