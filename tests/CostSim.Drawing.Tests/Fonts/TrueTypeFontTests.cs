using System.Buffers.Binary;
using CostSim.Drawing.Fonts;

namespace CostSim.Drawing.Tests.Fonts;

public class TrueTypeFontTests
{
    [Fact]
    public void Glyphs_advances_and_boxes_are_those_of_the_tables()
    {
        Assert.True(InterGlyph.All.Count > 100);
        foreach (var expected in InterGlyph.All)
        {
            var font = InterFont.Of(expected.Weight);
            Assert.Equal(expected.Glyph, font.GlyphOf(expected.Character));
            Assert.Equal(expected.Advance, font.AdvanceUnits(expected.Glyph));
            Assert.Equal(expected.Box is null, font.Outline(expected.Glyph).Contours.Count == 0);
            if (expected.Box is not null)
                AssertFits(expected.Box, font, expected.Glyph);
        }
    }

    [Theory]
    [InlineData(FontWeight.Regular)]
    [InlineData(FontWeight.SemiBold)]
    public void Every_outline_fits_the_box_of_its_header(FontWeight weight)
    {
        var font = InterFont.Of(weight);
        var (simple, composite, exact) = (0, 0, 0);
        for (var glyph = 0; glyph < font.GlyphCount; glyph++)
        {
            var bytes = font.GlyphBytes(glyph);
            if (bytes.IsEmpty)
                continue;
            _ = BinaryPrimitives.ReadInt16BigEndian(bytes) >= 0 ? simple++ : composite++;
            var header = bytes[2..10].ToArray();
            var box = Enumerable.Range(0, 4).Select(side => (int)BinaryPrimitives.ReadInt16BigEndian(header.AsSpan(2 * side)));
            exact += AssertFits([.. box], font, glyph);
        }
        Assert.True(simple > 1000 && composite > 500, $"{simple} simple and {composite} composite glyphs.");
        Assert.True(exact > 0.95 * 4 * (simple + composite), $"{exact} sides of {simple + composite} glyphs.");
    }

    [Fact]
    public void Metrics_are_those_of_the_tables()
    {
        var font = InterFont.Of(FontWeight.Regular);
        Assert.Equal(2816, font.UnitsPerEm);
        Assert.Equal(2547, font.GlyphCount);
        Assert.Equal(2048, font.CapHeightUnits);
        // One glyph fewer has an advance of its own: the last shares that of the one before.
        Assert.Equal(font.AdvanceUnits(2545), font.AdvanceUnits(2546));
    }

    [Fact]
    public void A_weight_that_is_not_packaged_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InterFont.Of((FontWeight)500));

    [Fact]
    public void Missing_assets_and_other_files_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => InterFont.ReadAsset("/Assets/Inter-Black.ttf"));
        Assert.Throws<InvalidDataException>(() => new TrueTypeFont("OTTO and more bytes"u8.ToArray()));
    }

    /// <summary>
    /// The box of a header may be that of the curves or, where they have no point at an extreme, that of their control points. Returns how
    /// many of its sides are those of the curves.
    /// </summary>
    private static int AssertFits(int[] box, TrueTypeFont font, int glyph)
    {
        var curves = Bounds(font.Outline(glyph).Flatten(0.01).SelectMany(contour => contour));
        var controls = Bounds(font.Outline(glyph).Contours.SelectMany(contour => contour).Select(point => new Point(point.X, point.Y)));
        for (var side = 0; side < 4; side++)
            Assert.InRange(box[side], Math.Min(curves[side], controls[side]) - 1, Math.Max(curves[side], controls[side]) + 1);
        return Enumerable.Range(0, 4).Count(side => Math.Abs(box[side] - curves[side]) <= 1);
    }

    private static double[] Bounds(IEnumerable<Point> points)
    {
        var all = points.ToList();
        return [all.Min(p => p.X), all.Min(p => p.Y), all.Max(p => p.X), all.Max(p => p.Y)];
    }
}
