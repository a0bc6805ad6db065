using System.Text;

namespace CostSim.Requests.Tests.Counting;

public class TokenEncodingTests
{
    public static TheoryData<string> Encodings => ["o200k_base", "cl100k_base"];

    /// <summary>As OpenAI's cookbook has them ("How to count tokens with tiktoken", section 5).</summary>
    [Theory]
    [InlineData("cl100k_base", "tiktoken is great!", 6)]
    [InlineData("cl100k_base", "antidisestablishmentarianism", 6)]
    [InlineData("o200k_base", "antidisestablishmentarianism", 6)]
    [InlineData("cl100k_base", "2 + 2 = 4", 7)]
    [InlineData("o200k_base", "2 + 2 = 4", 7)]
    [InlineData("cl100k_base", "お誕生日おめでとう", 9)]
    [InlineData("o200k_base", "お誕生日おめでとう", 8)]
    public void Published_examples(string encoding, string text, int tokens) => Assert.Equal(tokens, Encoded(encoding).Count(text));

    /// <summary>The tokens themselves, as the cookbook has them: the other way of counting is not only as good by chance.</summary>
    [Fact]
    public void The_naive_way_gives_the_published_tokens() => Assert.Equal(
        [83, 1609, 5963, 374, 2294, 0], NaiveBpe.Cl100k.Words("tiktoken is great!").SelectMany(NaiveBpe.Cl100k.Tokens));

    /// <summary>In a request it is text like any other: as a special token it would be one.</summary>
    [Theory]
    [MemberData(nameof(Encodings))]
    public void What_looks_like_a_special_token_is_text(string encoding)
    {
        const string Text = "a <|endoftext|> b <|endofprompt|>";

        Assert.Equal(NaiveBpe.Of(Encoded(encoding)).Count(Text), Encoded(encoding).Count(Text));
        Assert.InRange(Encoded(encoding).Count("<|endoftext|>"), 5, 9);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("👩‍👩‍👧‍👦 family 🏳️‍🌈 flags 🇨🇭")]
    [InlineData("量子コンピュータは、従来のコンピュータでは解けない問題を解く。我们认为这些真理是不言而喻的。")]
    [InlineData("नमस्ते दुनिया — Привет, мир! Ὀδυσσεύς ﷽ שלום")]
    [InlineData("e\u0301toile \u0301ABC ǅungla ʰABC 日ABC 日ABCdef ⅷ ½ ٣٤٥٦")]
    [InlineData("I'll DON'T he'D we'Re it's'S 'tis o''clock")]
    [InlineData("x=1;\r\n\t\tif (a//b)\n\n\n  return;   \n   \n")]
    [InlineData("     five leading and five trailing     ")]
    [InlineData("\u00a0\u2003\u3000wide\u2028lines\u0085\u0000\u0001")]
    public void Every_kind_of_text_as_the_naive_way_counts_it(string text)
    {
        foreach (var encoding in new[] { TokenEncoding.O200kBase, TokenEncoding.Cl100kBase })
            Assert.Equal(NaiveBpe.Of(encoding).Count(text), encoding.Count(text));
    }

    /// <summary>
    /// Letters beyond the first plane belong to words, as in the provider's own code; a regular expression of .NET takes their halves for
    /// symbols. The words are written out here.
    /// </summary>
    [Fact]
    public void Letters_beyond_the_first_plane_are_letters()
    {
        foreach (var encoding in new[] { TokenEncoding.O200kBase, TokenEncoding.Cl100kBase })
        {
            var words = new[] { "𠮷野家", " 𝒜𝒷𝒸", " 😀", " 𐐀𐐨" };
            Assert.Equal(words.Sum(word => NaiveBpe.Of(encoding).Tokens(word).Count), encoding.Count(string.Concat(words)));
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_million_characters(string encoding)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < 1_000_000; i++)
            text.Append(RandomText.Of(seed: i, length: 200)).Append(i % 3 == 0 ? "The quick brown fox can't jump over 12345 dogs. " : "\n");

        Assert.Equal(NaiveBpe.Of(Encoded(encoding)).Count($"{text}"), Encoded(encoding).Count($"{text}"));
    }

    /// <summary>Its pairs are merged in another way than those of a short one.</summary>
    [Theory]
    [InlineData("x")]
    [InlineData("ACGT")]
    [InlineData("aбв日é")]
    [InlineData("=-")]
    public void A_very_long_word(string letters)
    {
        var random = new Random(1);
        foreach (var length in new[] { 255, 256, 257, 3000 })
        {
            var word = string.Concat(Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)]));
            foreach (var encoding in new[] { TokenEncoding.O200kBase, TokenEncoding.Cl100kBase })
                Assert.Equal(NaiveBpe.Of(encoding).Count(word), encoding.Count(word));
        }
    }

    /// <summary>Compared by hand: eight of them are a token.</summary>
    [Fact]
    public void A_million_letters_without_a_space() => Assert.Equal(125_000, TokenEncoding.O200kBase.Count(new string('x', 1_000_000)));

    private static TokenEncoding Encoded(string name) =>
        name == TokenEncoding.O200kBase.Name ? TokenEncoding.O200kBase : TokenEncoding.Cl100kBase;
}
