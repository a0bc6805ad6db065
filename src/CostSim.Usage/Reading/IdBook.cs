namespace CostSim.Usage.Reading;

/// <summary>What is known of custom ids, by their hashes: nothing of an id is kept.</summary>
internal sealed class IdBook
{
    private const ulong Asked = 1UL << 63;
    private const int BilledShift = 31;
    private const ulong CountMask = (1UL << BilledShift) - 1;

    private readonly HashTable _ids = new();
    private long _withoutId;

    /// <summary>Adds a record, and tells which attempt it is, and how many before it are billed.</summary>
    /// <param name="id">The hash of its id; 0 where it has none.</param>
    /// <param name="isBilled">Whether it is billed.</param>
    public (long Attempt, long BilledBefore) Add(UInt128 id, bool isBilled)
    {
        if (id == 0)
        {
            _withoutId++;
            return (1, 0);
        }

        ref var known = ref _ids.ValueOf(id, out _);
        var billedBefore = known >> BilledShift & CountMask;
        known += 1 + (isBilled ? 1UL << BilledShift : 0);
        return ((long)(known & CountMask), (long)billedBefore);
    }

    /// <summary>Notes that there is a request with an id.</summary>
    public void Ask(UInt128 id) => _ids.ValueOf(id, out _) |= Asked;

    public IdCounts Counts()
    {
        var (answered, retried, billedAgain, neverBilled, madeGood, unanswered) = (0L, 0L, 0L, 0L, 0L, 0L);
        foreach (var known in _ids.Values)
        {
            var (records, billed) = (known & CountMask, known >> BilledShift & CountMask);
            unanswered += records == 0 ? 1 : 0;
            answered += records > 0 ? 1 : 0;
            retried += records > 1 ? 1 : 0;
            billedAgain += billed > 1 ? 1 : 0;
            neverBilled += records > 0 && billed == 0 ? 1 : 0;
            madeGood += billed > 0 ? (long)(records - billed) : 0;
        }

        return new IdCounts(answered, retried, billedAgain, neverBilled, madeGood, unanswered, _withoutId);
    }
}
