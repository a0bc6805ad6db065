using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace CostSim.Requests.Tests.Counting;

/// <summary>
/// The encodings as their provider describes them, without any thought of speed: words by the published regular expression, and in each
/// word the pair of lowest rank merged until there is none. Of the packages only the file of ranks is used.
/// </summary>
internal sealed class NaiveBpe
{
    public static readonly NaiveBpe O200k = new(
        "O200kBase", "o200k_base",
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
            + @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
            + @"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+");

    public static readonly NaiveBpe Cl100k = new(
        "Cl100kBase", "cl100k_base",
        @"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+$|\s*[\r\n]|\s+(?!\S)|\s");

    private readonly Dictionary<string, int> _ranks = [];
    private readonly Regex _words;

    private NaiveBpe(string package, string name, string words)
    {
        _words = new Regex(words, RegexOptions.CultureInvariant);
        using var packed = Assembly.Load($"Microsoft.ML.Tokenizers.Data.{package}").GetManifestResourceStream($"{name}.tiktoken.deflate")!;
        using var lines = new StreamReader(new DeflateStream(packed, CompressionMode.Decompress));
        // The package has the tokens of the published file in the order of their ranks, behind a line with their number.
        lines.ReadLine();
        while (lines.ReadLine() is { } token)
            _ranks.Add(Encoding.Latin1.GetString(Convert.FromBase64String(token)), _ranks.Count);
        Assert.InRange(_ranks.Count, 100_000, 200_000);
    }

    public static NaiveBpe Of(TokenEncoding encoding) => encoding == TokenEncoding.O200kBase ? O200k : Cl100k;

    /// <summary>
    /// The words. The expression is of characters, and .NET's are halves of them beyond the first plane: there a character of the same kind
    /// stands in.
    /// </summary>
    public IEnumerable<string> Words(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        var flat = string.Concat(runes.Select(rune => rune.IsBmp ? (char)rune.Value : StandIn(rune)));
        return _words.Matches(flat).Select(match => string.Concat(runes.Skip(match.Index).Take(match.Length)));
    }

    public int Count(string text) => Words(text).Sum(word => Tokens(word).Count);

    private static char StandIn(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter => 'A',
        UnicodeCategory.LowercaseLetter => 'a',
        UnicodeCategory.OtherLetter => '日',
        UnicodeCategory.OtherSymbol => '※',
        var category => throw new NotSupportedException($"{category}: give a character of the first plane that stands in for it"),
    };

    /// <summary>The tokens of one word.</summary>
    public IReadOnlyList<int> Tokens(string word)
    {
        var parts = Encoding.UTF8.GetBytes(word).Select(each => $"{(char)each}").ToList();
        while (true)
        {
            var (best, place) = (int.MaxValue, -1);
            for (var i = 0; i + 1 < parts.Count; i++)
            {
                if (_ranks.TryGetValue(parts[i] + parts[i + 1], out var rank) && rank < best)
                    (best, place) = (rank, i);
            }

            if (place < 0)
                return [.. parts.Select(part => _ranks[part])];
            parts[place] += parts[place + 1];
            parts.RemoveAt(place + 1);
        }
    }
}
