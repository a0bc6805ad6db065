using CostSim.Requests.Counting;

namespace CostSim.Requests.Tests.Counting;

public class WordRuleTests
{
    /// <summary>The same words as the published regular expressions give, on 20,000 texts of characters that are hard to divide.</summary>
    [Fact]
    public void Words_are_those_of_the_published_expressions()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var text = RandomText.Of(seed, length: 1 + seed % 24);
            Assert.Equal(NaiveBpe.O200k.Words(text), Words(new O200kWords(), text));
            Assert.Equal(NaiveBpe.Cl100k.Words(text), Words(new Cl100kWords(), text));
        }
    }

    /// <summary>A character of every kind, alone and between letters.</summary>
    [Fact]
    public void Every_character_of_the_first_plane_is_of_its_kind()
    {
        for (var unit = 1; unit <= char.MaxValue; unit++)
        {
            if (char.IsSurrogate((char)unit))
                continue;
            var text = $"a{(char)unit}B{(char)unit}{(char)unit} 1{(char)unit}";
            Assert.Equal(NaiveBpe.O200k.Words(text), Words(new O200kWords(), text));
            Assert.Equal(NaiveBpe.Cl100k.Words(text), Words(new Cl100kWords(), text));
        }
    }

    private static IEnumerable<string> Words(WordRule rule, string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = rule.End(text, start);
            yield return text[start..end];
            start = end;
        }
    }
}
