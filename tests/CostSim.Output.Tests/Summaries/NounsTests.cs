using CostSim.Output.Summaries;

namespace CostSim.Output.Tests.Summaries;

public class NounsTests
{
    [Theory]
    [InlineData("atom", "atoms")]
    [InlineData("product record", "product records")]
    [InlineData("query", "queries")]
    [InlineData("story", "stories")]
    [InlineData("key", "keys")]
    [InlineData("batch", "batches")]
    [InlineData("class", "classes")]
    [InlineData("box", "boxes")]
    [InlineData("quiz", "quizzes")]
    [InlineData("analysis", "analyses")]
    [InlineData("series", "series")]
    [InlineData("person", "people")]
    [InlineData("PDF", "PDFs")]
    [InlineData("文書", "文書s")]
    public void Of_many(string one, string many)
    {
        Assert.Equal(one, Nouns.Of(one, 1));
        Assert.Equal(many, Nouns.Of(one, 2));
        Assert.Equal($"0 {many}", Nouns.Counted(one, 0));
    }

    [Theory]
    [InlineData("atom", "an atom")]
    [InlineData("record", "a record")]
    [InlineData("user", "a user")]
    [InlineData("unit", "a unit")]
    [InlineData("hour", "an hour")]
    [InlineData("invoice", "an invoice")]
    public void With_an_article(string noun, string told) => Assert.Equal(told, Nouns.An(noun));
}
