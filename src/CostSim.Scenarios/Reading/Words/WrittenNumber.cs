using System.Globalization;
using System.Text.RegularExpressions;

namespace CostSim.Scenarios.Reading.Words;

/// <summary>Numbers as people write them elsewhere, in quotes, with separators, letters or signs; and what is written here instead.</summary>
internal static partial class WrittenNumber
{
    private static readonly Dictionary<string, double> Scales = new(StringComparer.OrdinalIgnoreCase) { [""] = 1, ["k"] = 1e3, ["m"] = 1e6, ["b"] = 1e9, ["bn"] = 1e9 };

    /// <summary>What to write instead of a text that is meant as a number; null where it is not.</summary>
    public static string? Hint(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            return "Write the number without quotes.";
        if (Whole().Match(text) is not { Success: true } match)
            return null;
        var (digits, scale, unit) = (match.Groups["digits"].Value, match.Groups["scale"].Value, match.Groups["unit"].Value);
        if (digits.Contains(',') && !Thousands().IsMatch(digits))
            return digits.Count(letter => letter == ',') == 1 && Parsed(digits.Replace(',', '.')) is { } value ? $"Write {Plain(value * Scales[scale])}: a number has a decimal point, no comma and no quotes." : null;
        if (Parsed(Separators().Replace(digits, "")) is not { } number)
            return null;
        return unit == "%"
            ? $"{Shorten.Number(number)} % is {Shorten.Number(number / 100)}."
            : $"Write {Plain(number * Scales[scale])}: a number has no quotes, no thousands separators, no K or M and no unit.";
    }

    private static double? Parsed(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    /// <summary>As the scenario would have it: no thousands set off.</summary>
    private static string Plain(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*[$€£]?\s*(?<digits>[0-9][0-9,_' ]*(?:\.[0-9]+)?)\s*(?<scale>k|m|b|bn|)\s*(?<unit>%|tokens?|usd|eur|)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\s*$")]
    private static partial Regex Thousands();

    [GeneratedRegex("[,_' ]")]
    private static partial Regex Separators();
}
