using CostSim.Drawing.Raster;

namespace CostSim.Drawing.Tests;

public class PngWriterTests
{
    [Fact]
    public void The_picture_is_the_painted_canvas()
    {
        var scene = SampleScene.Make();
        var picture = PngPicture.Decode(PngWriter.Write(scene));
        var canvas = Painter.Paint(scene, 2);
        Assert.Equal((240, 160), (picture.Width, picture.Height));
        for (var y = 0; y < picture.Height; y++)
            Assert.True(canvas.Row(y).SequenceEqual(picture.Rows[y]), $"Row {y} differs.");
    }

    [Fact]
    public void One_scene_gives_one_file() => Assert.Equal(PngWriter.Write(SampleScene.Make()), PngWriter.Write(SampleScene.Make()));

    [Theory]
    [InlineData(1, 3780)]
    [InlineData(2, 7559)]
    [InlineData(1.5, 5669)]
    public void The_scale_sets_size_and_density(double scale, int pixelsPerMetre)
    {
        var picture = PngPicture.Decode(PngWriter.Write(new Scene(101, 50), scale));
        Assert.Equal((int)Math.Ceiling(101 * scale), picture.Width);
        Assert.Equal((int)(50 * scale), picture.Height);
        Assert.Equal(pixelsPerMetre, picture.PixelsPerMetre);
    }

    [Fact]
    public void Rectangles_land_where_they_belong()
    {
        var scene = new Scene(4, 3);
        scene.Rectangle(1, 1, 1.5, 1, new Color(255, 0, 0));
        var picture = PngPicture.Decode(PngWriter.Write(scene, 1));
        Assert.Equal([255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255], picture.Rows[0]);
        Assert.Equal([255, 255, 255, 255, 0, 0, 255, 128, 128, 255, 255, 255], picture.Rows[1]);
        Assert.Equal(picture.Rows[0], picture.Rows[2]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1001)]
    public void A_scale_that_makes_no_picture_is_refused(double scale) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PngWriter.Write(new Scene(10, 10_000), scale));
}
