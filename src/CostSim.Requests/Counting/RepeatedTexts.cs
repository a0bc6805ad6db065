namespace CostSim.Requests.Counting;

/// <summary>
/// The tokens of long texts met before, such as a system prompt that every request repeats, by their 128-bit hashes; no text is kept. A
/// text that falls on the cell of another replaces it.
/// </summary>
internal sealed class RepeatedTexts
{
    private const int Cells = 1 << 12;

    private readonly (UInt128 Hash, int Tokens)[] _cells = new (UInt128, int)[Cells];

    public bool TryGet(UInt128 hash, out int tokens)
    {
        ref var cell = ref _cells[(int)((ulong)hash % Cells)];
        tokens = cell.Tokens;
        return cell.Hash == hash && hash != 0;
    }

    public void Set(UInt128 hash, int tokens) => _cells[(int)((ulong)hash % Cells)] = (hash, tokens);
}
