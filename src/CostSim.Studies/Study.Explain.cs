using CostSim.Engine;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>What a scenario says, before it is run.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="OneItem">The scenario planned for one item: its tokens, least and most.</param>
/// <param name="Reasons">For each phase of the plan, how it is drawn in a run, and why.</param>
/// <param name="Summary">A short simulation, for shares.</param>
public sealed record ScenarioExplanation(Scenario Scenario, Plan OneItem, IReadOnlyList<string> Reasons, Summary Summary)
{
    /// <summary>The same run, with everything that differs by run at one percentile; null where fewer than two quantities do.</summary>
    public ScopeSummary? Together { get; init; }
}

public static partial class Study
{
    /// <summary>Enough for a share to one decimal, few enough to answer at once.</summary>
    private const long TrialsOfExplanation = 8192;

    /// <summary>Call by call, a large run is given fewer trials: so many draws take two or three seconds.</summary>
    private const double DrawsOfExplanation = 5e8;

    /// <summary>Shows what a scenario means: tokens of one item, the absolute range, shares, how each phase is drawn.</summary>
    /// <param name="sized">The scenario and its number of items.</param>
    /// <param name="options">
    /// How; null for 8,192 trials, fewer of a large run that is drawn call by call. Its method is always that of a run.
    /// </param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="ScenarioTooLargeException">The scenario is larger than what can be planned.</exception>
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
