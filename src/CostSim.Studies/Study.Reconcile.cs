using CostSim.Engine;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Comparison;
using CostSim.Engine.Execution;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Studies;

public static partial class Study
{
    /// <summary>The interval of a percentile is at most ±0.3 points.</summary>
    private const long TrialsOfForecast = 100_000;

    /// <summary>Holds a scenario's forecast against what was billed.</summary>
    /// <param name="sized">The scenario, and the number of items of the run.</param>
    /// <param name="bill">What was billed, added up for this scenario (<see cref="BillBuilder"/>).</param>
    /// <param name="band">The band that the bill is to lie in, as two ascending probabilities; null for P5 to P95.</param>
    /// <param name="options">Options; null for 100,000 trials.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="ScenarioTooLargeException">The scenario is too large to plan.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Reconciliation Reconcile(
        SizedScenario sized, Bill bill, (double Low, double High)? band = null, StudyOptions? options = null,
        CancellationToken cancellation = default) =>
        Reconciliation.Of(Forecast(sized, options, cancellation), bill, band);

    /// <summary>What a scenario foretells, to hold several bills against.</summary>
    /// <inheritdoc cref="Reconcile"/>
    public static Forecast Forecast(SizedScenario sized, StudyOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new StudyOptions();
        sized = sized with { Scenario = TokensAlone(sized.Scenario) };
        var simulation = new SimulationOptions(options.Seed, 1, options.Threads) { WithDrivers = false, KeepsAllTokens = true };
        var (choice, parts, first) = options.Watcher.Plan(() =>
        {
            var decided = MethodChoice.Decide(sized.Scenario, sized.Items, fixRun: false, options.IsCallByCall, KernelSelector.Selected);
            return (decided, CostParts.Of(sized.Scenario, decided.Plan), FirstCalls.Of(sized.Scenario, decided.Plan));
        }, cancellation);
        List<(Engine.Planning.Plan Plan, double DrawsPerTrial)> all =
            [.. parts.Plans.Concat(first.Plans).Prepend(choice.Plan).Select(plan => (plan, choice.DrawsPerTrial))];
        var budget = TrialBudget.Of(all, simulation, cancellation);
        var goal = options.Watcher.Plan(() => budget.Goal(options.Trials, null, TrialsOfForecast, TrialsOfForecast), cancellation);
        var run = TrialRun.Of(
            all.ConvertAll(one => one.Plan), 1, goal, budget.IsCallByCall, simulation, options.Watcher, cancellation);
        IReadOnlyList<Aggregates> beside = [.. run.Results.Skip(1)];
        return new Forecast(
            sized, Summarise(sized.Scenario, choice, run.Results[0]), run.Results[0], parts.Read(run.Results[0], beside),
            first.Read(run.Results[0], beside))
        {
            Seed = options.Seed,
            Trials = run.Trials,
            Precision = run.Precision,
        };
    }

    /// <summary>The scenario without what no provider bills; its draws stay the same.</summary>
    private static Scenario TokensAlone(Scenario scenario) =>
        scenario with { Operations = [], Limits = [.. scenario.Limits.Where(limit => !limit.OfAll)] };
}
