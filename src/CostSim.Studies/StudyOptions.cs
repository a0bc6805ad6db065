using CostSim.Engine;
using CostSim.Engine.Planning;

namespace CostSim.Studies;

/// <summary>Options for the trials of a study.</summary>
public record StudyOptions
{
    /// <summary>Seed of the draws: the same seed gives the same result, whatever the machine.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of threads, from 1; it does not affect results.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Number of trials, a maximum if a precision is requested or limits are checked; null for the study's default or, call by call, as
    /// many as about twenty seconds allow.
    /// </summary>
    public long? Trials { get; init; }

    /// <summary>Simulates every call of every item, even if sampling all items at once is accurate.</summary>
    public bool IsCallByCall { get; init; }

    /// <summary>Observes progress.</summary>
    public IStudyWatcher Watcher { get; init; } = StudyWatcher.Nobody;
}

/// <summary>Options of a run.</summary>
public sealed record RunOptions : StudyOptions
{
    /// <summary>A million trials, or as many as twenty seconds allow.</summary>
    public RunOptions()
    {
    }

    /// <param name="options">Options for the trials.</param>
    public RunOptions(StudyOptions options)
        : base(options)
    {
    }

    /// <summary>
    /// Trials are doubled until half the width of P95's 95 % interval is at most this share of P95, from 1e-5 to 0.1; null for a number of
    /// trials.
    /// </summary>
    public double? Precision { get; init; }

    /// <summary>A budget in USD to check instead of the scenario's limits; null for those.</summary>
    public double? BudgetUsd { get; init; }

    /// <summary>Holds run-level factors at their centre, to see what items and calls alone contribute.</summary>
    public bool HoldsRunFactors { get; init; }

    /// <summary>Keeps the trials of a long run, so that it can go on after it was stopped; null to keep none.</summary>
    public IRunKeeper? Keeper { get; init; }

    /// <summary>Creates a receiver of individual trials from the plans, one for each case; null to keep aggregates only.</summary>
    public Func<IReadOnlyList<Plan>, ITrialSink>? Sink { get; init; }
}
