using CostSim.Drawing.Raster;

namespace CostSim.Drawing.Tests.Raster;

public class CanvasTests
{
    [Theory]
    [InlineData(255, 1, 10, 20, 30)]
    [InlineData(0, 1, 200, 200, 200)]
    [InlineData(255, 0.5, 105, 110, 115)]
    [InlineData(51, 1, 162, 164, 166)]
    public void Colours_mix_by_alpha_times_coverage(int alpha, double coverage, int r, int g, int b)
    {
        var canvas = new Canvas(1, 1);
        canvas.Clear(new Color(200, 200, 200));
        var mask = new CoverageMask(1, 1);
        mask.Add(MaskPixels.Rectangle(0, 0, coverage, 1));
        canvas.Paint(mask, new Color(10, 20, 30, (byte)alpha));
        Assert.Equal([(byte)r, (byte)g, (byte)b], canvas.Row(0).ToArray());
    }

    [Fact]
    public void A_translucent_background_lies_on_white()
    {
        var canvas = new Canvas(2, 2);
        canvas.Clear(Color.Black.WithOpacity(0.2));
        Assert.All(canvas.Row(1).ToArray(), value => Assert.Equal(204, value));
    }

    [Fact]
    public void Bars_of_one_polygon_that_touch_leave_no_seam()
    {
        var scene = new Scene(10, 1);
        scene.Add(new Polygon([MaskPixels.Rectangle(0, 0, 3.3, 1), MaskPixels.Rectangle(3.3, 0, 6.7, 1)], Color.Black));
        Assert.All(Painter.Paint(scene, 1).Row(0).ToArray(), value => Assert.Equal(0, value));
    }
}
