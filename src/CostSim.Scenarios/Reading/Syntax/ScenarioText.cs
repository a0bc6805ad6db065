using System.Text;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Syntax;

/// <summary>What must hold of the bytes before they are read as JSON: present, not too many, UTF-8.</summary>
internal static class ScenarioText
{
    /// <summary>Whether the bytes are readable text; a byte order mark is taken off them, and left in <paramref name="hashed"/>.</summary>
    public static bool IsReadable(string source, ref ReadOnlySpan<byte> utf8, out ReadOnlySpan<byte> hashed, Findings findings)
    {
        if (utf8.Length <= ScenarioFile.MaxBytes)
            return IsText(source, ref utf8, out hashed, "A scenario is an object: { \"name\": …, \"phases\": [ … ] }", findings);
        hashed = utf8;
        findings.Error(new Spot(source, 0, 1, 1), "", ScenarioFile.TooLarge);
        return false;
    }

    /// <summary>The same for a text whose size is known to be sound.</summary>
    /// <param name="form">What an empty file is told.</param>
    public static bool IsText(string source, ref ReadOnlySpan<byte> utf8, out ReadOnlySpan<byte> hashed, string form, Findings findings)
    {
        hashed = utf8;
        var start = new Spot(source, 0, 1, 1);
        if (utf8.IsEmpty)
        {
            findings.Error(start, "", "the file is empty", form);
            return false;
        }

        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        if (IsUtf16(utf8))
        {
            findings.Error(start, "", "the file is UTF-16 text", "Save it as UTF-8.");
            return false;
        }

        return IsUtf8(source, utf8, findings);
    }

    /// <summary>Whether it begins with the mark of UTF-16, or as UTF-16 without a mark does: every other byte of plain letters is 0.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> text) =>
        text.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || text.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
        || (text.Length >= 4 && (text is [not 0, 0, not 0, 0, ..] or [0, not 0, 0, not 0, ..]));

    private static bool IsUtf8(string source, ReadOnlySpan<byte> utf8, Findings findings)
    {
        for (var at = 0; at < utf8.Length;)
        {
            if (utf8[at] < 0x80)
            {
                at++;
                continue;
            }

            if (Rune.DecodeFromUtf8(utf8[at..], out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                var spot = new TextCursor(source, 0, 1).At(utf8, at);
                findings.Error(
                    spot, "", $"the byte 0x{utf8[at]:X2} is not UTF-8 text",
                    "Save the file as UTF-8, or check that it is a scenario at all.");
                return false;
            }

            at += length;
        }

        return true;
    }
}
