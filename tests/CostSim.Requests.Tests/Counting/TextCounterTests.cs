using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Requests.Counting;

namespace CostSim.Requests.Tests.Counting;

public class TextCounterTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TextCounter _counter = new(TokenEncoding.O200kBase);

    /// <summary>However a text is escaped, it is the same text; and counted again, from what is remembered, the same.</summary>
    [Fact]
    public void A_text_in_json_counts_as_the_text()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var text = RandomText.Of(seed, length: seed);
            foreach (var escaped in new[] { JsonSerializer.Serialize(text), JsonSerializer.Serialize(text, Relaxed) })
            {
                var within = Encoding.UTF8.GetBytes(escaped)[1..^1];
                Assert.Equal(NaiveBpe.O200k.Count(text), _counter.CountEscaped(within));
                Assert.Equal(NaiveBpe.O200k.Count(text), _counter.CountEscaped(within));
            }

            Assert.Equal(NaiveBpe.O200k.Count(text), _counter.CountPlain(Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <summary>What looks like an escape is one in JSON only: remembered texts of the two kinds are not taken for each other.</summary>
    [Fact]
    public void A_plain_text_has_no_escapes()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("\\n\\u0041", 20)));

        Assert.Equal(NaiveBpe.O200k.Count(string.Concat(Enumerable.Repeat("\nA", 20))), _counter.CountEscaped(text));
        Assert.Equal(NaiveBpe.O200k.Count(Encoding.UTF8.GetString(text)), _counter.CountPlain(text));
    }

    /// <summary>
    /// Wherever a text is cut off, within an escape or a character too, all that is counted begins the whole text whatever follows.
    /// </summary>
    [Fact]
    public void A_beginning_counts_what_every_longer_text_begins_with()
    {
        const string Text = "Translate into German, please:\n\t\"Zürich 😀 日本\" costs 12345 'things'";
        var escaped = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Text))[1..^1];
        for (var cut = 0; cut <= escaped.Length; cut++)
        {
            var counted = _counter.CountBeginning(escaped.AsSpan(0, cut), isEscaped: true);
            var tokens = NaiveBpe.O200k.Words(Text).SelectMany(NaiveBpe.O200k.Tokens).Take(counted).Count();
            Assert.Equal(counted, tokens);
            Assert.True(counted <= NaiveBpe.O200k.Count(Text));
        }

        var first = Encoding.UTF8.GetBytes("Label this: one two");
        Assert.Equal(NaiveBpe.O200k.Count("Label this: one"), _counter.CountBeginning(first, isEscaped: true));
    }

    /// <summary>Half of a pair is counted as the replacement character, and ends nothing.</summary>
    [Fact]
    public void A_lone_surrogate_is_a_character() =>
        Assert.Equal(NaiveBpe.O200k.Count("a \ufffd b"), _counter.CountEscaped(@"a \ud83d b"u8));
}
