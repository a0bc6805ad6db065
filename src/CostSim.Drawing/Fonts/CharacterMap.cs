using System.Buffers.Binary;

namespace CostSim.Drawing.Fonts;

/// <summary>The glyphs of characters: the table "cmap", formats 12 (all of Unicode) and 4 (its first 65 536 values).</summary>
internal sealed class CharacterMap
{
    private const int Unicode = 0;
    private const int Windows = 3;

    private readonly ReadOnlyMemory<byte> _subtable;
    private readonly int _format;

    public CharacterMap(ReadOnlyMemory<byte> cmap)
    {
        var count = UInt16(cmap.Span, 2);
        for (var i = 0; i < count; i++)
        {
            var platform = UInt16(cmap.Span, 4 + 8 * i);
            var subtable = cmap[(int)UInt32(cmap.Span, 8 + 8 * i)..];
            var format = UInt16(subtable.Span, 0);
            if (platform is Unicode or Windows && format is 4 or 12 && format > _format)
                (_subtable, _format) = (subtable, format);
        }
        if (_format == 0)
            throw new InvalidDataException("The font maps no Unicode characters in format 4 or 12.");
    }

    /// <summary>The map that a single subtable describes.</summary>
    internal CharacterMap(ReadOnlyMemory<byte> subtable, int format) => (_subtable, _format) = (subtable, format);

    /// <summary>The glyph of a Unicode scalar value, or 0.</summary>
    public int GlyphOf(int scalar) => _format == 12 ? FromGroups(scalar) : FromSegments(scalar);

    /// <summary>Format 12: ascending groups of (first character, last character, glyph of the first).</summary>
    private int FromGroups(int scalar)
    {
        var table = _subtable.Span;
        var (low, high) = (0, (int)UInt32(table, 12) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var group = 16 + 12 * middle;
            if (scalar > UInt32(table, group + 4))
                low = middle + 1;
            else if (scalar < UInt32(table, group))
                high = middle - 1;
            else
                return (int)(UInt32(table, group + 8) + scalar - UInt32(table, group));
        }
        return 0;
    }

    /// <summary>
    /// Format 4: four parallel arrays, last characters first, then first characters, deltas, and offsets into a list of glyphs. An
    /// offset counts from its own place and is 0 where the glyph is the character plus the delta.
    /// </summary>
    private int FromSegments(int scalar)
    {
        var table = _subtable.Span;
        var size = UInt16(table, 6);
        for (var i = 0; i < size; i += 2)
        {
            if (scalar > UInt16(table, 14 + i))
                continue;
            var first = UInt16(table, 16 + size + i);
            if (scalar < first)
                return 0;
            var delta = UInt16(table, 16 + 2 * size + i);
            var place = 16 + 3 * size + i;
            var offset = UInt16(table, place);
            if (offset == 0)
                return (scalar + delta) & 0xffff;
            var glyph = UInt16(table, place + offset + 2 * (scalar - first));
            return glyph == 0 ? 0 : (glyph + delta) & 0xffff;
        }
        return 0;
    }

    private static int UInt16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..]);
}
