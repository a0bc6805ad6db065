namespace CostSim.Drawing.Tests;

public class PngWriterTests
{
    [Fact]
    public void Bars_boxes_and_lines_land_where_they_belong()
    {
        var picture = PngPicture.Decode(Write(SampleFigure.Make(), 1));

        Assert.Equal((120, 80), (picture.Width, picture.Height));
        // The bar spans 3 to 6 of 9 units over 90 px from px 20 on, and 8 of 10 units over 50 px up from px 60.
        Assert.Equal(Rgb(SampleFigure.Band), picture.At(51, 21));
        Assert.Equal(Rgb(SampleFigure.Band), picture.At(78, 58));
        Assert.Equal([255, 255, 255], picture.At(48, 30));
        Assert.Equal([255, 255, 255], picture.At(82, 30));
        Assert.Equal([255, 255, 255], picture.At(65, 18));
        Assert.Equal(Rgb(SampleFigure.Mark), picture.At(34, 70));
        // Dashes of 10 px with gaps of 5.
        Assert.Equal([.. Rgb(SampleFigure.Mark), 255, 255, 255, .. Rgb(SampleFigure.Mark)],
            [.. picture.At(25, 45), .. picture.At(32, 45), .. picture.At(37, 45)]);
    }

    [Fact]
    public void Letters_need_no_font_of_the_machine()
    {
        var (with, without) = (PngPicture.Decode(Write(SampleFigure.Make(), 2)), PngPicture.Decode(Write(SampleFigure.Make(text: " "), 2)));
        var inked = 0;
        for (var y = 130; y < 150; y++)
            for (var x = 100; x < 160; x++)
                inked += with.At(x, y).SequenceEqual(without.At(x, y)) ? 0 : 1;

        Assert.InRange(inked, 100, 800);
    }

    [Fact]
    public void The_scale_sets_the_size() =>
        Assert.Equal(
            (240, 160), (PngPicture.Decode(Write(SampleFigure.Make(), 2)).Width, PngPicture.Decode(Write(SampleFigure.Make(), 2)).Height));

    [Fact]
    public void One_figure_gives_the_same_bytes_on_any_thread()
    {
        var expected = Write(SampleFigure.Make(), 2);
        var shared = SampleFigure.Make();
        Parallel.For(0, 24, i => Assert.Equal(expected, Write(i % 2 == 0 ? shared : SampleFigure.Make(), 2)));
    }

    [Fact]
    public void What_an_svg_was_made_of_still_has_its_texts()
    {
        var figure = SampleFigure.Make();
        SvgWriter.Write(figure, new MemoryStream());

        Assert.Equal(Write(SampleFigure.Make(), 1), Write(figure, 1));
    }

    private static byte[] Write(Figure figure, float scale)
    {
        var stream = new MemoryStream();
        PngWriter.Write(figure, stream, scale);
        return stream.ToArray();
    }

    private static byte[] Rgb(Ink ink) => Convert.FromHexString(ink.Hex[1..]);
}
