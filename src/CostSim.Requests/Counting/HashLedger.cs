using System.Runtime.InteropServices;

namespace CostSim.Requests.Counting;

/// <summary>
/// 128-bit hashes of what may repeat, 16 bytes each; nothing else of a request is kept. They are sorted in chunks and merged to be counted,
/// which needs less memory than a table of them.
/// </summary>
internal sealed class HashLedger
{
    private const int ChunkHashes = 1 << 12;

    private readonly List<List<UInt128>> _chunks = [];

    public void Add(UInt128 hash)
    {
        if (_chunks.Count == 0 || _chunks[^1].Count == ChunkHashes)
            _chunks.Add([]);
        _chunks[^1].Add(hash);
    }

    /// <summary>How many of the hashes are those of an earlier one.</summary>
    public long Repeated()
    {
        var next = new PriorityQueue<int, UInt128>();
        var read = new int[_chunks.Count];
        for (var chunk = 0; chunk < _chunks.Count; chunk++)
        {
            CollectionsMarshal.AsSpan(_chunks[chunk]).Sort();
            next.Enqueue(chunk, _chunks[chunk][0]);
        }

        var (repeated, last) = (0L, (UInt128?)null);
        while (next.TryPeek(out var chunk, out var hash))
        {
            repeated += hash == last ? 1 : 0;
            last = hash;
            if (++read[chunk] < _chunks[chunk].Count)
                next.DequeueEnqueue(chunk, _chunks[chunk][read[chunk]]);
            else
                next.Dequeue();
        }

        return repeated;
    }
}
