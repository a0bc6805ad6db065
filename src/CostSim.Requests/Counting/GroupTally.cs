using CostSim.Batches;

namespace CostSim.Requests.Counting;

/// <summary>What requests are added up by.</summary>
internal readonly record struct GroupKey(Provider Provider, Endpoint Endpoint, string? Model);

/// <summary>What is known of the requests of one model and endpoint.</summary>
internal sealed class GroupTally(GroupKey key)
{
    public GroupKey Key { get; } = key;

    public ModelTokens Counting { get; } = ModelTokens.Of(key.Model);

    public LengthTally Lengths { get; } = new();

    public CommonPrefix Prefix { get; } = new();

    public long[] Uncounted { get; } = new long[Enum.GetValues<UncountedPart>().Length];

    /// <summary>The least and the greatest cap of those requests that have one.</summary>
    public (long Min, long Max)? Caps { get; private set; }

    public long WithJson { get; set; }

    public long WithParts { get; set; }

    public long WithCacheMarks { get; set; }

    /// <summary>The bodies of its requests; filled where blocks are added up.</summary>
    public HashLedger Bodies { get; } = new();

    public void AddCap(long cap) => Caps = Caps is { } known ? (Math.Min(known.Min, cap), Math.Max(known.Max, cap)) : (cap, cap);

    /// <summary>Adds what is known of further requests.</summary>
    public void Add(GroupTally other)
    {
        Lengths.Add(other.Lengths);
        Prefix.Narrow(other.Prefix.Bytes);
        for (var part = 0; part < Uncounted.Length; part++)
            Uncounted[part] += other.Uncounted[part];
        if (other.Caps is { } caps)
        {
            AddCap(caps.Min);
            AddCap(caps.Max);
        }

        WithJson += other.WithJson;
        WithParts += other.WithParts;
        WithCacheMarks += other.WithCacheMarks;
    }
}
