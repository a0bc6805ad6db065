using System.Text.Json.Serialization;
using CostSim.Engine;
using CostSim.Output.Files;
using CostSim.Output.Summaries;

namespace CostSim.Output.Jobs;

/// <summary>How far a job has come. Each step is made by one atomic write.</summary>
public enum JobState
{
    /// <summary>Nothing has been drawn.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Trials are being drawn; those up to the last checkpoint are kept.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>All trials are drawn and kept.</summary>
    [JsonStringEnumMemberName("computed")]
    Computed,

    /// <summary>The result stands in its folder.</summary>
    [JsonStringEnumMemberName("written")]
    Written,

    /// <summary>The checkpoint is no longer needed and gone.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,
}

/// <summary>The format of <c>job.json</c>.</summary>
/// <param name="SchemaVersion">Version of the format.</param>
/// <param name="Id">Its name, and that of its folder.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Run">What the run's numbers depend on.</param>
/// <param name="Command">The words after <c>costsim run</c>.</param>
/// <param name="Result">The folder of the result, as the command names it.</param>
/// <param name="Goal">When the run ends; null while it is pending.</param>
/// <param name="Seal">The document's own sum (<see cref="JsonSeal"/>).</param>
public sealed record JobDocument(
    int SchemaVersion, string Id, JobState State, RunIdentity Run, IReadOnlyList<string> Command, string Result, TrialGoal? Goal,
    string Seal)
{
    public const int Version = 1;
}
