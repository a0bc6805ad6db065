using CostSim.Drawing.Fonts;
using CostSim.Drawing.Raster;

namespace CostSim.Drawing.Tests.Raster;

public class PainterTests
{
    [Fact]
    public void Later_shapes_lie_on_top()
    {
        var scene = new Scene(1, 1);
        scene.Group().Rectangle(0, 0, 1, 1, new Color(255, 0, 0));
        scene.Rectangle(0, 0, 1, 1, new Color(0, 255, 0));
        Assert.Equal([0, 255, 0], Painter.Paint(scene, 1).Row(0).ToArray());
    }

    [Theory]
    [InlineData(TextAnchor.Start, 50)]
    [InlineData(TextAnchor.Middle, 50 - 43.75 / 2)]
    [InlineData(TextAnchor.End, 50 - 43.75)]
    public void Text_stands_at_its_anchor(TextAnchor anchor, double start)
    {
        // "HH" at 28.16 px: the boxes and advances of H are those of the font's tables.
        var font = InterFont.Of(FontWeight.Regular);
        var h = font.GlyphOf('H');
        var size = 43.75 * font.UnitsPerEm / (2 * font.AdvanceUnits(h));
        var scale = size / font.UnitsPerEm;
        var outline = font.Outline(h).Contours.SelectMany(contour => contour).Select(point => point.X).ToList();
        var left = start + outline.Min() * scale;
        var right = start + (font.AdvanceUnits(h) + outline.Max()) * scale;

        var scene = new Scene(100, 60);
        scene.Text("HH", 50, 40, size, Color.Black, anchor: anchor);
        var ink = Ink(Painter.Paint(scene, 4));
        Assert.InRange(ink.Left / 4.0 - left, -0.3, 0.3);
        Assert.InRange(ink.Right / 4.0 - right, -0.3, 0.3);
        Assert.Equal(40 * 4, ink.Bottom);
        Assert.InRange(ink.Top / 4.0 - (40 - TextMeasure.CapHeight(size)), -0.3, 0.3);
    }

    [Fact]
    public void Upward_text_is_the_same_text_turned()
    {
        var level = new Scene(60, 60);
        level.Text("Fg1", 10, 40, 20, Color.Black);
        var upward = new Scene(60, 60);
        upward.Text("Fg1", 40, 50, 20, Color.Black, upward: true);
        var (a, b) = (Painter.Paint(level, 2), Painter.Paint(upward, 2));
        for (var y = 0; y < 120; y++)
            for (var x = 0; x < 120; x++)
                Assert.InRange(a.Row(y)[3 * x] - b.Row(119 - x)[3 * y], -1, 1);
    }

    [Fact]
    public void A_translucent_line_that_crosses_itself_is_no_darker_there()
    {
        var scene = new Scene(20, 20);
        scene.Polyline([new(2, 10), new(18, 10), new(18, 2), new(10, 2), new(10, 18)], Color.Black.WithOpacity(0.4), 4);
        Assert.Equal(153, Painter.Paint(scene, 1).Row(10)[3 * 10]);
    }

    [Fact]
    public void Characters_that_the_font_lacks_are_boxes()
    {
        var scene = new Scene(60, 40);
        scene.Text("漢\ud83d\u0007", 5, 30, 20, Color.Black);
        Assert.True(Ink(Painter.Paint(scene, 1)).Right > 30);
    }

    /// <summary>The bounds of what is not white: first and one past the last row and column.</summary>
    private static (int Left, int Top, int Right, int Bottom) Ink(Canvas canvas)
    {
        var (left, top, right, bottom) = (int.MaxValue, int.MaxValue, 0, 0);
        for (var y = 0; y < canvas.Height; y++)
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                if (canvas.Row(y)[3 * x] < 250)
                    (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            }
        }
        return (left, top, right, bottom);
    }
}
