using CostSim.Drawing;

namespace CostSim.Output.Tests.Plots;

/// <summary>The texts of a scene, and where they stand.</summary>
internal static class SceneTexts
{
    public static IEnumerable<TextRun> Of(Layer layer) => Shapes(layer).OfType<TextRun>();

    public static IEnumerable<Shape> Shapes(Layer layer) =>
        layer.Shapes.SelectMany(shape => shape is Group group ? Shapes(group.Content) : [shape]);

    /// <summary>No text leaves the picture, and none touches another.</summary>
    public static void RequireInsideAndApart(Scene scene)
    {
        var boxes = Of(scene).Where(text => text.Text.Length > 0).Select(text => (text.Text, Box: Box(text))).ToList();
        for (var i = 0; i < boxes.Count; i++)
        {
            var (text, box) = boxes[i];
            Assert.True(
                box.Left >= 0 && box.Right <= scene.WidthPx && box.Top >= 0 && box.Bottom <= scene.HeightPx,
                $"'{text}' at {box} is not inside of {scene.WidthPx} × {scene.HeightPx}");
            for (var j = 0; j < i; j++)
            {
                var other = boxes[j].Box;
                Assert.False(
                    box.Left < other.Right && other.Left < box.Right && box.Top < other.Bottom && other.Top < box.Bottom,
                    $"'{text}' at {box} touches '{boxes[j].Text}' at {other}");
            }
        }
    }

    /// <summary>From the top of the capitals to the baseline; what hangs below it is little.</summary>
    private static (double Left, double Top, double Right, double Bottom) Box(TextRun text)
    {
        var (width, height) = (TextMeasure.Width(text.Text, text.SizePx, text.Weight), TextMeasure.CapHeight(text.SizePx, text.Weight));
        var start = text.Anchor switch { TextAnchor.Middle => -width / 2, TextAnchor.End => -width, _ => 0 };
        return text.Upward
            ? (text.At.X - height, text.At.Y - start - width, text.At.X, text.At.Y - start)
            : (text.At.X + start, text.At.Y - height, text.At.X + start + width, text.At.Y);
    }
}
