using CostSim.Engine;
using CostSim.Engine.Execution;
using CostSim.Engine.Aggregation;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>What a run found.</summary>
/// <param name="Summary">The numbers.</param>
/// <param name="Results">The aggregates behind them, one for each run of the summary: histograms and moments, for tables and plots.</param>
/// <param name="Precision">How precisely P95 is known, where that decided the number of trials; else null.</param>
public sealed record RunOutcome(Summary Summary, IReadOnlyList<Aggregates> Results, Precision? Precision);

/// <summary>
/// What the program does, each from what it is asked to what it found: <c>costsim</c> parses options and prints, and all else is here.
/// </summary>
public static partial class Study
{
    private const long TrialsOfRun = 1_000_000;
    private const long TrialsOfPreciseRun = 100_000_000;

    /// <summary>Simulates a scenario with its own number of items.</summary>
    /// <inheritdoc cref="Run(IReadOnlyList{SizedScenario}, RunOptions, CancellationToken)"/>
    public static RunOutcome Run(Scenario scenario, RunOptions? options = null, CancellationToken cancellation = default) =>
        Run([new SizedScenario(scenario, scenario.Items)], options, cancellation);

    /// <summary>Simulates cases of a scenario on the same draws: its cost, phase by phase, and what drives it.</summary>
    /// <param name="cases">The cases, at least one.</param>
    /// <param name="options">How; null for a million trials.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="ScenarioTooLargeException">A case is larger than what can be planned.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static RunOutcome Run(IReadOnlyList<SizedScenario> cases, RunOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new RunOptions();
        var simulation = new SimulationOptions(options.Seed, 1, options.Threads);
        var (choices, budget, goal) = options.Watcher.Plan(() =>
        {
            var decided = MethodChoice.DecideAll(
                cases, options.HoldsRunFactors, options.IsCallByCall, options.Threads, KernelSelector.Selected);
            var time = TrialBudget.Of(decided, simulation, cancellation);
            return (decided, time, time.Goal(options.Trials, options.Precision, TrialsOfRun, TrialsOfPreciseRun));
        }, cancellation);
        var plans = choices.Select(choice => choice.Plan).ToList();
        var sink = options.Sink?.Invoke(plans);
        var run = TrialRun.Of(
            plans, plans.Count, goal, budget.IsCallByCall, simulation with { Sink = sink }, options.Watcher, cancellation);
        return new RunOutcome(
            new Summary
            {
                Scenario = cases[0].Scenario,
                Seed = options.Seed,
                Trials = run.Trials,
                ResultHash = Simulation.ResultHash(run.Results),
                RunFactorsFixed = options.HoldsRunFactors,
                Correlations = AchievedRank.Of(plans[0], options.Seed, run.Trials, KernelSelector.Selected),
                Runs =
                [
                    .. run.Results.Select((result, i) =>
                        Summariser.Summarise(cases[i].Scenario, result, options.BudgetUsd) with { Drawing = choices[i].Reasons,
                            ApproximationError = choices[i].Error }),
                ],
            },
            run.Results, run.Precision);
    }
}
