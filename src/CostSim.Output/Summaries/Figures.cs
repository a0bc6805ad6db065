using System.Globalization;
using CostSim.Numerics.Statistics;

namespace CostSim.Output.Summaries;

/// <summary>Formats numbers for people, with no digits beyond those supported by the number's interval.</summary>
public static class Figures
{
    /// <summary>Shown instead of a number that the sample does not support.</summary>
    public const string None = "–";

    /// <summary>Maximum number of digits of a share, reached by the longest run.</summary>
    private const int MostDecimals = 12;

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>USD of a percentile: see <see cref="Money"/>.</summary>
    public static string Usd(Percentile? percentile) => Money.Of(percentile)?.ToString() ?? None;

    /// <summary>USD of a sampled value.</summary>
    /// <param name="value">USD.</param>
    /// <param name="uncertainty">Half the width of the value's interval, or 0.</param>
    public static string Usd(double value, double uncertainty) => new Money(value, uncertainty).ToString();

    /// <summary>USD as computed, not sampled.</summary>
    public static string ExactUsd(double value) => double.IsPositiveInfinity(value) ? "no limit" : new Money(value).ToString();

    /// <summary>Money without a sign.</summary>
    public static string Amount(double value, double uncertainty) => new Money(value, uncertainty) { Sign = "" }.ToString();

    /// <summary>A price of a token in picodollars as USD for a million tokens: a picodollar is a millionth of that unit.</summary>
    public static string PerMillion(long picoUsd) => (picoUsd / 1e6m).ToString("0.00####", Culture);

    /// <summary>The same, or a dash where the price is not known.</summary>
    public static string PerMillionOrNone(long? picoUsd) => picoUsd is { } known ? PerMillion(known) : None;

    /// <summary>A day, such as <c>2026-11-21</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", Culture);

    /// <summary>The interval of a percentile in USD, such as <c>165.70 – 166.30</c>, with the digits of the percentile.</summary>
    public static string Interval(Percentile? percentile) => MoneyDigits.Of([Money.Of(percentile)]).Interval(percentile);

    /// <summary>
    /// Tokens as thousands, half to even; one decimal below 10 thousand where there is one; below a thousand as they are: <c>124K</c>,
    /// <c>4.5K</c>, <c>20</c>.
    /// </summary>
    public static string Kilo(double tokens)
    {
        if (double.IsPositiveInfinity(tokens))
            return "no limit";
        var k = RoundedKilo(tokens) / 1000;
        return k < 1 ? Count(1000 * k) : k < 10 ? string.Create(Culture, $"{k:0.#}K") : string.Create(Culture, $"{Math.Round(k):N0}K");
    }

    /// <summary>The tokens that <see cref="Kilo"/> prints.</summary>
    public static double RoundedKilo(double tokens)
    {
        var k = tokens / 1000;
        return tokens < 999.5 ? Math.Round(tokens) : k < 9.95 ? Math.Round(k * 10) * 100 : Math.Round(k) * 1000;
    }

    /// <summary>Tokens to three digits: <c>11.1M</c>, <c>161K</c>, <c>950</c>.</summary>
    public static string Tokens(double tokens)
    {
        foreach (var (size, sign) in new[] { (1e9, "B"), (1e6, "M"), (1e3, "K") })
        {
            // Values that round up to a thousand use the next unit.
            if (tokens < 0.9995 * size)
                continue;
            var count = tokens / size;
            return $"{count.ToString(count < 9.995 ? "0.00" : count < 99.95 ? "0.0" : "N0", Culture)}{sign}";
        }

        return Count(tokens);
    }

    /// <summary>A range of whole numbers: <c>12 – 28</c>, <c>3</c>, <c>0 and more</c>.</summary>
    public static string Range(double least, double most) =>
        double.IsPositiveInfinity(most) ? $"{Count(least)} and more" : least == most ? Count(least) : $"{Count(least)} – {Count(most)}";

    /// <summary>
    /// The share of simulated runs with some property: <c>in 95.2 % of runs</c>, <c>in every trial</c>, <c>in no trial</c>.
    /// </summary>
    /// <param name="value">The share.</param>
    /// <param name="low">The lower end of its interval.</param>
    /// <param name="high">The upper end.</param>
    public static string InTrials(double value, double low, double high) =>
        value >= 1 ? "in every trial" : value <= 0 ? "in no trial" : $"in {Probability(value, low, high)} of runs";

    /// <summary>A share, such as <c>42.1 %</c>; one that rounds to 0 has no sign.</summary>
    public static string Share(double share) => string.Create(Culture, $"{Math.Round(share, 3) * 100 + 0.0:0.0} %");

    /// <summary>USD as stated by a user, in full: <c>$210</c>, <c>$1,250.50</c>, <c>$0.0035</c>.</summary>
    public static string StatedUsd(double usd) => usd >= 1e15 ? $"${usd.ToString("R", Culture)}"
        : $"${((decimal)usd).ToString(usd == Math.Floor(usd) ? "#,0" : "#,0.00###########", Culture)}";

    /// <summary>A share as stated by a user: <c>0.5 %</c>, <c>95 %</c>, <c>99.99 %</c>.</summary>
    public static string Stated(double share) => $"{((decimal)share * 100).ToString("0.##########", Culture)} %";

    /// <summary>An error as a share, rounded up to two digits: <c>0.44 %</c>.</summary>
    public static string Error(double share)
    {
        var step = Math.Pow(10, Math.Floor(Math.Log10(share)) - 1);
        return share > 0 ? Stated(Math.Ceiling(share / step - 1e-9) * step) : "0 %";
    }

    /// <summary>A probability with as many decimals as its interval supports, and never 0 or 100 % unless every trial says so.</summary>
    public static string Probability(double value, double low, double high)
    {
        var decimals = Decimals((high - low) / 2 * 100, 1, MostDecimals);
        while (decimals < MostDecimals && value is > 0 and < 1 && Math.Round(value * 100, decimals) is 0 or 100)
            decimals++;
        return $"{(value * 100).ToString($"F{decimals}", Culture)} %";
    }

    /// <summary>An amount of any unit, to three digits: <c>2.29</c>, <c>0.0104</c>, <c>1,690</c>.</summary>
    public static string Quantity(double value) => Math.Abs(value) >= 1000 ? Count(value) : value.ToString("G3", Culture);

    /// <summary>A whole number with separators.</summary>
    public static string Count(double value) => string.Create(Culture, $"{value:N0}");

    private static int Decimals(double uncertainty, int least, int most) =>
        uncertainty > 0 ? Math.Clamp(-(int)Math.Floor(Math.Log10(uncertainty)), least, most) : Math.Max(least, 2);
}
