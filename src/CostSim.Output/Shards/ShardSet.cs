using System.Globalization;
using System.Text.RegularExpressions;
using CostSim.Engine;
using CostSim.Engine.Aggregation;

namespace CostSim.Output.Shards;

/// <summary>What is wrong with a shard.</summary>
/// <param name="Path">Its file; null for one that is missing.</param>
/// <param name="Index">Its number, as far as it is known.</param>
/// <param name="Words">What is wrong, as it follows the name.</param>
public sealed record ShardFault(string? Path, long? Index, string Words);

/// <summary>The shards of one run: complete, each there once, all of the same run.</summary>
public sealed partial class ShardSet
{
    private readonly IReadOnlyList<(string Path, ShardHead Head)> _shards;

    private ShardSet(IReadOnlyList<(string Path, ShardHead Head)> shards, string folder) => (_shards, Folder) = (shards, folder);

    /// <summary>The head of one of them: what it says of the run is true of all.</summary>
    public ShardHead Head => _shards[0].Head;

    /// <summary>The folder in which they are, or most of them.</summary>
    public string Folder { get; }

    /// <summary>The number of shards.</summary>
    public int Count => _shards.Count;

    /// <summary>Reads the heads of shards, and checks that they are one run.</summary>
    /// <param name="paths">Folders of shards, or files.</param>
    /// <exception cref="ShardException">They are not one whole run.</exception>
    /// <exception cref="IOException">A path is not there, or cannot be read.</exception>
    public static ShardSet Read(IReadOnlyList<string> paths)
    {
        var faults = new List<ShardFault>();
        var read = new List<(string Path, ShardHead Head)>();
        foreach (var path in FilesOf(paths))
        {
            try
            {
                read.Add((path, ShardFile.ReadHead(path)));
            }
            catch (InvalidDataException e)
            {
                faults.Add(new ShardFault(path, IndexIn(path), e.Message));
            }
        }

        if (read.Count == 0)
            throw new ShardException(null, "", faults);
        // Of two runs in one place, the one with more shards is meant.
        var run = read.GroupBy(each => read.FindIndex(other => each.Head.DifferenceFrom(other.Head) is null))
            .MaxBy(group => group.Count())!.ToList();
        var head = run[0].Head;
        faults.AddRange(read.Select(each => (each, Difference: each.Head.DifferenceFrom(head))).Where(each => each.Difference is not null)
            .Select(each => new ShardFault(each.each.Path, null, $"it is of another run: {each.Difference}")));
        var folder = Path.GetDirectoryName(run[0].Path) is { Length: > 0 } named ? named : ".";
        faults.AddRange(FaultsOf(run, [.. faults.Select(fault => fault.Index).OfType<long>()]));
        return faults.Count == 0 ? new ShardSet(run, folder) : throw new ShardException(head, folder, faults);
    }

    /// <summary>Adds the trials of all shards, on several threads, each to aggregates of its own.</summary>
    /// <param name="noTrials">Makes aggregates without trials.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="progress">Called with the number of trials added; may be null.</param>
    /// <param name="cancellation">Checked between shards.</param>
    /// <exception cref="ShardException">One of them is damaged; all that are, are named.</exception>
    public IReadOnlyList<IReadOnlyList<Aggregates>> Add(
        Func<IReadOnlyList<Aggregates>> noTrials, int threads, Action<double>? progress, CancellationToken cancellation)
    {
        var results = new IReadOnlyList<Aggregates>[Math.Min(threads, _shards.Count)];
        var faults = new List<ShardFault>();
        var (next, added) = (-1, 0L);
        Workers.Run(results.Length, results.Length, thread =>
        {
            results[thread] = noTrials();
            while (Interlocked.Increment(ref next) is var i && i < _shards.Count)
            {
                cancellation.ThrowIfCancellationRequested();
                var (path, head) = _shards[i];
                try
                {
                    ShardFile.Add(path, results[thread]);
                    progress?.Invoke(Interlocked.Add(ref added, head.ShardTrials));
                }
                catch (InvalidDataException e)
                {
                    lock (faults)
                        faults.Add(new ShardFault(path, head.Index, e.Message));
                }
            }
        });
        return faults.Count == 0 ? results
            : throw new ShardException(Head, Folder, [.. faults.OrderBy(fault => fault.Index)]);
    }

    private static IEnumerable<string> FilesOf(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (File.Exists(path))
            {
                yield return path;
                continue;
            }

            if (!Directory.Exists(path))
                throw new IOException($"'{path}': there is no such folder of shards");
            foreach (var file in Directory.EnumerateFiles(path, $"*{ShardFile.Ending}").Order(StringComparer.Ordinal))
                yield return file;
        }
    }

    /// <summary>What is wrong with the shards of one run: twice the same, or missing.</summary>
    /// <param name="shards">The shards.</param>
    /// <param name="named">The numbers of those that are there, but damaged.</param>
    private static IEnumerable<ShardFault> FaultsOf(List<(string Path, ShardHead Head)> shards, HashSet<long> named)
    {
        var first = new Dictionary<long, string>();
        foreach (var (path, head) in shards)
        {
            var range = TrialRange.Part(head.Trials, head.Index, head.Of);
            if ((head.FirstTrial, head.ShardTrials) != (range.First, range.Count))
                yield return new ShardFault(path, head.Index, "its trials are not those of its number");
            if (!first.TryAdd(head.Index, path))
                yield return new ShardFault(path, null, $"shard {head.Index} is there twice: {first[head.Index]} is the same");
        }

        for (var index = 0L; index < shards[0].Head.Of; index++)
        {
            if (!first.ContainsKey(index) && !named.Contains(index))
                yield return new ShardFault(null, index, "it is missing");
        }
    }

    /// <summary>The number in a file's name, for a file whose head cannot be read.</summary>
    private static long? IndexIn(string path) => Name().Match(Path.GetFileName(path)) is { Success: true } match
        && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    [GeneratedRegex(@"^shard-(\d+)-of-\d+\.shard$")]
    private static partial Regex Name();
}

/// <summary>Shards that are not one whole run.</summary>
/// <param name="head">The head of one of those that are good; null if there is none.</param>
/// <param name="folder">The folder in which they are.</param>
/// <param name="faults">What is wrong, shard by shard.</param>
public sealed class ShardException(ShardHead? head, string folder, IReadOnlyList<ShardFault> faults)
    : Exception("the shards are not one whole run")
{
    /// <summary>The head of one of those that are good; null if there is none.</summary>
    public ShardHead? Head => head;

    /// <summary>The folder in which they are.</summary>
    public string Folder => folder;

    /// <summary>What is wrong, shard by shard.</summary>
    public IReadOnlyList<ShardFault> Faults => faults;
}
