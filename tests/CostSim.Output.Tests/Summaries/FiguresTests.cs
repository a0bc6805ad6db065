using CostSim.Numerics.Statistics;
using CostSim.Output.Summaries;

namespace CostSim.Output.Tests.Summaries;

public class FiguresTests
{
    [Theory]
    [InlineData(166.0449, 0.4, "$166.00")]
    [InlineData(166.0449, 0.04, "$166.04")]
    [InlineData(166.0449, 4, "$166")]
    [InlineData(166.0449, 40, "$170")]
    [InlineData(166.0449, 400, "$200")]
    [InlineData(1234567, 999, "$1,234,600")]
    [InlineData(1234567, 1000, "$1,235,000")]
    [InlineData(0.0123456, 0.0002, "$0.0123")]
    [InlineData(0.0123456, 0.00099, "$0.0123")]
    [InlineData(0.0123456, 0.001, "$0.012")]
    [InlineData(0, 0, "$0.00")]
    [InlineData(1.5, 0, "$1.50")]
    [InlineData(351.551875, 0, "$351.55")]
    [InlineData(0.00002, 0, "$0.0000200")]
    [InlineData(0.25, 0, "$0.250")]
    public void Usd_has_no_digit_beyond_the_first_of_its_uncertainty(double value, double uncertainty, string expected) =>
        Assert.Equal(expected, Figures.Usd(value, uncertainty));

    [Fact]
    public void Over_many_magnitudes_what_is_printed_is_as_near_as_its_last_digit_and_that_is_the_uncertaintys()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var uncertainty = Math.Pow(10, -8 + 12 * random.NextDouble());
            var value = uncertainty * Math.Pow(10, 4 * random.NextDouble());
            // Money has no digits beyond its cents, or its third where it is less than a dollar.
            var least = value < 0.995 ? Math.Pow(10, Math.Floor(Math.Log10(value)) - 2) : 0.01;
            var digit = Math.Max(least, Math.Pow(10, Math.Floor(Math.Log10(uncertainty))));
            var printed = Figures.Usd(value, uncertainty);

            Assert.Equal(value, Parsed(printed), digit * 0.500001);
            // Multiples of the digit, so nothing stands beyond it.
            Assert.Equal(Math.Round(Parsed(printed) / digit), Parsed(printed) / digit, 1e-5);
            Assert.True(digit >= 1 || printed.Split('.')[1].Length == Math.Max(2, Math.Round(-Math.Log10(digit))),
                $"{printed} of {value} ± {uncertainty}");
        }
    }

    [Fact]
    public void A_percentile_and_its_interval_have_the_same_last_digit()
    {
        var percentile = new Percentile(166.0449, 165.63, 166.4);

        Assert.Equal("$166.00", Figures.Usd(percentile));
        Assert.Equal("165.60 – 166.40", Figures.Interval(percentile));
    }

    [Fact]
    public void A_percentile_that_the_trials_do_not_support_is_a_dash()
    {
        Assert.Equal("–", Figures.Usd(null));
        Assert.Equal("–", Figures.Interval(null));
    }

    [Theory]
    [InlineData(0, "$0.00")]
    [InlineData(1.541505, "$1.54")]
    [InlineData(77.07525, "$77.08")]
    [InlineData(351.551875, "$351.55")]
    [InlineData(1406.2075, "$1,406.21")]
    [InlineData(0.00012345, "$0.000123")]
    [InlineData(0.9949, "$0.995")]
    [InlineData(0.996, "$1.00")]
    [InlineData(double.PositiveInfinity, "no limit")]
    public void A_computed_amount(double value, string expected) => Assert.Equal(expected, Figures.ExactUsd(value));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.5, "0")] // half to even
    [InlineData(8.4, "8")]
    [InlineData(150, "150")]
    [InlineData(999.4, "999")]
    [InlineData(999.5, "1K")]
    [InlineData(1001, "1K")]
    [InlineData(4500, "4.5K")]
    [InlineData(4250, "4.2K")] // half to even
    [InlineData(4350, "4.4K")] // half to even
    [InlineData(9949, "9.9K")]
    [InlineData(9950, "10K")]
    [InlineData(123_500, "124K")] // half to even
    [InlineData(124_500, "124K")] // half to even
    [InlineData(1_155_300, "1,155K")]
    [InlineData(double.PositiveInfinity, "no limit")]
    public void Thousands_of_tokens(double tokens, string expected) => Assert.Equal(expected, Figures.Kilo(tokens));

    [Fact]
    public void Rounded_thousands_are_what_is_printed()
    {
        for (var tokens = 0; tokens < 30_000; tokens += 7)
            Assert.Equal(Figures.RoundedKilo(tokens),
                Parsed(Figures.Kilo(tokens).TrimEnd('K')) * (Figures.Kilo(tokens)[^1] == 'K' ? 1000 : 1), 1e-6);
    }

    [Theory]
    [InlineData(0.953, 0.95, 0.956, "95.3 %")]
    [InlineData(0.953, 0.9, 0.98, "95.3 %")]
    [InlineData(0.99996, 0.9998, 0.99999, "99.996 %")]
    [InlineData(1, 0.9999, 1, "100.000 %")]
    [InlineData(0, 0, 0.0001, "0.000 %")]
    [InlineData(0.9999999, 0.9999994, 0.99999999, "99.99999 %")]
    [InlineData(0.0000001, 0.00000001, 0.0000006, "0.00001 %")]
    [InlineData(0.9999, 0.7, 1, "99.99 %")] // few digits are supported, but 100 would be untrue
    public void A_probability_is_certain_only_where_every_trial_says_so(double value, double low, double high, string expected) =>
        Assert.Equal(expected, Figures.Probability(value, low, high));

    [Theory]
    [InlineData(0.4214, "42.1 %")]
    [InlineData(1, "100.0 %")]
    public void A_share(double share, string expected) => Assert.Equal(expected, Figures.Share(share));

    [Fact]
    public void A_count() => Assert.Equal("1,234,567", Figures.Count(1_234_567));

    private static double Parsed(string printed) =>
        double.Parse(printed.TrimStart('$').Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
}
