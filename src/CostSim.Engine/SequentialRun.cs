using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;

namespace CostSim.Engine;

/// <summary>
/// A run that adds trials until enough is known. Its results are bit for bit those of a run that had the final number of trials from the
/// start.
/// </summary>
/// <param name="plans">The plans.</param>
/// <param name="options">How they are run, with the number of trials of the first step; progress is that of the whole run.</param>
public sealed class SequentialRun(IReadOnlyList<Plan> plans, SimulationOptions options)
{
    /// <summary>Number of trials so far.</summary>
    public long Trials { get; private set; }

    /// <summary>The aggregates of each plan; none before the first step.</summary>
    public IReadOnlyList<Aggregates> Results { get; private set; } = [];

    /// <summary>Adds trials up to the given number.</summary>
    /// <param name="trials">
    /// The new number of trials, greater than the current one. Only the last step may end within a block of trials (<see
    /// cref="SimulationOptions.FirstTrial"/>).
    /// </param>
    /// <param name="cancellation">Stops the step; the run is then not to be used any more.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void GrowTo(long trials, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(trials, Trials);
        var before = Trials;
        var more = Simulation.Run(plans, options with
        {
            FirstTrial = before,
            Trials = trials - before,
            Progress = options.Progress is { } progress ? done => progress(before + done) : null,
        }, cancellation);
        for (var p = 0; p < Results.Count; p++)
            more[p].Merge(Results[p]);
        (Results, Trials) = (more, trials);
    }

    /// <summary>Adds trials, look by look, until the result is sufficient or the last look is done.</summary>
    /// <param name="looks">Numbers of trials, ascending; those already reached are skipped.</param>
    /// <param name="isEnough">Whether the aggregates are sufficient.</param>
    /// <param name="cancellation">Stops it; the run is then not to be used any more.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void GrowUntil(IEnumerable<long> looks, Func<IReadOnlyList<Aggregates>, bool> isEnough, CancellationToken cancellation = default)
    {
        foreach (var trials in looks)
        {
            if (Trials > 0 && isEnough(Results))
                return;
            if (trials > Trials)
                GrowTo(trials, cancellation);
        }
    }
}
