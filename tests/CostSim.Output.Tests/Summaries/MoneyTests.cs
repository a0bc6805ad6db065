using CostSim.Output.Summaries;

namespace CostSim.Output.Tests.Summaries;

/// <summary>Amounts by themselves: the interval of ±0.3 begins in the tenths, that of ±12 in the tens.</summary>
public class MoneyTests
{
    [Theory]
    [InlineData(209.48, 0.3, "$209.50")]
    [InlineData(209.4812, 0.03, "$209.48")]
    [InlineData(209.4812, 0.0003, "$209.48")]
    [InlineData(1063, 12, "$1,060")]
    [InlineData(226.2, 1.4, "$226")]
    [InlineData(0.01513, 0, "$0.0151")]
    [InlineData(0.01513, 0.002, "$0.015")]
    [InlineData(0.2634, 0.03, "$0.26")]
    [InlineData(0, 0, "$0.00")]
    [InlineData(351.5512, 0, "$351.55")]
    [InlineData(1406.2, 0, "$1,406.20")]
    [InlineData(double.PositiveInfinity, 0, "no limit")]
    public void It_is_told_in_dollars_and_cents_without_digits_that_are_not_known(double usd, double uncertainty, string told) =>
        Assert.Equal(told, new Money(usd, uncertainty).ToString());

    [Theory]
    [InlineData(11.6, 0.05, "+$11.60")]
    [InlineData(-11.6, 0.05, "−$11.60")]
    [InlineData(0.0000004, 0.01, "$0")]
    public void A_difference_has_its_sign(double usd, double uncertainty, string told) =>
        Assert.Equal(told, (new Money(usd, uncertainty) { IsChange = true }).ToString());

    [Theory]
    [InlineData(11_130_000, "11.1M")]
    [InlineData(161_400, "161K")]
    [InlineData(999_600, "1.00M")]
    [InlineData(1_064_000, "1.06M")]
    [InlineData(950, "950")]
    [InlineData(4_000_000_000, "4.00B")]
    public void Tokens_are_told_to_three_digits(double tokens, string told) => Assert.Equal(told, Figures.Tokens(tokens));

    [Theory]
    [InlineData(1, 0.999, 1, "in every trial")]
    [InlineData(0, 0, 0.001, "in no trial")]
    [InlineData(0.952, 0.95, 0.954, "in 95.2 % of runs")]
    public void What_is_so_in_all_trials_needs_no_number(double value, double low, double high, string told) =>
        Assert.Equal(told, Figures.InTrials(value, low, high));

    [Theory]
    [InlineData(12, 28, "12 – 28")]
    [InlineData(1, 1, "1")]
    [InlineData(0, double.PositiveInfinity, "0 and more")]
    public void A_range_without_end_says_so(double least, double most, string told) => Assert.Equal(told, Figures.Range(least, most));
}
