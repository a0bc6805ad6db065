using CostSim.Engine;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>The explanation of a scenario, before it is run.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="OneItem">The scenario planned for one item: its minimum and maximum tokens.</param>
/// <param name="Reasons">For each phase of the plan, how it is simulated in a run, and why.</param>
/// <param name="Summary">A short simulation, for shares.</param>
public sealed record ScenarioExplanation(Scenario Scenario, Plan OneItem, IReadOnlyList<string> Reasons, Summary Summary)
{
    /// <summary>The same run with all run-level quantities at one percentile; null if there are fewer than two.</summary>
    public ScopeSummary? Together { get; init; }
}

public static partial class Study
{
    /// <summary>Enough for shares to one decimal, few enough for an immediate answer.</summary>
    private const long TrialsOfExplanation = 8192;

    /// <summary>Budget of draws call by call, two or three seconds: a large run has fewer trials.</summary>
    private const double DrawsOfExplanation = 5e8;

    /// <summary>Explains a scenario: tokens of one item, the absolute range, shares, how each phase is simulated.</summary>
    /// <param name="sized">The scenario and its number of items.</param>
    /// <param name="options">
    /// Options; null for 8,192 trials, fewer for a large run call by call. The method is always that of a run.
    /// </param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="ScenarioTooLargeException">The scenario is too large to plan.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ScenarioExplanation Explain(SizedScenario sized, StudyOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new StudyOptions();
        var (scenario, items) = sized;
        var choice = options.Watcher.Plan(
            () => MethodChoice.Decide(scenario, items, fixRun: false, exact: false, KernelSelector.Selected), cancellation);
        var together = choice.Plan.RunFactors.Count > 1 ? choice.Together(scenario) : null;
        Plan[] plans = together is null ? [choice.Plan] : [choice.Plan, together];
        var trials = Math.Clamp(
            (long)(DrawsOfExplanation / plans.Length / Math.Max(1, choice.DrawsPerTrial)), 64, options.Trials ?? TrialsOfExplanation);
        var results = options.Watcher.Draw(
            new Stretch(trials, StretchReason.Asked, choice.DrawsPerTrial > 0, IsCap: false),
            progress =>
                Simulation.Run(plans, new SimulationOptions(options.Seed, trials, options.Threads) { Progress = progress }, cancellation),
            cancellation);
        var summary = new Summary
        {
            Scenario = scenario,
            Seed = options.Seed,
            Trials = trials,
            ResultHash = Simulation.ResultHash(results.Take(1)),
            Runs = [Summariser.Summarise(scenario, results[0], null)],
        };
        return new ScenarioExplanation(scenario, Planner.Build(scenario, 1), choice.Reasons, summary)
        {
            Together = together is null ? null : Summariser.Summarise(scenario, results[1], null).Total,
        };
    }
}
