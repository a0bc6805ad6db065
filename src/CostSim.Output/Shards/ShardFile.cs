using System.Text.Json;
using CostSim.Engine.Aggregation;
using CostSim.Output.Documents;
using CostSim.Output.Files;
using CostSim.Output.Summaries;

namespace CostSim.Output.Shards;

/// <summary>The first line of a shard's file: of which run it is, and which part.</summary>
/// <param name="SchemaVersion">Version of the format.</param>
/// <param name="Run">What the run's numbers depend on.</param>
/// <param name="Trials">Trials of all parts together.</param>
/// <param name="Index">The part's number, from 0.</param>
/// <param name="Of">The number of parts.</param>
/// <param name="FirstTrial">Number of its first trial.</param>
/// <param name="ShardTrials">How many trials it has.</param>
/// <param name="Command">The words of the command that made it, without those that name the part and the folder.</param>
public sealed record ShardHead(
    int SchemaVersion, RunIdentity Run, long Trials, long Index, long Of, long FirstTrial, long ShardTrials, IReadOnlyList<string> Command)
{
    public const int Version = 1;

    /// <summary>How the run of this shard differs from another's, in words; null if it does not.</summary>
    public string? DifferenceFrom(ShardHead other) => Run.DifferenceFrom(other.Run)
        ?? (Trials != other.Trials ? FormattableString.Invariant($"the run has {Trials:N0} trials, not {other.Trials:N0}")
            : Of != other.Of ? FormattableString.Invariant($"the run has {Of:N0} shards, not {other.Of:N0}") : null);
}

/// <summary>The file of a shard: its head, and every integer of its aggregates.</summary>
public static class ShardFile
{
    /// <summary>The ending of the files' names.</summary>
    public const string Ending = ".shard";

    /// <summary>The name of a shard's file.</summary>
    public static string NameOf(long index, long of) => FormattableString.Invariant($"shard-{index}-of-{of}{Ending}");

    /// <summary>Writes a shard as a whole.</summary>
    public static void Write(string path, ShardHead head, IReadOnlyList<Aggregates> results) => SealedFile.Write(
        path, StoredJson.Bytes(head, StoredJson.Default.ShardHead), stream => StoredIntegers.Write(stream, results));

    /// <summary>Reads the head alone, without checking the rest.</summary>
    /// <exception cref="InvalidDataException">It is no head of a shard.</exception>
    public static ShardHead ReadHead(string path) => HeadOf(SealedFile.ReadHead(path));

    /// <summary>Reads a shard, checks its sum and adds its trials.</summary>
    /// <param name="path">The file.</param>
    /// <param name="results">The aggregates of a run of the same plans; null to check the file alone.</param>
    /// <exception cref="InvalidDataException">It is damaged, or no shard; the results are then not to be used.</exception>
    public static ShardHead Add(string path, IReadOnlyList<Aggregates>? results)
    {
        var file = SealedFile.Read(path);
        var head = HeadOf(file.Head.Span);
        if (results is not null)
            StoredIntegers.Add(file.Content, results);
        return head;
    }

    private static ShardHead HeadOf(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, StoredJson.Default.ShardHead) is { SchemaVersion: ShardHead.Version } head ? head
                : throw new InvalidDataException("it is a shard of another version of costsim");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("its first line is not that of a shard", e);
        }
    }
}
