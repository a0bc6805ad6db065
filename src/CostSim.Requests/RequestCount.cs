using System.Collections.Concurrent;
using CostSim.Batches;
using CostSim.Requests.Counting;

namespace CostSim.Requests;

/// <summary>
/// Counts requests: one thread adds up, in the order of the lines, what others have counted of whole blocks of lines. So the result does
/// not depend on the number of threads.
/// </summary>
public sealed class RequestCount
{
    /// <summary>
    /// Bytes between collections. Loading an encoding leaves as much garbage as it keeps, and the tokenizer's cache makes more that has
    /// lived too long for the collector to look for: left alone, it doubles the memory.
    /// </summary>
    private const long BytesOfCollection = 1 << 27;

    private readonly CountOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly ConcurrentBag<BlockCounter> _counters = [];
    private readonly BlockPipeline<BlockTally> _pipeline;
    private readonly Dictionary<GroupKey, GroupTally> _groups = [];
    private FileTally? _adding;
    private long _bytesToCollection = BytesOfCollection / 16;

    private RequestCount(CountOptions options, CancellationToken cancellation)
    {
        (_options, _cancellation) = (options, cancellation);
        _pipeline = new(options.Threads, options.LineBytesMax, cancellation) { Progress = options.Progress, AfterBlock = CollectAfter };
    }

    /// <summary>Counts the requests of files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="options">Options, or null.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="BatchException">A line is no request, or there are none.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static RequestSummary Of(
        IReadOnlyList<BatchFile> files, CountOptions? options = null, CancellationToken cancellation = default) =>
        new RequestCount(options ?? new CountOptions(), cancellation).Count(files);

    private RequestSummary Count(IReadOnlyList<BatchFile> files)
    {
        var tallies = files.Select(file => new FileTally(file.Name)).ToList();
        foreach (var (file, tally) in files.Zip(tallies))
        {
            var reader = _pipeline.Read(file, block => Count(file.Name, block), block => Add(tally, block));
            (tally.Bytes, tally.LinesTooLong) = (reader.Bytes, reader.TooLong);
        }

        _pipeline.Finish();
        _adding?.Close();
        if (_groups.Count == 0)
            throw BatchException.Of(string.Join(", ", files.Select(file => file.Name)), "there are no requests here");
        using var counter = new BlockCounter(_options);
        return new RequestSummary(
            [.. tallies.Select(tally => tally.Summary)], [.. _groups.Values.Select(group => Summary(group, counter))]);
    }

    private void CollectAfter(int bytes)
    {
        _bytesToCollection -= bytes;
        if (_bytesToCollection > 0)
            return;
        _bytesToCollection = BytesOfCollection;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private BlockTally Count(string file, LineBlock block)
    {
        var counter = _counters.TryTake(out var free) ? free : new BlockCounter(_options);
        var tally = counter.Count(file, block, _cancellation);
        _counters.Add(counter);
        return tally;
    }

    private void Add(FileTally file, BlockTally block)
    {
        if (file != _adding)
            _adding?.Close();
        _adding = file;
        file.Add(block);
        foreach (var tally in block.Groups)
        {
            if (!_groups.TryGetValue(tally.Key, out var group))
                _groups[tally.Key] = group = new GroupTally(tally.Key);
            group.Add(tally);
        }

        foreach (var mark in block.Marks)
            _groups[block.Groups[mark.Group].Key].Bodies.Add(mark.Body);

        if (block.Fault is { } fault)
            throw fault;
    }

    private static GroupSummary Summary(GroupTally group, BlockCounter counter)
    {
        var requests = group.Lengths.Requests;
        return new GroupSummary(group.Key.Provider, group.Key.Endpoint, group.Key.Model, group.Counting, group.Lengths)
        {
            SharedPrefix = requests > 1 && group.Key.Endpoint != Endpoint.Embeddings
                ? PromptCounter.CountBeginning(group.Prefix.Bytes, counter.CounterOf(group.Counting.Encoding)) : null,
            OutputCaps = group.Caps,
            WithoutCap = group.Lengths.Cells.Sum(cell => cell.Value.WithoutCap),
            Uncounted = Enum.GetValues<UncountedPart>().Where(part => group.Uncounted[(int)part] > 0)
                .ToDictionary(part => part, part => group.Uncounted[(int)part]),
            WithJson = group.WithJson,
            WithParts = group.WithParts,
            WithCacheMarks = group.WithCacheMarks,
            RepeatedBodies = group.Bodies.Repeated(),
        };
    }
}
