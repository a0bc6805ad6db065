namespace CostSim.Deployment;

/// <summary>A run whose trials are simulated in shards, each by a pod of a cluster, and merged into one result.</summary>
public sealed record ShardedRun
{
    /// <summary>Maximum number of shards: a cluster tracks the failures of an indexed job up to so many.</summary>
    public const int ShardsMax = 100_000;

    /// <summary>The name that the names of all objects begin with (<see cref="ObjectName"/>).</summary>
    public required string Name { get; init; }

    /// <summary>The image that has the program as its entry point.</summary>
    public required string Image { get; init; }

    /// <summary>Number of shards, 1 to <see cref="ShardsMax"/>.</summary>
    public required int Shards { get; init; }

    /// <summary>Number of pods that run at a time, 1 to the number of shards.</summary>
    public required int Parallelism { get; init; }

    /// <summary>Scenario and options of the run, as <c>costsim shard</c> takes them in the folder of <see cref="Files"/>.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>The scenario and what it reads.</summary>
    public required IReadOnlyList<InputFile> Files { get; init; }

    /// <summary>The claim to a volume that all pods share, or null for one of this run's own.</summary>
    public string? Claim { get; init; }

    /// <summary>Processors of a pod (<see cref="Quantity"/>).</summary>
    public required string Cpu { get; init; }

    /// <summary>Memory of a pod in bytes (<see cref="Quantity"/>).</summary>
    public required string Memory { get; init; }
}

/// <summary>A file that a run reads.</summary>
/// <param name="Path">Its path from the folder that the run starts in, with slashes.</param>
/// <param name="Bytes">Its content.</param>
public sealed record InputFile(string Path, byte[] Bytes);
