using CostSim.Numerics.Distributions;
using CostSim.Numerics.Random;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Tests.Tables;

/// <summary>The table's claims: its error, its ends, and that values ascend.</summary>
public class QuantileTableTests
{
    [Theory]
    [InlineData("uniform", "1 2", 3e-7)]
    [InlineData("triangular", "0 0 1", 3e-7)]
    [InlineData("triangular", "0 1 1", 3e-7)]
    [InlineData("triangular", "1 1 2", 3e-7)]
    [InlineData("triangular", "0 0.5 1", 3e-7)]
    [InlineData("pert", "0.8 1 1.5 4", 3e-7)]
    [InlineData("pert", "0 0 1 4", 3e-7)]
    [InlineData("pert", "0 1 1 4", 3e-7)]
    [InlineData("pert", "1 1 1000 4", 3e-7)]
    [InlineData("pert", "1 1000 1000 4", 3e-7)]
    [InlineData("pert", "0 0.5 1 0.01", 3e-7)]
    [InlineData("pert", "0 0.3 1 100", 3e-7)]
    [InlineData("pert", "0 0 1 100", 3e-7)]
    [InlineData("pert", "0 0.3 1 10000", 3e-7)]
    [InlineData("pert", "0 0.001 10 4", 3e-7)]
    [InlineData("loguniform", "1 2", 3e-7)]
    [InlineData("loguniform", "100 10000", 3e-7)]
    [InlineData("loguniform", "1 1000000", 6e-6)]
    [InlineData("lognormal", "0 0.01", 3e-7)]
    [InlineData("lognormal", "0 0.5", 3e-7)]
    [InlineData("lognormal", "5 1", 5e-7)]
    [InlineData("lognormal", "0 2", 1.5e-6)]
    [InlineData("lognormal", "0 3", 5e-6)]
    [InlineData("lognormal", "0 5", 2.2e-5)]
    public void Values_are_the_exact_quantiles_within_the_stated_error(string name, string parameters, double bound)
    {
        var law = Laws.Of(name, parameters);
        var (error, word) = WorstError(law, (_, exact) => Math.Abs(exact));
        Assert.True(error < bound, $"{error:E2} at word {word}");
        // A claim of digits that are not there would be as wrong: the bound is not ten times too wide.
        Assert.True(error > bound / 10, $"only {error:E2}");
    }

    [Theory]
    [InlineData("0.8 1 1.5")]
    [InlineData("0 0.3 1")]
    [InlineData("1 1.5 1000")]
    [InlineData("0.001 0.4599 1")]
    [InlineData("0 0.7 1")]
    [InlineData("0 0.01 1")]
    [InlineData("0 0.26 1")]
    public void A_triangular_law_errs_more_only_in_the_cell_of_its_peak(string parameters)
    {
        var law = (Triangular)Laws.Of("triangular", parameters);
        var mode = double.Parse(parameters.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        var below = law.Cdf(mode);
        var tail = Math.Min(below, 1 - below);
        bool InPeakCell(double u) => Math.Min(u, 1 - u) is var t && (u < 0.5) == (below < 0.5) && t > tail / 1.0626 && t < tail * 1.0626;
        var (outside, _) = WorstError(law, (u, exact) => InPeakCell(u) ? double.PositiveInfinity : Math.Abs(exact));
        Assert.InRange(outside, 0, 3e-7);
        var toEnd = Math.Min(mode - law.Min, law.Max - mode);
        var (inside, word) = WorstError(law, (u, exact) => InPeakCell(u) ? toEnd + 1e-2 * Math.Abs(exact) : double.PositiveInfinity);
        Assert.True(inside < 2.5e-5, $"{inside:E2} at word {word}");
    }

    [Theory]
    [InlineData("triangular", "0.8 1 1.5")]
    [InlineData("triangular", "0 0 1")]
    [InlineData("triangular", "1 1.5 1000")]
    [InlineData("pert", "0.8 1 1.5 4")]
    [InlineData("pert", "1 1 1000 4")]
    [InlineData("pert", "0 0.3 1 10000")]
    [InlineData("loguniform", "1 1000000")]
    [InlineData("lognormal", "0 0.01")]
    [InlineData("lognormal", "0 1")]
    [InlineData("lognormal", "0 5")]
    public void Values_ascend_but_for_one_unit_in_the_last_place(string name, string parameters)
    {
        var table = new QuantileTable(Laws.Of(name, parameters));
        // All over, and 15,000 neighbours in a row at the ends, in the middle and at four places between.
        var words = WordValues.AllOver(20_000).ToHashSet();
        foreach (var from in new[] { 0u, 1u << 20, 1u << 28, 0x40000000u, 0x7FFFC568u, 0xC0000000u, uint.MaxValue - 15_000 })
            words.UnionWith(Enumerable.Range(0, 15_000).Select(i => from + (uint)i));
        uint[] sorted = [.. words.Order()];
        var values = WordValues.Of(table, sorted);
        for (var i = 1; i < values.Length; i++)
        {
            Assert.True(
                values[i] >= values[i - 1] || MathF.BitIncrement(values[i]) == values[i - 1],
                $"{values[i - 1]:R} before {values[i]:R} at word {sorted[i]}");
        }
    }

    [Theory]
    [InlineData("triangular", "0.8 1 1.5")]
    [InlineData("pert", "0 0 1 4")]
    [InlineData("lognormal", "0 2")]
    public void The_ends_are_the_quantiles_of_half_a_word(string name, string parameters)
    {
        var law = Laws.Of(name, parameters);
        var table = new QuantileTable(law);
        const double half = 0.5 / 4294967296.0;
        Assert.Equal(law.Quantile(half), table.Min);
        Assert.Equal(law.UpperQuantile(half), table.Max);
        Assert.Equal((float)table.Min, WordValues.Of(table, 0));
        Assert.Equal((float)table.Max, WordValues.Of(table, uint.MaxValue));
    }

    [Fact]
    public void A_normal_law_is_within_a_millionth_of_its_standard_deviation()
    {
        var (error, word) = WorstError(Normal.Standard, (_, exact) => Math.Max(1, Math.Abs(exact)));
        Assert.True(error < 3e-7, $"{error:E2} at word {word}");
    }

    [Fact]
    public void An_error_of_a_cell_is_found()
    {
        // The planted fault: one coefficient of one cell, a millionth too great.
        var law = new Pert(0.8, 1, 1.5, 4);
        var table = new QuantileTable(law);
        table.Coefficients[4 * 300] *= 1.000001f;
        Assert.True(WorstError(law, (_, exact) => exact, table).Error > 3e-7);
    }

    /// <summary>The greatest error over a scale that may depend on the exact value, and its word.</summary>
    private static (double Error, uint Word) WorstError(
        IContinuousDistribution law, Func<double, double, double> scale, QuantileTable? table = null)
    {
        table ??= new QuantileTable(law);
        uint[] words = [.. WordValues.AllOver(10_000), .. Enumerable.Range(0, 10_000).Select(i => new WordAddress(1, 0, 0).Word(9, i))];
        var values = WordValues.Of(table, words);
        (double Error, uint Word) worst = default;
        for (var i = 0; i < words.Length; i++)
        {
            var isUpper = words[i] > int.MaxValue;
            var tail = ((isUpper ? ~words[i] : words[i]) + 0.5) / 4294967296.0;
            var exact = isUpper ? law.UpperQuantile(tail) : law.Quantile(tail);
            var error = Math.Abs(values[i] - exact) / scale(isUpper ? 1 - tail : tail, exact);
            if (!(error <= worst.Error))
                worst = (error, words[i]);
        }

        return worst;
    }
}
