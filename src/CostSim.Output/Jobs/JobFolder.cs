using System.Text.Json;
using CostSim.Output.Documents;
using CostSim.Output.Files;
using CostSim.Output.Shards;

namespace CostSim.Output.Jobs;

/// <summary>
/// The folder of a job, <c>ROOT/ID</c>: <c>job.json</c> and, while it runs, <c>checkpoint.shard</c>, a shard of all trials drawn so far.
/// </summary>
public sealed record JobFolder
{
    /// <summary>The environment variable that names another place for jobs.</summary>
    public const string RootVariable = "COSTSIM_JOBS";

    /// <summary>The file that makes a folder a job.</summary>
    public const string DocumentName = "job.json";

    /// <summary>The usual place for jobs, and the folder in which it is.</summary>
    private static readonly string[] UsualPlaces = [System.IO.Path.Combine(".costsim", "jobs"), ".costsim"];

    private const string CheckpointName = $"checkpoint{ShardFile.Ending}";

    private JobFolder(string id, string path) => (Id, Path) = (id, path);

    /// <summary>The folder of a job in the place for jobs.</summary>
    public static JobFolder Of(string id) => new(id, System.IO.Path.Combine(Root, id));

    /// <summary>A job's folder anywhere.</summary>
    public static JobFolder At(string path) => new(System.IO.Path.GetFileName(System.IO.Path.GetFullPath(path)), path);

    /// <summary>The place for jobs: <c>.costsim/jobs</c> in the current folder, unless the environment names another.</summary>
    public static string Root => Environment.GetEnvironmentVariable(RootVariable) is { Length: > 0 } named ? named : UsualPlaces[0];

    public string Id { get; }

    public string Path { get; }

    /// <summary>The file of the trials drawn so far.</summary>
    public string Checkpoint => System.IO.Path.Combine(Path, CheckpointName);

    /// <summary>The file that says how far it has come.</summary>
    public string Document => System.IO.Path.Combine(Path, DocumentName);

    /// <summary>Whether there is such a job; an id is a plain name.</summary>
    public bool Exists => Id.AsSpan().IndexOfAny('/', '\\') < 0 && File.Exists(Document);

    /// <summary>All jobs, by name.</summary>
    public static IReadOnlyList<JobFolder> All() => !Directory.Exists(Root) ? []
        : [.. Directory.EnumerateDirectories(Root).Select(At)
            .Where(job => job.Exists).OrderBy(job => job.Id, StringComparer.Ordinal)];

    /// <summary>What <c>job.json</c> says.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public JobDocument Read()
    {
        var bytes = File.ReadAllBytes(Document);
        try
        {
            return JsonSeal.IsWhole(bytes) && JsonSerializer.Deserialize(bytes, StoredJson.Default.JobDocument) is { } document ? document
                : throw Damaged(null);
        }
        catch (JsonException e)
        {
            throw Damaged(e);
        }

        InvalidDataException Damaged(Exception? e) => new($"{Document} is damaged or incomplete", e);
    }

    /// <summary>The number of trials kept in the checkpoint; 0 without one.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public long DrawnTrials() => File.Exists(Checkpoint) ? ShardFile.ReadHead(Checkpoint).ShardTrials : 0;

    /// <summary>Whether a process has the job.</summary>
    public bool IsTaken()
    {
        using var free = TryTake();
        return free is null;
    }

    /// <summary>Replaces <c>job.json</c> as a whole.</summary>
    public void Write(JobDocument document)
    {
        var bytes = StoredJson.Bytes(document with { Seal = JsonSeal.Open }, StoredJson.Default.JobDocument);
        JsonSeal.Close(bytes);
        WholeFile.Write(Document, bytes);
    }

    /// <summary>
    /// Takes the job for this process until the lock is disposed or the process ends in any way; null if another process has it.
    /// </summary>
    public IDisposable? TryTake() => Durability.TryLock(Path);

    /// <summary>Removes the job, what makes it one last; and the usual place for jobs where it was the only one.</summary>
    public void Remove()
    {
        File.Delete(Checkpoint);
        File.Delete(Document);
        Directory.Delete(Path, recursive: true);
        foreach (var place in UsualPlaces.Where(place => Directory.Exists(place) && !Directory.EnumerateFileSystemEntries(place).Any()))
            Directory.Delete(place);
    }
}
