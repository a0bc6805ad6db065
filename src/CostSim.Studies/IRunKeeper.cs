using CostSim.Engine;
using CostSim.Engine.Aggregation;

namespace CostSim.Studies;

/// <summary>Keeps the trials of a long run, so that it can go on after it was stopped.</summary>
public interface IRunKeeper
{
    /// <summary>When a run that was begun before ends; null for a new one, whose goal is then decided.</summary>
    TrialGoal? Goal { get; }

    /// <summary>The time between two calls of <see cref="Keep"/>, about: that much is drawn again at most.</summary>
    TimeSpan Every { get; }

    /// <summary>Begins a run; returns whether it is kept.</summary>
    /// <param name="goal">When it ends.</param>
    /// <param name="seconds">Estimates how long it takes; a measurement, unless it is only a moment.</param>
    bool Begin(TrialGoal goal, Func<double> seconds);

    /// <summary>Adds the trials drawn before, and returns their number; 0 for a new run.</summary>
    /// <param name="results">Aggregates without trials, one for each case.</param>
    long Restore(IReadOnlyList<Aggregates> results);

    /// <summary>Keeps all trials drawn so far, in place of those kept before.</summary>
    /// <param name="trials">Their number.</param>
    /// <param name="results">Their aggregates, one for each case.</param>
    void Keep(long trials, IReadOnlyList<Aggregates> results);
}
