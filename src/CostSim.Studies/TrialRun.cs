using CostSim.Engine;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;

namespace CostSim.Studies;

/// <summary>Plans drawn on the same trials until their goal is reached.</summary>
/// <param name="Trials">Number of trials.</param>
/// <param name="Results">The aggregates of each plan.</param>
/// <param name="Precision">The precision of P95, if it determined the end; otherwise null.</param>
internal sealed record TrialRun(long Trials, IReadOnlyList<Aggregates> Results, Precision? Precision)
{
    /// <param name="plans">The plans.</param>
    /// <param name="judged">The precision is judged on this many of them, from the first.</param>
    /// <param name="goal">When to end.</param>
    /// <param name="isCallByCall">Whether any of them is simulated call by call.</param>
    /// <param name="options">Settings of the simulation.</param>
    /// <param name="watcher">Observes progress.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="keeper">Keeps the trials, and has those drawn before; null for a run that is not kept.</param>
    public static TrialRun Of(
        IReadOnlyList<Plan> plans, int judged, TrialGoal goal, bool isCallByCall, SimulationOptions options, IStudyWatcher watcher,
        CancellationToken cancellation, IRunKeeper? keeper = null)
    {
        Action<double>? shown = null;
        // Progress within items is only counted if observed.
        var run = new SequentialRun(plans, options with { Progress = watcher == StudyWatcher.Nobody ? null : done => shown?.Invoke(done) })
        {
            Keep = keeper is null ? null : kept => keeper.Keep(kept.Trials, kept.Results),
            KeptEvery = keeper?.Every ?? TimeSpan.Zero,
        };
        if (keeper is not null && Simulation.NoTrials(plans, options) is var results && keeper.Restore(results) is > 0 and var trials)
            run.Resume(trials, results);
        if (goal.Precision is { } asked && !goal.IsUnasked)
        {
            // The first look gives the expected number of trials.
            Grow(goal.Looks.Take(1), goal.Looks[0], StretchReason.Asked);
            var needed = Reached()!.TrialsNeeded(run.Trials);
            Grow(goal.Looks, goal.Looks.FirstOrDefault(trials => trials >= needed, goal.Most), StretchReason.Expected);
        }
        else
        {
            Grow(goal.Looks, goal.Most, goal.IsUnasked ? StretchReason.Unasked : StretchReason.Asked);
        }

        return new TrialRun(run.Trials, run.Results, Reached());

        Precision? Reached() =>
            goal.Precision is { } share ? Precision.Of(share, run.Results.Take(judged)) with { IsUnasked = goal.IsUnasked } : null;

        void Grow(IEnumerable<long> looks, long expected, StretchReason reason) => watcher.Draw(
            new Stretch(expected, reason, isCallByCall, IsCap: goal.Precision is not null) { Precision = goal.Precision },
            progress =>
            {
                shown = progress;
                run.GrowUntil(looks, _ => Reached() is { IsReached: true }, cancellation);
                return run;
            }, cancellation);
    }
}
