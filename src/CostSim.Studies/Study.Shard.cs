using CostSim.Engine;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Execution;
using CostSim.Scenarios;

namespace CostSim.Studies;

public static partial class Study
{
    /// <summary>
    /// Simulates one part of a run, in whole blocks of trials. All parts, merged by <see cref="Merge"/> in any order, are the run, bit for
    /// bit.
    /// </summary>
    /// <param name="cases">The cases, as for <see cref="Run(IReadOnlyList{SizedScenario}, RunOptions, CancellationToken)"/>.</param>
    /// <param name="index">The part's number, from 0.</param>
    /// <param name="of">The number of parts.</param>
    /// <param name="options">
    /// Options of the run. The number of trials is that of all parts, a million if it is null; neither precision nor keeper are used.
    /// </param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="ScenarioTooLargeException">A case is too large to plan.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<Aggregates> Shard(
        IReadOnlyList<SizedScenario> cases, long index, long of, RunOptions options, CancellationToken cancellation = default)
    {
        var choices = options.Watcher.Plan(() => Decide(cases, options), cancellation);
        var plans = choices.Select(choice => choice.Plan).ToList();
        var range = RangeOf(options, index, of);
        var simulation = new SimulationOptions(options.Seed, range.Count, options.Threads) { FirstTrial = range.First };
        if (range.Count == 0)
            return Simulation.NoTrials(plans, simulation);
        var sink = options.Sink?.Invoke(plans);
        var isCallByCall = choices.Any(choice => choice.DrawsPerTrial > 0);
        return options.Watcher.Draw(
            new Stretch(range.Count, StretchReason.Asked, isCallByCall, IsCap: false),
            progress => Simulation.Run(plans, simulation with { Sink = sink, Progress = progress }, cancellation), cancellation);
    }

    /// <summary>The trials of one part of a run.</summary>
    /// <inheritdoc cref="Shard"/>
    public static TrialRange RangeOf(RunOptions options, long index, long of) => TrialRange.Part(TrialsOf(options), index, of);

    /// <summary>The result of a run whose trials were drawn in parts.</summary>
    /// <param name="cases">The cases of the parts.</param>
    /// <param name="options">The options of the parts.</param>
    /// <param name="addParts">
    /// Adds the trials of all parts (<see cref="StoredIntegers.Add"/>) to aggregates that it makes by the given function, one for each
    /// case, as many times as it has threads; returns all of these.
    /// </param>
    /// <param name="cancellation">Stops the planning.</param>
    public static RunOutcome Merge(
        IReadOnlyList<SizedScenario> cases, RunOptions options,
        Func<Func<IReadOnlyList<Aggregates>>, IReadOnlyList<IReadOnlyList<Aggregates>>> addParts, CancellationToken cancellation = default)
    {
        var choices = options.Watcher.Plan(() => Decide(cases, options), cancellation);
        var plans = choices.Select(choice => choice.Plan).ToList();
        var simulation = new SimulationOptions(options.Seed, TrialsOf(options), options.Threads);
        var added = addParts(() => Simulation.NoTrials(plans, simulation));
        var results = added[0];
        foreach (var more in added.Skip(1))
        {
            for (var p = 0; p < results.Count; p++)
                results[p].Merge(more[p]);
        }

        return Outcome(cases, options, choices, new TrialRun(TrialsOf(options), results, null));
    }

    /// <summary>Parts of one run must agree on its length, so that no machine's speed decides it.</summary>
    public static long TrialsOf(RunOptions options) => options.Trials ?? TrialsOfRun;
}
