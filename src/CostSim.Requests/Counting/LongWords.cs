using System.IO.Compression;
using System.Reflection;
using System.Text;

namespace CostSim.Requests.Counting;

/// <summary>
/// Counts the tokens of long words, such as sequences of DNA: a word is merged pair by pair, and the tokenizer looks through all of it for
/// each pair, which takes minutes for a million letters. Here a heap has the pairs by rank.
/// </summary>
internal sealed class LongWords
{
    /// <summary>Characters from which the heap is worth it.</summary>
    public const int LettersMin = 256;

    /// <summary>The rank of each token; a letter of a key is a byte.</summary>
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ranks;

    private LongWords(Dictionary<string, int> ranks) => _ranks = ranks.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads the ranks of an encoding from the package that has them: the tokens in their order, behind a line.</summary>
    public static LongWords Read(string package, string encoding)
    {
        using var packed = Assembly.Load(package).GetManifestResourceStream($"{encoding}.tiktoken.deflate")!;
        using var lines = new StreamReader(new DeflateStream(packed, CompressionMode.Decompress));
        var ranks = new Dictionary<string, int>();
        lines.ReadLine();
        while (lines.ReadLine() is { } token)
            ranks.Add(Encoding.Latin1.GetString(Convert.FromBase64String(token)), ranks.Count);
        return new LongWords(ranks);
    }

    public int Count(ReadOnlySpan<char> word)
    {
        var utf8 = new byte[Encoding.UTF8.GetByteCount(word)];
        Encoding.UTF8.GetBytes(word, utf8);
        return new Merging(Encoding.Latin1.GetString(utf8), _ranks).Count();
    }

    /// <summary>A word on its way to tokens.</summary>
    private sealed class Merging(string word, Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ranks)
    {
        /// <summary>Where the piece that begins at a place ends; 0 where none begins.</summary>
        private readonly int[] _ends = [.. Enumerable.Range(1, word.Length)];

        /// <summary>Where the piece before the one that begins at a place begins; −1 for none.</summary>
        private readonly int[] _before = [.. Enumerable.Range(-1, word.Length)];

        /// <summary>Pairs by rank, of equal ones the first; some are there no more.</summary>
        private readonly PriorityQueue<(int Start, int End), long> _pairs = new();

        public int Count()
        {
            var pieces = word.Length;
            for (var start = 0; start < word.Length; start++)
                AddPair(start);
            while (_pairs.TryDequeue(out var pair, out _))
            {
                var middle = _ends[pair.Start];
                if (middle == 0 || middle >= pair.End || _ends[middle] != pair.End)
                    continue;
                (_ends[pair.Start], _ends[middle]) = (pair.End, 0);
                if (pair.End < word.Length)
                    _before[pair.End] = pair.Start;
                pieces--;
                AddPair(pair.Start);
                if (_before[pair.Start] >= 0)
                    AddPair(_before[pair.Start]);
            }

            return pieces;
        }

        /// <summary>Adds the pair of a piece and the one behind it, if that is a token.</summary>
        private void AddPair(int start)
        {
            var middle = _ends[start];
            if (middle < word.Length && ranks.TryGetValue(word.AsSpan(start, _ends[middle] - start), out var rank))
                _pairs.Enqueue((start, _ends[middle]), ((long)rank << 32) | (uint)start);
        }
    }
}
