using CostSim.Engine;
using CostSim.Engine.Checks;
using CostSim.Engine.Execution;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>A case and its policies.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Items">Its number of items.</param>
/// <param name="Policies">The limits and their sources; may be empty.</param>
public sealed record CheckedCase(Scenario Scenario, long Items, IReadOnlyList<Policy> Policies)
{
    /// <summary>A scenario with its own number of items and limits.</summary>
    public static CheckedCase Of(Scenario scenario) => Of(scenario, scenario.Items, []);

    /// <summary>
    /// A scenario with its limits for this number of items, and additional ones: these do not replace limits in the file.
    /// </summary>
    public static CheckedCase Of(Scenario scenario, long items, IEnumerable<Policy> others) =>
        new(scenario, items, [.. others, .. scenario.LimitsAt(items).Select(limit => new Policy("limits", limit))]);
}

public static partial class Study
{
    /// <summary>2^24, nine looks: enough to distinguish a probability 0.015 percentage points away from 95 %.</summary>
    private const long TrialsOfCheck = 1 << 24;

    /// <summary>Checks cases against limits, with as many trials as needed to decide.</summary>
    /// <param name="cases">The cases, at least one.</param>
    /// <param name="options">Options; the number of trials is the maximum, null for 2^24.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="ScenarioTooLargeException">A case is too large to plan.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static CheckSummary Check(
        IReadOnlyList<CheckedCase> cases, StudyOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new StudyOptions();
        var (choices, looks, stretch) = options.Watcher.Plan(() =>
        {
            var decided = cases.Select(one => one.Policies.Count == 0 ? null
                : MethodChoice.Decide(one.Scenario, one.Items, fixRun: false, options.IsCallByCall, KernelSelector.Selected)).ToList();
            var budget = TrialBudget.Of(
                decided.OfType<MethodChoice>(), new SimulationOptions(options.Seed, 1, options.Threads), cancellation);
            var sizes = budget.Looks(options.Trials, TrialsOfCheck);
            return (decided, sizes,
                new Stretch(
                    sizes.Cap, options.Trials is null ? StretchReason.Unasked : StretchReason.Asked, budget.IsCallByCall, IsCap: true));
        }, cancellation);
        return new CheckSummary
        {
            Scenario = cases[0].Scenario,
            Seed = options.Seed,
            Looks = looks,
            Cases = [.. cases.Zip(choices,
                (one, choice) =>
                    choice is null ? new CaseCheck(one.Scenario, one.Items, [])
                        : Check(one, choice, looks, stretch, options, cancellation))],
        };
    }

    private static CaseCheck Check(CheckedCase one, MethodChoice choice, Looks looks, Stretch stretch,
        StudyOptions options, CancellationToken cancellation)
    {
        var (findings, aggregates) = options.Watcher.Draw(
            stretch,
            progress =>
                PolicyCheck.Run(choice.Plan, one.Policies, looks,
                    new SimulationOptions(options.Seed, looks.Cap, options.Threads) { Progress = progress }, cancellation),
            cancellation);
        return new CaseCheck(one.Scenario, one.Items, [.. findings.Select(finding => PolicyResult.Of(finding, aggregates))])
        {
            Aggregates = aggregates,
            ApproximationError = choice.Error,
        };
    }
}
