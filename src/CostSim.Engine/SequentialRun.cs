using System.Diagnostics;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Random;

namespace CostSim.Engine;

/// <summary>
/// A run that adds trials until enough is known. Its results are bit for bit those of a run that had the final number of trials from the
/// start.
/// </summary>
/// <param name="plans">The plans.</param>
/// <param name="options">How they are run, with the number of trials of the first step; progress is that of the whole run.</param>
public sealed class SequentialRun(IReadOnlyList<Plan> plans, SimulationOptions options)
{
    /// <summary>A stride may be this many times as long as the one before: the first ones are slower than later ones.</summary>
    private const double StrideGrowthMax = 8;

    private long _stride = WordAddress.TrialsPerGroup;

    /// <summary>Number of trials so far.</summary>
    public long Trials { get; private set; }

    /// <summary>The aggregates of each plan; none before the first step.</summary>
    public IReadOnlyList<Aggregates> Results { get; private set; } = [];

    /// <summary>
    /// Keeps the trials drawn so far, about as often as <see cref="KeptEvery"/>; null to draw each step at once. It is called on the thread
    /// that grows the run, which goes on after it.
    /// </summary>
    public Action<SequentialRun>? Keep { get; init; }

    /// <summary>The time between two calls of <see cref="Keep"/>.</summary>
    public TimeSpan KeptEvery { get; init; }

    /// <summary>Goes on with trials drawn before, by a run of the same plans and seed.</summary>
    /// <param name="trials">Their number, in whole groups of trials (<see cref="WordAddress.TrialsPerGroup"/>) unless they are all.</param>
    /// <param name="results">Their aggregates.</param>
    public void Resume(long trials, IReadOnlyList<Aggregates> results) => (Trials, Results) = (trials, results);

    /// <summary>Adds trials up to the given number.</summary>
    /// <param name="trials">
    /// The new number of trials, greater than the current one. Only the last step may end within a group of trials (<see
    /// cref="SimulationOptions.FirstTrial"/>).
    /// </param>
    /// <param name="cancellation">Stops the step; the run is then not to be used any more.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void GrowTo(long trials, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(trials, Trials);
        if (Keep is null)
        {
            Add(trials, cancellation);
            return;
        }

        while (Trials < trials)
        {
            var (before, clock) = (Trials, Stopwatch.StartNew());
            Add(EndOfStride(trials), cancellation);
            var growth = Math.Min(StrideGrowthMax, KeptEvery / (clock.Elapsed + TimeSpan.FromTicks(1)));
            _stride = Math.Max(WordAddress.TrialsPerGroup, (long)Math.Min(long.MaxValue / 2, (Trials - before) * growth));
            if (growth < StrideGrowthMax || Trials == trials)
                Keep(this);
        }
    }

    /// <summary>Adds trials, look by look, until the result is sufficient or the last look is done.</summary>
    /// <param name="looks">Numbers of trials, ascending; those already passed are skipped.</param>
    /// <param name="isEnough">Whether the aggregates are sufficient; asked at looks alone, whatever trials a run went on with.</param>
    /// <param name="cancellation">Stops it; the run is then not to be used any more.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void GrowUntil(IEnumerable<long> looks, Func<IReadOnlyList<Aggregates>, bool> isEnough, CancellationToken cancellation = default)
    {
        foreach (var trials in looks.SkipWhile(look => look < Trials))
        {
            if (trials > Trials)
                GrowTo(trials, cancellation);
            if (isEnough(Results))
                return;
        }
    }

    /// <summary>
    /// Where the next stride ends: in whole blocks if it has any, since later blocks are no larger than divide its end.
    /// </summary>
    private long EndOfStride(long trials)
    {
        if (_stride >= trials - Trials)
            return trials;
        var end = Trials + _stride;
        return end - end % (_stride >= BlockEvaluator.BlockSize ? BlockEvaluator.BlockSize : WordAddress.TrialsPerGroup);
    }

    private void Add(long trials, CancellationToken cancellation)
    {
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
}
