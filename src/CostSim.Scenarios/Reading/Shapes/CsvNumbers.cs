using System.Globalization;
using System.Text.RegularExpressions;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>How the numbers of a CSV file are written.</summary>
/// <param name="Decimal">What stands before the fraction.</param>
/// <param name="Thousands">What may stand between groups of three digits; null for nothing.</param>
internal sealed partial record CsvNumbers(char Decimal, char? Thousands)
{
    /// <summary>As programs write them: <c>1234.5</c>.</summary>
    public static readonly CsvNumbers Plain = new('.', null);

    /// <summary>As people write them in English: <c>1,234.5</c>.</summary>
    public static readonly CsvNumbers English = new('.', ',');

    /// <summary>As people write them in German and most of Europe: <c>1.234,5</c>.</summary>
    public static readonly CsvNumbers German = new(',', '.');

    /// <summary>What to write where a cell is a number in another way than the plain one.</summary>
    public const string SayWhich = "Say how numbers are written: \"csv\": \"de\" for 1.234,5, or \"csv\": \"en\" for 1,234.5.";

    /// <summary>The number that a cell holds, or null.</summary>
    public double? Read(string cell)
    {
        var (whole, fraction) = Cut(cell.Trim());
        if (Thousands is { } mark && whole.Contains(mark, StringComparison.Ordinal))
        {
            // A group of other than three digits is no group: 1.5 is not 15.
            if (!Grouped().IsMatch(whole.Replace(mark, ' ')))
                return null;
            whole = whole.Replace($"{mark}", "", StringComparison.Ordinal);
        }

        if (whole.Contains('.', StringComparison.Ordinal) || fraction.Contains('.', StringComparison.Ordinal))
            return null;
        var plain = fraction.Length > 0 ? $"{whole}.{fraction}" : whole;
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    /// <summary>Whether a cell is a number, but only in one of the two ways that have to be said.</summary>
    public static bool NeedsSaying(string cell) =>
        Plain.Read(cell) is null && (German.Read(cell) is not null || English.Read(cell) is not null);

    /// <summary>Whether a plain number is one with groups of digits as well, and a thousand times as large: <c>1.234</c>.</summary>
    public static bool IsAmbiguous(string cell) =>
        cell.Trim() is var text && text.Contains('.', StringComparison.Ordinal) && Grouped().IsMatch(text.Replace('.', ' '));

    private (string Whole, string Fraction) Cut(string cell) =>
        cell.IndexOf(Decimal, StringComparison.Ordinal) is >= 0 and var at ? (cell[..at], cell[(at + 1)..]) : (cell, "");

    [GeneratedRegex("^[1-9][0-9]{0,2}( [0-9]{3})+$")]
    private static partial Regex Grouped();
}
