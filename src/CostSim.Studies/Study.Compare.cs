using CostSim.Engine;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Comparison;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>One of the things compared.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="Items">Its number of items.</param>
public sealed record ComparedScenario(string Label, Scenario Scenario, long Items);

public static partial class Study
{
    private const long TrialsOfComparison = 1_000_000;

    /// <summary>
    /// Compares cases with the first of them, trial by trial on the same draws: what differs, how certain that is, and why.
    /// </summary>
    /// <param name="cases">The cases, at least two.</param>
    /// <param name="options">Options; null for a million trials.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="ScenarioTooLargeException">A case is too large to plan.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Comparison Compare(
        IReadOnlyList<ComparedScenario> cases, StudyOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new StudyOptions();
        cases = [.. cases.Select((one, i) => i == 0 ? one : one with { Scenario = Retokenisation.Of(cases[0].Scenario, one.Scenario) })];
        var choices = options.Watcher.Plan(
            () => ComparedPlans.Decide([.. cases.Select(one => new SizedScenario(one.Scenario, one.Items))], options.IsCallByCall,
                KernelSelector.Selected), cancellation);
        Plan[] plans = [.. choices.Select(choice => choice.Plan)];
        var parts = cases.Zip(plans, (one, plan) => CostParts.Of(one.Scenario, plan)).ToList();
        // Auxiliary plans of a case use its method.
        List<(Plan Plan, double DrawsPerTrial)> all =
        [
            .. choices.Select(choice => (choice.Plan, choice.DrawsPerTrial)),
            .. choices.Zip(parts).SelectMany(pair => pair.Second.Plans.Select(plan => (plan, pair.First.DrawsPerTrial))),
        ];
        var comparer = new Comparer(plans);
        var simulation = new SimulationOptions(
            options.Seed, 1, options.Threads)
        { Sink = comparer, WithDrivers = false, KeepsAllTokens = true };
        var budget = TrialBudget.Of(all, simulation, cancellation);
        var goal = options.Watcher.Plan(() => GoalOfComparison(budget, options), cancellation);
        var run = TrialRun.Of(
            all.ConvertAll(one => one.Plan), cases.Count, goal, budget.IsCallByCall, simulation, options.Watcher, cancellation);
        var next = cases.Count;
        var means = parts.Select(
            (part, i) => part.Read(run.Results[i], [.. Enumerable.Range(0, part.Plans.Count).Select(_ => run.Results[next++])])).ToList();
        return new Comparison
        {
            Seed = options.Seed,
            Trials = run.Trials,
            Precision = run.Precision,
            Cases = Bands(cases, choices, run.Results),
            Differences = ComparisonBuilder.Differences([.. cases.Select(one => one.Label)], run.Results, comparer.Finish(), means),
        };
    }

    /// <summary>Compares the bands of cases with those of an earlier result, which has no trials.</summary>
    /// <param name="cases">The cases, at least one.</param>
    /// <param name="baseline">The earlier result; it has a run that matches each of them (<see cref="Baseline.Find"/>).</param>
    /// <param name="options">Options; null for a million trials.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="ArgumentException">The baseline has no run that matches one of them.</exception>
    /// <exception cref="ScenarioTooLargeException">A case is too large to plan.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static BaselineComparison CompareWithBaseline(
        IReadOnlyList<ComparedScenario> cases, Baseline baseline, StudyOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new StudyOptions();
        var before = cases.Select(
            one => baseline.Find(one.Scenario, one.Items)
                ?? throw new ArgumentException($"the baseline has no run that matches {one.Label}", nameof(baseline))).ToList();
        var simulation = new SimulationOptions(options.Seed, 1, options.Threads) { WithDrivers = false };
        var (choices, budget, goal) = options.Watcher.Plan(() =>
        {
            var decided = cases.Select(
                one => MethodChoice.Decide(one.Scenario, one.Items, fixRun: false, options.IsCallByCall, KernelSelector.Selected)).ToList();
            var time = TrialBudget.Of(decided, simulation, cancellation);
            return (decided, time, GoalOfComparison(time, options));
        }, cancellation);
        var run = TrialRun.Of([.. choices.Select(choice => choice.Plan)], choices.Count, goal, budget.IsCallByCall, simulation,
            options.Watcher, cancellation);
        return new BaselineComparison
        {
            Seed = options.Seed,
            Trials = run.Trials,
            Precision = run.Precision,
            Baseline = baseline,
            IsSame = Simulation.ResultHash(run.Results) == baseline.ResultHash,
            Cases = [.. Bands(cases, choices, run.Results).Zip(before)],
        };
    }

    private static TrialGoal GoalOfComparison(TrialBudget budget, StudyOptions options) =>
        budget.Goal(options.Trials, null, TrialsOfComparison, TrialsOfComparison);

    /// <summary>The band of each case.</summary>
    private static List<ComparedCase> Bands(
        IReadOnlyList<ComparedScenario> cases, IReadOnlyList<MethodChoice> choices, IReadOnlyList<Aggregates> results) =>
    [
        .. cases.Select((one, i) => new ComparedCase(one.Label, Summarise(one.Scenario, choices[i], results[i]))),
    ];
}
