using System.Globalization;
using System.Text;

namespace CostSim.Scenarios.Reading.Words;

/// <summary>How messages show what they found: cut to a readable length, nothing in it that could move a terminal's cursor.</summary>
internal static class Shorten
{
    private const int Most = 48;

    /// <summary>The text in double quotes.</summary>
    public static string Quoted(string text) => $"\"{Plain(text)}\"";

    /// <summary>The text without quotes.</summary>
    public static string Plain(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Most)
                return shown.Append('…').ToString();
            shown.Append(Visible(rune));
        }

        return shown.ToString();
    }

    /// <summary>A path, shown in full unless a key in it is absurd.</summary>
    public static string Path(string path) => string.Join('.', path.Split('.').Select(Plain));

    /// <summary>A number as people write it: no exponent where it can be helped, thousands set off.</summary>
    public static string Number(double value) => Math.Abs(value) is >= 10_000 and < 1e15
        ? value.ToString("#,##0.######", CultureInfo.InvariantCulture)
        : value.ToString("0.##########", CultureInfo.InvariantCulture);

    /// <summary>A character, or its code point where it has no glyph.</summary>
    public static string Visible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => $"<U+{rune.Value:X4}>",
        _ => rune.ToString(),
    };
}
