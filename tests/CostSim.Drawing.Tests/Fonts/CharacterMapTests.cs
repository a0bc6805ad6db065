using CostSim.Drawing.Fonts;

namespace CostSim.Drawing.Tests.Fonts;

public class CharacterMapTests
{
    /// <summary>
    /// Format 4 by hand: U+0041–0043 by delta to glyphs 10–12; U+0050–0051 by offset to the listed glyphs 7 and 0, plus a delta of 1; and
    /// the end mark.
    /// </summary>
    private static readonly byte[] Format4 =
    [
        0, 4, 0, 44, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0,
        0, 0x43, 0, 0x51, 0xff, 0xff,
        0, 0,
        0, 0x41, 0, 0x50, 0xff, 0xff,
        0xff, 0xc9, 0, 1, 0, 1,
        0, 0, 0, 4, 0, 0,
        0, 7, 0, 0,
    ];

    /// <summary>Format 12 by hand: U+0041–0043 to glyphs 10–12, U+1F600 to glyph 99.</summary>
    private static readonly byte[] Format12 =
    [
        0, 12, 0, 0, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 0, 2,
        0, 0, 0, 0x41, 0, 0, 0, 0x43, 0, 0, 0, 10,
        0, 1, 0xf6, 0, 0, 1, 0xf6, 0, 0, 0, 0, 99,
    ];

    [Theory]
    [InlineData(0x40, 0)]
    [InlineData(0x41, 10)]
    [InlineData(0x43, 12)]
    [InlineData(0x44, 0)]
    [InlineData(0x50, 8)]
    [InlineData(0x51, 0)]
    [InlineData(0x1f600, 0)]
    public void Format_4_is_read(int character, int glyph) => Assert.Equal(glyph, new CharacterMap(Format4, 4).GlyphOf(character));

    [Theory]
    [InlineData(0x40, 0)]
    [InlineData(0x41, 10)]
    [InlineData(0x43, 12)]
    [InlineData(0x44, 0)]
    [InlineData(0x1f600, 99)]
    [InlineData(0x1f601, 0)]
    public void Format_12_is_read(int character, int glyph) => Assert.Equal(glyph, new CharacterMap(Format12, 12).GlyphOf(character));

    [Fact]
    public void The_map_with_more_characters_wins()
    {
        byte[] header = [0, 0, 0, 2, 0, 3, 0, 1, 0, 0, 0, 20, 0, 3, 0, 10, 0, 0, 0, 64];
        var map = new CharacterMap((byte[])[.. header, .. Format4, .. Format12]);
        Assert.Equal(99, map.GlyphOf(0x1f600));
    }

    [Fact]
    public void A_table_without_a_known_map_is_refused() =>
        Assert.Throws<InvalidDataException>(() => new CharacterMap((byte[])[0, 0, 0, 0]));
}
