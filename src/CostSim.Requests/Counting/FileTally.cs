using CostSim.Batches;

namespace CostSim.Requests.Counting;

/// <summary>What is known of a file so far.</summary>
internal sealed class FileTally(string name)
{
    private HashLedger _ids = new();
    private readonly HashSet<GroupKey> _groups = [];
    private Provider? _provider;
    private long _requests;
    private long _repeatedIds;
    private long _withoutId;
    private long _inputs;

    public long Bytes { get; set; }

    public IReadOnlyList<long> LinesTooLong { get; set; } = [];

    public FileSummary Summary => new(name, _provider, _requests, Bytes)
    {
        RepeatedIds = _repeatedIds,
        WithoutId = _withoutId,
        Inputs = _inputs,
        Groups = _groups.Count,
        LinesTooLong = LinesTooLong,
    };

    /// <summary>Counts what can be counted once all blocks are added, and lets go of the rest.</summary>
    public void Close() => (_repeatedIds, _ids) = (_ids.Repeated(), new HashLedger());

    /// <summary>Adds a block, the one behind those added before.</summary>
    /// <exception cref="BatchException">Its requests are of another provider.</exception>
    public void Add(BlockTally block)
    {
        if (block.Origin is not { } origin)
            return;
        if (_provider is { } provider && provider != origin.Provider)
            throw BlockTally.Mixed(provider, origin.Provider).At(name, origin.Line);
        _provider = origin.Provider;
        _requests += block.Marks.Count;
        _inputs += block.Inputs;
        _groups.UnionWith(block.Groups.Select(group => group.Key));
        foreach (var mark in block.Marks)
        {
            if (mark.Id == 0)
                _withoutId++;
            else
                _ids.Add(mark.Id);
        }
    }
}
