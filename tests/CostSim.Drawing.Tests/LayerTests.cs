namespace CostSim.Drawing.Tests;

public class LayerTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1_000_001)]
    public void Coordinates_that_cannot_be_drawn_are_refused(double x)
    {
        var layer = new Layer();
        Assert.Throws<ArgumentException>(() => layer.Line(0, 0, x, 0, Color.Black));
        Assert.Throws<ArgumentException>(() => layer.Rectangle(x, 0, 1, 1, Color.Black));
        Assert.Throws<ArgumentException>(() => layer.Text("a", x, 0, 12, Color.Black));
        Assert.Empty(layer.Shapes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Sizes_are_above_zero(double size)
    {
        var layer = new Layer();
        Assert.Throws<ArgumentException>(() => layer.Line(0, 0, 1, 0, Color.Black, size));
        Assert.Throws<ArgumentException>(() => layer.Line(0, 0, 1, 0, Color.Black, 1, 4, size));
        Assert.Throws<ArgumentException>(() => layer.Text("a", 0, 0, size, Color.Black));
    }

    [Fact]
    public void A_group_holds_what_is_drawn_on_its_layer()
    {
        var layer = new Layer();
        layer.Line(0, 0, 1, 1, Color.Black);
        layer.Group(id: "bars").Rectangle(0, 0, 1, 1, Color.Black);
        Assert.Collection(
            layer.Shapes,
            shape => Assert.IsType<Polyline>(shape),
            shape => Assert.IsType<Polygon>(Assert.Single(Assert.IsType<Group>(shape).Content.Shapes)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("Über")]
    public void Names_of_data_attributes_are_plain(string name) =>
        Assert.Throws<ArgumentException>(() => new Layer().Group(data: new KeyValuePair<string, string>(name, "1")));

    [Fact]
    public void A_scene_has_a_sensible_size()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Scene(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Scene(1, 16_385));
    }
}
