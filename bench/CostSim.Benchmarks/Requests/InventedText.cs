using System.Text;
using CostSim.Numerics.Random;

namespace CostSim.Benchmarks.Requests;

/// <summary>
/// Texts of invented words, whose frequencies fall with their rank as those of a language do, with commas, numbers, capitals and line
/// breaks; each follows from its number alone.
/// </summary>
internal sealed class InventedText
{
    private const int Vocabulary = 30_000;
    private const int WordsMin = 40;
    private const int WordsMore = 80;

    private static readonly string[] Onsets = ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", ""];
    private static readonly string[] Rimes = ["a", "e", "i", "o", "u", "an", "en", "er", "ing", "ion", "or", "all", "est", "ow", "y"];

    private readonly string[] _words = [.. Enumerable.Range(0, Vocabulary).Select(Word)];
    private readonly StringBuilder _text = new();

    /// <summary>The text of a number, as it stands in JSON.</summary>
    public string Next(int number)
    {
        _text.Clear();
        var words = WordsMin + (int)(Draw(number, 0) * WordsMore);
        for (var i = 1; i <= words; i++)
        {
            var kind = Draw(number, i);
            var word = _words[Math.Min(Vocabulary - 1, (int)Math.Pow(Vocabulary, Draw(number, i + 1000)) - 1)];
            _text.Append(kind < 0.05 ? $"{(int)(kind * 1e5)}" : kind < 0.12 ? $"{char.ToUpperInvariant(word[0])}{word[1..]}" : word)
                .Append(i == words ? "." : kind > 0.98 ? ".\\n" : kind > 0.9 ? ", " : " ");
        }

        return _text.ToString();
    }

    /// <summary>Frequent words are short.</summary>
    private static string Word(int rank)
    {
        var syllables = rank < 100 ? 1 : rank < 3000 ? 2 : 3;
        return string.Concat(Enumerable.Range(0, syllables).Select(
            i => Onsets[(int)(Draw(-1 - rank, 2 * i) * Onsets.Length)] + Rimes[(int)(Draw(-1 - rank, 2 * i + 1) * Rimes.Length)]));
    }

    private static double Draw(int number, int place) =>
        Philox.Block((uint)number, (uint)place, 0, 0, 0).X0 / (1.0 + uint.MaxValue);
}
