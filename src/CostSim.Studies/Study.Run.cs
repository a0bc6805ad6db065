using CostSim.Engine;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Execution;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>The result of a run.</summary>
/// <param name="Summary">The numbers.</param>
/// <param name="Results">The aggregates behind them, one for each run of the summary: histograms and moments, for tables and plots.</param>
/// <param name="Precision">The precision of P95, if it determined the number of trials; otherwise null.</param>
public sealed record RunOutcome(Summary Summary, IReadOnlyList<Aggregates> Results, Precision? Precision);

/// <summary>
/// The studies of the program, from inputs to results: <c>costsim</c> only parses options and prints.
/// </summary>
public static partial class Study
{
    private const long TrialsOfRun = 1_000_000;
    private const long TrialsOfPreciseRun = 100_000_000;

    /// <summary>Simulates a scenario with its own number of items.</summary>
    /// <inheritdoc cref="Run(IReadOnlyList{SizedScenario}, RunOptions, CancellationToken)"/>
    public static RunOutcome Run(Scenario scenario, RunOptions? options = null, CancellationToken cancellation = default) =>
        Run([new SizedScenario(scenario, scenario.Items)], options, cancellation);

    /// <summary>Simulates cases of a scenario on the same draws: the cost by phase, and its drivers.</summary>
    /// <param name="cases">The cases, at least one.</param>
    /// <param name="options">Options; null for a million trials.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="ScenarioTooLargeException">A case is too large to plan.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static RunOutcome Run(IReadOnlyList<SizedScenario> cases, RunOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new RunOptions();
        var simulation = new SimulationOptions(options.Seed, 1, options.Threads);
        var (choices, budget, goal, isKept) = options.Watcher.Plan(() =>
        {
            var decided = Decide(cases, options);
            var time = TrialBudget.Of(decided, simulation, cancellation);
            var end = options.Keeper?.Goal ?? time.Goal(options.Trials, options.Precision, TrialsOfRun, TrialsOfPreciseRun);
            return (decided, time, end, options.Keeper?.Begin(end, () => time.SecondsOf(end.Most)) == true);
        }, cancellation);
        var plans = choices.Select(choice => choice.Plan).ToList();
        var sink = options.Sink?.Invoke(plans);
        var run = TrialRun.Of(
            plans, plans.Count, goal, budget.IsCallByCall, simulation with { Sink = sink }, options.Watcher, cancellation,
            isKept ? options.Keeper : null);
        return Outcome(cases, options, choices, run);
    }

    private static IReadOnlyList<MethodChoice> Decide(IReadOnlyList<SizedScenario> cases, RunOptions options) =>
        MethodChoice.DecideAll(cases, options.HoldsRunFactors, options.IsCallByCall, options.Threads, KernelSelector.Selected);

    private static RunOutcome Outcome(
        IReadOnlyList<SizedScenario> cases, RunOptions options, IReadOnlyList<MethodChoice> choices, TrialRun run) => new(
        new Summary
        {
            Scenario = cases[0].Scenario,
            Seed = options.Seed,
            Trials = run.Trials,
            ResultHash = Simulation.ResultHash(run.Results),
            RunFactorsFixed = options.HoldsRunFactors,
            Correlations = AchievedRank.Of(choices[0].Plan, options.Seed, run.Trials, KernelSelector.Selected),
            Runs = [.. run.Results.Select((result, i) => Summarise(cases[i].Scenario, choices[i], result, options.BudgetUsd))],
        },
        run.Results, run.Precision);

    /// <summary>The summary of a run, with how it was simulated.</summary>
    private static RunSummary Summarise(Scenario scenario, MethodChoice choice, Aggregates result, double? budgetUsd = null) =>
        Summariser.Summarise(scenario, result, budgetUsd) with { Drawing = choice.Reasons, ApproximationError = choice.Error };
}
