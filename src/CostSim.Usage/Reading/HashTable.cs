namespace CostSim.Usage.Reading;

/// <summary>
/// Numbers by 128-bit hashes: 24 bytes for an entry, and as many again at worst. It grows in many small parts, so that no step of it needs
/// twice its memory.
/// </summary>
internal sealed class HashTable
{
    private const int Parts = 256;
    private const int FirstSize = 16;

    private readonly (UInt128[] Keys, ulong[] Values, int Count)[] _parts = new (UInt128[], ulong[], int)[Parts];

    /// <summary>The values.</summary>
    public IEnumerable<ulong> Values
    {
        get
        {
            foreach (var (keys, values, _) in _parts)
            {
                for (var place = 0; place < (keys?.Length ?? 0); place++)
                {
                    if (keys![place] != 0)
                        yield return values[place];
                }
            }
        }
    }

    /// <summary>The value of a hash, which is 0 where it is new.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="isNew">Whether it is new.</param>
    public ref ulong ValueOf(UInt128 hash, out bool isNew)
    {
        // 0 marks an empty place.
        if (hash == 0)
            hash = 1;
        ref var part = ref _parts[(int)(hash >> 120)];
        if (part.Keys is null)
            (part.Keys, part.Values) = (new UInt128[FirstSize], new ulong[FirstSize]);
        else if (part.Count > part.Keys.Length / 8 * 7)
            Grow(ref part);
        var place = PlaceOf(part.Keys, hash);
        isNew = part.Keys[place] == 0;
        if (isNew)
            (part.Keys[place], part.Count) = (hash, part.Count + 1);
        return ref part.Values[place];
    }

    private static void Grow(ref (UInt128[] Keys, ulong[] Values, int Count) part)
    {
        var (keys, values) = (part.Keys, part.Values);
        var size = keys.Length / 2 * 3;
        (part.Keys, part.Values) = (new UInt128[size], new ulong[size]);
        for (var old = 0; old < keys.Length; old++)
        {
            if (keys[old] == 0)
                continue;
            var place = PlaceOf(part.Keys, keys[old]);
            (part.Keys[place], part.Values[place]) = (keys[old], values[old]);
        }
    }

    /// <summary>The place of a hash, or the empty one where it belongs.</summary>
    private static int PlaceOf(UInt128[] keys, UInt128 hash)
    {
        // Low bits, spread evenly over any number of places.
        var place = (int)(Math.BigMul((uint)hash, (uint)keys.Length) >> 32);
        while (keys[place] != 0 && keys[place] != hash)
            place = place + 1 == keys.Length ? 0 : place + 1;
        return place;
    }
}
