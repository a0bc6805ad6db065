using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;

namespace CostSim.Engine;

/// <summary>
/// A run whose number of trials is not fixed beforehand: it grows until enough is known. Grown in steps, it is bit for bit the run that has
/// had so many trials from the start.
/// </summary>
/// <param name="plans">The plans.</param>
/// <param name="options">How they are run, with the number of trials of the first step; progress is that of the whole run.</param>
public sealed class SequentialRun(IReadOnlyList<Plan> plans, SimulationOptions options)
{
    /// <summary>Number of trials so far.</summary>
    public long Trials { get; private set; }

    /// <summary>The aggregates of each plan; none before the first step.</summary>
    public IReadOnlyList<Aggregates> Results { get; private set; } = [];

    /// <summary>Adds trials until there are so many.</summary>
    /// <param name="trials">
    /// More than there are. Only the last step may end within a block of trials (<see cref="SimulationOptions.FirstTrial"/>).
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

    /// <summary>Adds trials, look by look, until they are enough or the last look is over.</summary>
    /// <param name="looks">Numbers of trials, ascending; those that are there already are passed over.</param>
    /// <param name="isEnough">Whether the aggregates say enough.</param>
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
