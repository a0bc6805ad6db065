using CostSim.Engine;
using CostSim.Engine.Planning;

namespace CostSim.Studies;

/// <summary>How the trials of a study are drawn.</summary>
public record StudyOptions
{
    /// <summary>Seed of the draws: the same seed gives the same result, whatever the machine.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of threads, from 1; no result depends on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Number of trials, the most there may be where a precision is asked for or limits are checked; null for the study's own number, or
    /// call by call for as many as about twenty seconds allow.
    /// </summary>
    public long? Trials { get; init; }

    /// <summary>Draws every call of every item one by one, even where all items at once are as good.</summary>
    public bool IsCallByCall { get; init; }

    /// <summary>Who watches, and may show how far it has come.</summary>
    public IStudyWatcher Watcher { get; init; } = StudyWatcher.Nobody;
}

/// <summary>How a run is drawn, and what it is held against.</summary>
public sealed record RunOptions : StudyOptions
{
    /// <summary>A million trials, or as many as twenty seconds allow.</summary>
    public RunOptions()
    {
    }

    /// <param name="options">How the trials are drawn.</param>
    public RunOptions(StudyOptions options)
        : base(options)
    {
    }

    /// <summary>
    /// Trials are doubled until half the width of P95's 95 % interval is at most this share of P95, from 1e-5 to 0.1; null for a number of
    /// trials.
    /// </summary>
    public double? Precision { get; init; }

    /// <summary>A budget in USD to hold the run against instead of the scenario's limits; null for those.</summary>
    public double? BudgetUsd { get; init; }

    /// <summary>Holds what differs from run to run at its centre, to see what items and calls alone contribute.</summary>
    public bool HoldsRunFactors { get; init; }

    /// <summary>Makes what takes the trials themselves of the plans, one for each case; null to keep aggregates only.</summary>
    public Func<IReadOnlyList<Plan>, ITrialSink>? Sink { get; init; }
}
