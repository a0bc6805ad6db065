using System.Globalization;
using System.Text;

namespace CostSim.Requests.Counting;

/// <summary>What the encodings ask of a character: its Unicode general category, as far as it matters.</summary>
[Flags]
internal enum CharKind : byte
{
    /// <summary>Neither letter, mark, number nor space: punctuation, symbols, control characters, emoji.</summary>
    Other = 0,

    /// <summary>May stand in the upper part of a word: Lu, Lt, Lm, Lo, M.</summary>
    Upper = 1,

    /// <summary>May stand in the lower part of a word: Ll, Lm, Lo, M.</summary>
    Lower = 2,

    /// <summary>A letter: L.</summary>
    Letter = 4,

    /// <summary>A number: N.</summary>
    Number = 8,

    /// <summary>White space.</summary>
    Space = 16,

    /// <summary>A carriage return or a line feed, which is white space too.</summary>
    Newline = 32,
}

/// <summary>The kinds of all characters.</summary>
internal static class CharKinds
{
    private static readonly CharKind[] OfUnits = [.. Enumerable.Range(0, char.MaxValue + 1).Select(unit => Of((char)unit))];

    /// <summary>The kind of the character at a position, and its length in UTF-16 units: letters beyond the first plane have two.</summary>
    public static CharKind At(ReadOnlySpan<char> text, int position, out int length)
    {
        length = 1;
        var unit = text[position];
        if (!char.IsHighSurrogate(unit) || position + 1 == text.Length || !Rune.TryCreate(unit, text[position + 1], out var rune))
            return OfUnits[unit];
        length = 2;
        return Of(Rune.GetUnicodeCategory(rune));
    }

    private static CharKind Of(char unit) =>
        unit is '\r' or '\n' ? CharKind.Space | CharKind.Newline
        : char.IsWhiteSpace(unit) ? CharKind.Space
        : Of(CharUnicodeInfo.GetUnicodeCategory(unit));

    private static CharKind Of(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => CharKind.Letter | CharKind.Upper,
        UnicodeCategory.LowercaseLetter => CharKind.Letter | CharKind.Lower,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharKind.Letter | CharKind.Upper | CharKind.Lower,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark =>
            CharKind.Upper | CharKind.Lower,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharKind.Number,
        _ => CharKind.Other,
    };
}
