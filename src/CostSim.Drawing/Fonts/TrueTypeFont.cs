using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;

namespace CostSim.Drawing.Fonts;

/// <summary>A font in the TrueType format: which glyph a character has, how far it advances, and its outline.</summary>
/// <remarks>
/// Reads what drawing needs of head, hhea, hmtx, maxp, cmap, loca, glyf and OS/2, and each glyph at its first use. The bytes come out of
/// a package of a pinned version and are trusted: damaged ones end in an <see cref="ArgumentOutOfRangeException"/>, not in a message.
/// </remarks>
internal sealed class TrueTypeFont
{
    private const int SupportedSignature = 0x00010000;

    private readonly byte[] _bytes;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly CharacterMap _characters;
    private readonly GlyphTable _glyphs;
    private readonly ConcurrentDictionary<int, GlyphOutline> _outlines = new();
    private readonly int _advanceCount;

    public TrueTypeFont(byte[] bytes)
    {
        _bytes = bytes;
        if (BinaryPrimitives.ReadInt32BigEndian(bytes) != SupportedSignature)
            throw new InvalidDataException("Not a TrueType font.");
        var tableCount = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(4));
        for (var i = 0; i < tableCount; i++)
        {
            var record = bytes.AsSpan(12 + 16 * i, 16);
            var tag = Encoding.ASCII.GetString(record[..4]);
            _tables[tag] = (BinaryPrimitives.ReadInt32BigEndian(record[8..]), BinaryPrimitives.ReadInt32BigEndian(record[12..]));
        }
        UnitsPerEm = UInt16("head", 18);
        _advanceCount = UInt16("hhea", 34);
        GlyphCount = UInt16("maxp", 4);
        CapHeightUnits = BinaryPrimitives.ReadInt16BigEndian(Table("OS/2").Span[88..]);
        _characters = new CharacterMap(Table("cmap"));
        _glyphs = new GlyphTable(Table("loca"), Table("glyf"), longOffsets: UInt16("head", 50) != 0);
    }

    /// <summary>Font units in one em.</summary>
    public int UnitsPerEm { get; }

    public int GlyphCount { get; }

    /// <summary>The height of a capital above the baseline, in font units.</summary>
    public int CapHeightUnits { get; }

    /// <summary>The glyph of a Unicode scalar value; 0, a box, where the font has none.</summary>
    public int GlyphOf(int scalar) => _characters.GlyphOf(scalar);

    /// <summary>The advance of a glyph along the baseline, in font units. Glyphs beyond the last advance share it.</summary>
    public int AdvanceUnits(int glyph) => UInt16("hmtx", 4 * Math.Min(glyph, _advanceCount - 1));

    public GlyphOutline Outline(int glyph) => _outlines.GetOrAdd(glyph, _glyphs.Read);

    /// <summary>The bytes of a glyph's description; empty for one without ink.</summary>
    internal ReadOnlySpan<byte> GlyphBytes(int glyph) => _glyphs.BytesOf(glyph);

    private ReadOnlyMemory<byte> Table(string tag) => _tables.TryGetValue(tag, out var table)
        ? _bytes.AsMemory(table.Offset, table.Length)
        : throw new InvalidDataException($"The font has no table '{tag}'.");

    private int UInt16(string tag, int offset) => BinaryPrimitives.ReadUInt16BigEndian(Table(tag).Span[offset..]);
}
