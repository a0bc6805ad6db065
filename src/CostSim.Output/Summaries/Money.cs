using System.Globalization;
using CostSim.Numerics.Statistics;

namespace CostSim.Output.Summaries;

/// <summary>
/// An amount of money for people: dollars and cents, without digits that the sample does not support. An amount known to ten cents is
/// written with cents (<c>$209.50</c>); one known to ten dollars ends with a zero (<c>$1,060</c>); small ones have three digits
/// (<c>$0.0151</c>).
/// </summary>
/// <param name="Amount">The amount; infinite if there is no limit.</param>
/// <param name="Uncertainty">Half the width of its interval; 0 if computed, not sampled.</param>
public readonly record struct Money(double Amount, double Uncertainty = 0)
{
    /// <summary>The sign before the digits, such as $.</summary>
    public string Sign { get; init; } = "$";

    /// <summary>Whether it is a difference, written with a plus or a minus.</summary>
    public bool IsChange { get; init; }

    /// <summary>A percentile times a factor.</summary>
    public static Money? Of(Percentile? percentile, double factor = 1) =>
        percentile is { } p ? new Money(p.Value * factor, (p.High - p.Low) / 2 * factor) : null;

    /// <summary>A sampled mean.</summary>
    public static Money Of(Estimate usd) => new(usd.Value, usd.Uncertainty);

    /// <summary>The difference of two percentiles, to the precision of both.</summary>
    public static Money? Between(Percentile? from, Percentile? to) => from is { } low && to is { } high
        ? new Money(high.Value - low.Value, (high.High - high.Low) / 2 + (low.High - low.Low) / 2) : null;

    /// <summary>Formatted alone, with its own digits.</summary>
    public override string ToString() => Told(Decimals);

    /// <summary>Number of decimals when formatted alone; negative if known only to ten dollars, a hundred, and so on.</summary>
    internal int Decimals => Math.Min(Supported ?? int.MaxValue, Usual(Math.Abs(Amount)));

    /// <summary>The decimal in which its interval starts; null if computed.</summary>
    internal int? Supported => Uncertainty > 0 ? -(int)Math.Floor(Math.Log10(Uncertainty)) : null;

    /// <summary>Cents, or three digits for less than a dollar.</summary>
    internal static int Usual(double amount) => amount is > 0 and < 0.995 ? Math.Clamp(2 - (int)Math.Floor(Math.Log10(amount)), 2, 15) : 2;

    /// <summary>The amount with the given number of decimals.</summary>
    internal string Told(int decimals)
    {
        if (double.IsPositiveInfinity(Amount))
            return "no limit";
        var size = Math.Abs(Amount);
        var digits = decimals > 0 ? Fraction(size, decimals) : Whole(size, decimals);
        var isNothing = !digits.Any(digit => digit is >= '1' and <= '9');
        return IsChange ? isNothing ? $"{Sign}0" : $"{(Amount < 0 ? "−" : "+")}{Sign}{digits}"
            : $"{(Amount < 0 && !isNothing ? "−" : "")}{Sign}{digits}";
    }

    /// <summary>If sampled to ten cents, the last digit is a zero; if computed, it is exact.</summary>
    private string Fraction(double size, int decimals) =>
        (Supported is { } supported ? Math.Round(size, Math.Clamp(supported, 0, Math.Min(decimals, 15))) : size).ToString(
            $"N{Math.Max(2, decimals)}", CultureInfo.InvariantCulture);

    private static string Whole(double size, int decimals)
    {
        var step = Math.Pow(10, -decimals);
        return (Math.Round(size / step) * step).ToString("N0", CultureInfo.InvariantCulture);
    }
}

/// <summary>
/// The common precision of the amounts of a column: that of the least precise. An amount that would keep only one digit uses its own
/// precision.
/// </summary>
/// <param name="Decimals">The decimals, or null if the column has no amount.</param>
internal readonly record struct MoneyDigits(int? Decimals)
{
    /// <summary>Minimum number of significant digits.</summary>
    private const int DigitsMin = 2;

    public static MoneyDigits Of(IEnumerable<Money?> column)
    {
        var amounts = column.OfType<Money>().Where(money => double.IsFinite(money.Amount)).ToList();
        var sampled = amounts.Where(money => money.Supported is not null && money.Amount != 0).ToList();
        if (amounts.Count == 0)
            return new MoneyDigits(null);
        var sizes = (sampled.Count > 0 ? sampled : amounts).Select(money => Math.Abs(money.Amount)).Where(size => size > 0).DefaultIfEmpty()
            .ToList();
        // In cents if any has dollars; else three digits of the smallest, ignoring amounts far smaller than the others.
        var usual = sizes.Max() >= 0.995 ? 2 : Math.Min(Money.Usual(sizes.Min()), Money.Usual(sizes.Max()) + 2);
        var least = sampled.Count == 0 ? usual : sampled.Min(money => money.Supported!.Value);
        // Cents are shown whether sampled or zero, so that an amount looks the same in every table.
        return new MoneyDigits(usual == 2 && least >= 1 ? usual : Math.Min(usual, least));
    }

    public string Told(Money money) => money.Told(DecimalsOf(money));

    /// <summary>The interval of an amount of the column, with its digits: <c>165.70 – 166.30</c>.</summary>
    public string Interval(Percentile? percentile)
    {
        if (percentile is not { } p || Money.Of(p) is not { } money)
            return Figures.None;
        var decimals = DecimalsOf(money);
        return $"{End(p.Low)} – {End(p.High)}";

        string End(double end) => (money with { Amount = end, Sign = "" }).Told(decimals);
    }

    private int DecimalsOf(Money money) =>
        Decimals is not { } decimals ? money.Decimals
        : money.Amount == 0 ? Math.Min(2, decimals)
        : Math.Floor(Math.Log10(Math.Abs(money.Amount))) + 1 + decimals < DigitsMin ? money.Decimals : decimals;
}
