namespace CostSim.Drawing.Tests;

public class TextMeasureTests
{
    [Theory]
    [InlineData(FontWeight.Regular)]
    [InlineData(FontWeight.SemiBold)]
    public void The_width_is_the_sum_of_the_advances(FontWeight weight)
    {
        const string text = "P1: 0.5 × $3 ≤ 漢 \U0010ffff";
        var advances = InterGlyph.All.Where(glyph => glyph.Weight == weight).ToDictionary(glyph => glyph.Character, glyph => glyph.Advance);
        var units = text.EnumerateRunes().Sum(rune => advances[rune.Value]);
        Assert.Equal(units * 13.5 / 2816, TextMeasure.Width(text, 13.5, weight), 1e-3);
        Assert.Equal(0, TextMeasure.Width("", 13.5, weight));
    }
}
