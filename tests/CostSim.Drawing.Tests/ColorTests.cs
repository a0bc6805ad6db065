namespace CostSim.Drawing.Tests;

public class ColorTests
{
    [Fact]
    public void Hex_is_read_and_written()
    {
        Assert.Equal(new Color(0x1f, 0x29, 0x33), Color.FromHex("#1f2933"));
        Assert.Equal("#1f2933", new Color(0x1f, 0x29, 0x33, 7).Hex);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1f2933")]
    [InlineData("#1f293")]
    [InlineData("#1f29333")]
    [InlineData("#1f293g")]
    [InlineData("# 12345")]
    public void Anything_else_is_refused(string text) => Assert.Throws<FormatException>(() => Color.FromHex(text));

    [Fact]
    public void Opacity_is_rounded_to_a_byte()
    {
        Assert.Equal(89, Color.Black.WithOpacity(0.35).A);
        Assert.Equal(new Ink(new Color(0, 0, 0, 89), "--x"), new Ink(Color.Black, "--x").WithOpacity(0.35));
        Assert.Throws<ArgumentOutOfRangeException>(() => Color.Black.WithOpacity(1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => Color.Black.WithOpacity(double.NaN));
    }
}
