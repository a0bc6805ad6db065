using System.Globalization;
using System.Text;
using System.Text.Json;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Syntax;

/// <summary>
/// What is wrong with a text that is no JSON, in words for people. The JSON reader says that the text cannot go on after its last
/// good token; this looks at the few bytes that follow and says what should have stood there.
/// </summary>
/// <param name="Offset">Byte offset of the fault.</param>
internal sealed record SyntaxFault(int Offset, string Message, string? Hint = null)
{
    /// <param name="utf8">The text.</param>
    /// <param name="consumed">Offset behind the last good token.</param>
    /// <param name="token">The last good token.</param>
    /// <param name="open">The innermost object or list that is still open, or null.</param>
    public static SyntaxFault Find(ReadOnlySpan<byte> utf8, int consumed, JsonTokenType token, ScenarioNode? open)
    {
        var at = SkipSpace(utf8, consumed, out var comment);
        if (comment is not null)
            return comment;
        if (open is null)
            return token == JsonTokenType.None ? Root(utf8, at) : Unexpected(utf8, at, "the end of the text");
        var end = open.Kind == NodeKind.Object ? "`}`" : "`]`";
        if (at >= utf8.Length)
            return Ends(utf8, open, end);
        if (token == JsonTokenType.PropertyName)
            return IsCutOff(utf8, at) ? Ends(utf8, open, end) : Value(utf8, at, "a value");
        if (token is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            if (utf8[at] != ',')
                return Unexpected(utf8, at, $"a comma or {end}, which closes the {Opened(open)}");
            if (token == JsonTokenType.Number && at == consumed && Separated(utf8, at, open) is { } separated)
                return separated;
            at = SkipSpace(utf8, at + 1, out comment);
            if (comment is not null)
                return comment;
            if (at >= utf8.Length)
                return Ends(utf8, open, end);
        }

        if (open.Kind == NodeKind.Object)
            return Key(utf8, at, end);
        return IsCutOff(utf8, at) ? Ends(utf8, open, end) : Value(utf8, at, $"a value or {end}");
    }

    /// <summary>A number with a thousands separator, <c>20,000</c>, whose comma looks like one between values; null where the comma is one.</summary>
    private static SyntaxFault? Separated(ReadOnlySpan<byte> utf8, int comma, ScenarioNode open)
    {
        var (start, behind) = (comma, comma);
        while (start > 0 && char.IsAsciiDigit((char)utf8[start - 1]))
            start--;
        while (behind + 3 < utf8.Length && utf8[behind] == ',' && IsGroup(utf8.Slice(behind + 1, 3)))
            behind += 4;
        // In a list 20,500 are two values; 20,000 can only be one.
        if (behind == comma || (behind < utf8.Length && char.IsAsciiDigit((char)utf8[behind])) || (open.Kind == NodeKind.Array && utf8[comma + 1] != '0'))
            return null;
        var number = Encoding.ASCII.GetString(utf8[start..behind]);
        return new SyntaxFault(start, $"`{Shorten.Plain(number)}` is no JSON number: a comma stands between values", $"Write {Shorten.Plain(number.Replace(",", "", StringComparison.Ordinal))}: numbers have no thousands separators.");

        static bool IsGroup(ReadOnlySpan<byte> digits) => char.IsAsciiDigit((char)digits[0]) && char.IsAsciiDigit((char)digits[1]) && char.IsAsciiDigit((char)digits[2]);
    }

    // A number or a word that the end of the text cuts off may be sound: what is missing is what should follow.
    private static bool IsCutOff(ReadOnlySpan<byte> utf8, int at)
    {
        var word = Word(utf8, at);
        return at + word.Length == utf8.Length
            && (word is "true" or "false" or "null" || double.TryParse(word, CultureInfo.InvariantCulture, out _));
    }

    private static SyntaxFault Root(ReadOnlySpan<byte> utf8, int at) => at >= utf8.Length
        ? new SyntaxFault(
            at, "there is no scenario here: the text is empty, or comments only",
            "A scenario is an object: { \"name\": …, \"phases\": [ … ] }")
        : Value(utf8, at, "`{`: a scenario is a JSON object");

    private static SyntaxFault Ends(ReadOnlySpan<byte> utf8, ScenarioNode open, string end) =>
        new(utf8.Length, $"the text ends here, and the {Opened(open)} is still open; expected {end}");

    private static string Opened(ScenarioNode open) =>
        $"{(open.Kind == NodeKind.Object ? "`{`" : "`[`")} of line {open.Spot.Line}, column {open.Spot.Column}";

    private static SyntaxFault Key(ReadOnlySpan<byte> utf8, int at, string end)
    {
        if (utf8[at] != '"')
            return Unexpected(utf8, at, $"a key in double quotes or {end}");
        if (StringFault(utf8, at, out var behind) is { } fault)
            return fault;
        at = SkipSpace(utf8, behind, out var comment);
        return comment ?? Unexpected(utf8, at, "`:` after the key");
    }

    private static SyntaxFault Value(ReadOnlySpan<byte> utf8, int at, string expected)
    {
        if (at >= utf8.Length)
            return new SyntaxFault(at, $"the text ends here; expected {expected}");
        if (utf8[at] == '"')
            return StringFault(utf8, at, out _) ?? Unexpected(utf8, at, expected);
        var word = Word(utf8, at);
        if (word.Length > 0 && (char.IsAsciiDigit(word[0]) || word[0] is '-' or '+' or '.'))
            return new SyntaxFault(
                at, $"`{Shorten.Plain(word)}` is no JSON number",
                "Numbers are written 12, 0.5, 1e6: no leading zero, no `+`, a digit on both sides of the point, no `_` or `,`.");
        if (word.Length > 0 && char.IsAsciiLetter(word[0]))
            return new SyntaxFault(
                at, $"`{Shorten.Plain(word)}` is no JSON value; expected {expected}",
                "Text takes double quotes; the bare words are true, false and null.");
        return Unexpected(utf8, at, expected);
    }

    private static SyntaxFault Unexpected(ReadOnlySpan<byte> utf8, int at, string expected)
    {
        if (at >= utf8.Length)
            return new SyntaxFault(at, $"the text ends here; expected {expected}");
        Rune.DecodeFromUtf8(utf8[at..], out var rune, out _);
        var hint = (char)utf8[at] switch
        {
            '\'' => "Keys and text take double quotes, not single ones.",
            '#' => "Comments are written // … or /* … */.",
            ',' => "One comma is enough.",
            _ => null,
        };
        var word = Word(utf8, at);
        var found = word.Length > 1 ? Shorten.Plain(word) : Shorten.Visible(rune);
        return new SyntaxFault(at, $"found `{found}`; expected {expected}", hint);
    }

    /// <summary>The fault inside the string that starts at <paramref name="at"/>, or null where it is sound.</summary>
    private static SyntaxFault? StringFault(ReadOnlySpan<byte> utf8, int at, out int behind)
    {
        for (behind = at + 1; behind < utf8.Length; behind++)
        {
            var unit = utf8[behind];
            if (unit == '"')
            {
                behind++;
                return null;
            }

            if (unit == '\n' || unit == '\r')
                return new SyntaxFault(at, "this string is not closed on its line; expected `\"`");
            if (unit < ' ')
                return new SyntaxFault(behind, $"a control character, U+{unit:X4}, stands in a string", $"Write it as \\u{unit:x4}.");
            if (unit == '\\' && EscapeFault(utf8, ref behind) is { } fault)
                return fault;
        }

        return new SyntaxFault(at, "this string is never closed; expected `\"`");
    }

    private static SyntaxFault? EscapeFault(ReadOnlySpan<byte> utf8, ref int at)
    {
        var start = at++;
        if (at >= utf8.Length || "\"\\/bfnrt".Contains((char)utf8[at]))
            return null;
        var digits = 0;
        if (utf8[at] == 'u')
        {
            while (digits < 4 && at + 1 < utf8.Length && char.IsAsciiHexDigit((char)utf8[at + 1]))
                (at, digits) = (at + 1, digits + 1);
        }

        return digits == 4 ? null : new SyntaxFault(
            start, "this is no JSON escape",
            "Escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits; a backslash is written twice.");
    }

    private static string Word(ReadOnlySpan<byte> utf8, int at)
    {
        var end = at;
        while (end < utf8.Length && end < at + 100 && (char.IsAsciiLetterOrDigit((char)utf8[end]) || "+-._%".Contains((char)utf8[end])))
            end++;
        return Encoding.ASCII.GetString(utf8[at..end]);
    }

    private static int SkipSpace(ReadOnlySpan<byte> utf8, int at, out SyntaxFault? fault)
    {
        fault = null;
        while (at < utf8.Length)
        {
            var rest = utf8[at..];
            int length;
            if (rest[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                length = 1;
            else if (rest.StartsWith("//"u8))
                length = rest.IndexOf((byte)'\n') is >= 0 and var line ? line + 1 : rest.Length;
            else if (rest.StartsWith("/*"u8))
                length = rest[2..].IndexOf("*/"u8) is >= 0 and var close ? close + 4 : 0;
            else
                return at;
            if (length == 0)
            {
                fault = new SyntaxFault(at, "this comment is never closed; expected `*/`");
                return at;
            }

            at += length;
        }

        return at;
    }
}
