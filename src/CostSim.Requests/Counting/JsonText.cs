using System.Globalization;
using System.Text;

namespace CostSim.Requests.Counting;

/// <summary>Texts of JSON: what stands between the quotes, as characters.</summary>
internal static class JsonText
{
    private const int HexDigits = 4;

    /// <summary>
    /// Writes the characters of a text, whose escapes are known to be sound except that the last may be cut off; it is then left out.
    /// Surrogates without their other half become replacement characters, as they do at the providers.
    /// </summary>
    /// <param name="utf8">The text between its quotes, in UTF-8.</param>
    /// <param name="characters">At least as long as the text.</param>
    /// <returns>The number of characters.</returns>
    public static int Read(ReadOnlySpan<byte> utf8, Span<char> characters)
    {
        var (length, hasSurrogates) = (0, false);
        while (utf8.Length > 0)
        {
            var plain = utf8.IndexOf((byte)'\\');
            if (plain < 0)
                plain = utf8.Length;
            length += Encoding.UTF8.GetChars(utf8[..plain], characters[length..]);
            utf8 = utf8[plain..];
            if (utf8.Length == 0)
                break;
            var isUnicode = utf8.Length > 1 && utf8[1] == (byte)'u';
            var escape = isUnicode ? 2 + HexDigits : 2;
            if (utf8.Length < escape)
                break;
            characters[length] = isUnicode
                ? (char)ushort.Parse(utf8.Slice(2, HexDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                : Escaped(utf8[1]);
            hasSurrogates |= char.IsSurrogate(characters[length++]);
            utf8 = utf8[escape..];
        }

        if (hasSurrogates)
            ReplaceHalves(characters[..length]);
        return length;
    }

    private static void ReplaceHalves(Span<char> characters)
    {
        for (var i = 0; i < characters.Length; i++)
        {
            if (i + 1 < characters.Length && char.IsSurrogatePair(characters[i], characters[i + 1]))
                i++;
            else if (char.IsSurrogate(characters[i]))
                characters[i] = '\ufffd';
        }
    }

    private static char Escaped(byte letter) => letter switch
    {
        (byte)'n' => '\n',
        (byte)'t' => '\t',
        (byte)'r' => '\r',
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        _ => (char)letter,
    };
}
