using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace CostSim.Requests.Counting;

/// <summary>
/// The tokens of short words met before. A word of ASCII characters is its own key, so a hit is certain; a word that falls on the cell of
/// another replaces it.
/// </summary>
internal sealed class WordCounts
{
    /// <summary>As many as a language has words in use; 2 MB, which the processor's cache holds.</summary>
    private const int Cells = 1 << 17;

    /// <summary>Characters of a word; the last byte of a key is their number.</summary>
    private const int LettersMax = 15;

    /// <summary>The tokens, at most as many as letters, stand in a cell above their number.</summary>
    private const int TokensAt = 124;

    private static readonly UInt128 Word = (UInt128.One << TokensAt) - 1;

    private readonly UInt128[] _cells = new UInt128[Cells];

    /// <summary>The key of a word, or 0 for a word that is too long or not of ASCII characters.</summary>
    public static UInt128 Key(ReadOnlySpan<char> word)
    {
        if (word.Length > LettersMax)
            return 0;
        Span<byte> bytes = stackalloc byte[LettersMax + 1];
        bytes.Clear();
        if (Ascii.FromUtf16(word, bytes, out _) != OperationStatus.Done)
            return 0;
        bytes[LettersMax] = (byte)word.Length;
        return MemoryMarshal.Read<UInt128>(bytes);
    }

    public bool TryGet(UInt128 key, out int tokens)
    {
        var cell = Cell(key);
        tokens = (int)(cell >> TokensAt);
        return (cell & Word) == key;
    }

    public void Set(UInt128 key, int tokens) => Cell(key) = key | (UInt128)tokens << TokensAt;

    private ref UInt128 Cell(UInt128 key)
    {
        var mixed = ((ulong)key ^ (ulong)(key >> 64) * 0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93;
        return ref _cells[mixed >> 47];
    }
}
