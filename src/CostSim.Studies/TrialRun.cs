using CostSim.Engine;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;

namespace CostSim.Studies;

/// <summary>Plans drawn on the same trials until their goal is reached.</summary>
/// <param name="Trials">Number of trials.</param>
/// <param name="Results">The aggregates of each plan.</param>
/// <param name="Precision">How precisely P95 is known, where that decided when to end; else null.</param>
internal sealed record TrialRun(long Trials, IReadOnlyList<Aggregates> Results, Precision? Precision)
{
    /// <param name="plans">The plans.</param>
    /// <param name="judged">Of so many of them, the first, the precision counts.</param>
    /// <param name="goal">How far to go.</param>
    /// <param name="isCallByCall">Whether calls of any of them are drawn one by one.</param>
    /// <param name="options">How they are run.</param>
    /// <param name="watcher">Who watches.</param>
    /// <param name="cancellation">Stops it.</param>
    public static TrialRun Of(
        IReadOnlyList<Plan> plans, int judged, TrialGoal goal, bool isCallByCall, SimulationOptions options, IStudyWatcher watcher,
            CancellationToken cancellation)
    {
        Action<double>? shown = null;
        // How far an item has come is counted only for who wants to know.
        var run = new SequentialRun(plans, options with { Progress = watcher == StudyWatcher.Nobody ? null : done => shown?.Invoke(done) });
        if (goal.Precision is { } asked && !goal.IsUnasked)
        {
            // The first look tells how many trials it will take.
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
