using System.Text;

namespace CostSim.Scenarios.Edits;

/// <summary>The bytes of a scenario's text, and what stands around a place in them: indentation, commas, comments.</summary>
internal sealed class WrittenText(byte[] utf8)
{
    public byte[] Bytes { get; } = utf8;

    /// <summary>How its lines end.</summary>
    public string NewLine { get; } = utf8.AsSpan().IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";

    public string Slice(int start, int end) => Encoding.UTF8.GetString(Bytes, start, end - start);

    /// <summary>Where the line begins that a place is on.</summary>
    public int LineStart(int at) => Bytes.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;

    /// <summary>Where the comment begins that stands right above a line; the line itself where there is none.</summary>
    /// <param name="start">Where the line begins.</param>
    public int CommentAbove(int start)
    {
        while (start > 0 && LineStart(start - 1) is var above && Slice(above, start).TrimStart().StartsWith("//", StringComparison.Ordinal))
            start = above;
        return start;
    }

    /// <summary>The byte after the line that a place is on, its line break included.</summary>
    public int NextLine(int at) => Bytes.AsSpan(at).IndexOf((byte)'\n') is >= 0 and var next ? at + next + 1 : Bytes.Length;

    /// <summary>The blanks at the beginning of the line that a place is on.</summary>
    public string Indent(int at)
    {
        var start = LineStart(at);
        var end = start;
        while (end < Bytes.Length && Bytes[end] is (byte)' ' or (byte)'\t')
            end++;
        return Slice(start, end);
    }

    /// <summary>Whether nothing but blanks stands before a place on its line.</summary>
    public bool IsFirstOnLine(int at) => Bytes.AsSpan(LineStart(at)..at).IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;

    /// <summary>The first place from here on that is neither a blank nor within a comment.</summary>
    public int Code(int at)
    {
        while (at < Bytes.Length)
        {
            var rest = Bytes.AsSpan(at);
            if (rest.StartsWith("//"u8))
                at = NextLine(at);
            else if (rest.StartsWith("/*"u8))
                at += rest.IndexOf("*/"u8) is >= 0 and var close ? close + 2 : rest.Length;
            else if (char.IsWhiteSpace((char)Bytes[at]))
                at++;
            else
                break;
        }

        return at;
    }

    /// <summary>The comments between two places outside of texts, without their signs.</summary>
    public IEnumerable<(int Start, string Words)> Comments(int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            if (Bytes[at] == '"')
            {
                while (Bytes[++at] != '"')
                    at += Bytes[at] == '\\' ? 1 : 0;
            }
            else if (Bytes[at] == '/')
            {
                var isLine = Bytes[at + 1] == '/';
                var close = isLine ? NextLine(at) : at + 2 + Bytes.AsSpan(at + 2).IndexOf("*/"u8);
                yield return (at, Slice(at + 2, close).Trim());
                at = isLine ? close - 1 : close + 1;
            }
        }
    }

    /// <summary>Whether a comma follows the value that ends here.</summary>
    public bool HasComma(int end) => Code(end) is var at && at < Bytes.Length && Bytes[at] == ',';

    /// <summary>
    /// The place after a value and its comma; the comment that ends their line, where nothing else does, is
    /// <paramref name="comment"/>, from its signs to the last letter.
    /// </summary>
    public int After(int end, out (int Start, int End)? comment)
    {
        var at = Code(end) is var code && code < Bytes.Length && Bytes[code] == ',' && LineStart(code) == LineStart(end) ? code + 1 : end;
        var sign = at;
        while (sign < Bytes.Length && Bytes[sign] is (byte)' ' or (byte)'\t')
            sign++;
        var last = NextLine(sign);
        while (last > sign && Bytes[last - 1] is (byte)'\n' or (byte)'\r')
            last--;
        comment = Bytes.AsSpan(sign).StartsWith("//"u8) ? (sign, last) : null;
        return at;
    }

    /// <summary>Whether only a comment, or nothing, follows a place on its line.</summary>
    public bool IsLastOnLine(int at)
    {
        var rest = Bytes.AsSpan(at..NextLine(at)).TrimStart(" \t"u8);
        return rest.IsEmpty || rest[0] is (byte)'\n' or (byte)'\r' || rest.StartsWith("//"u8);
    }
}
