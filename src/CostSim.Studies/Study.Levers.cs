using System.Globalization;
using CostSim.Engine;
using CostSim.Engine.Comparison;
using CostSim.Engine.Execution;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;
using CostSim.Scenarios.Levers;

namespace CostSim.Studies;

/// <summary>Reads a scenario again with further changes, each <c>path=value</c> as <see cref="ScenarioChanges.Set"/>.</summary>
public delegate ScenarioReading ChangedReading(IReadOnlyList<string> changes);

public static partial class Study
{
    private const long TrialsOfLevers = 100_000;

    /// <summary>Tries changes that could make a scenario cheaper, each alone on the same draws, and ranks them by saving.</summary>
    /// <param name="sized">The scenario and its number of items.</param>
    /// <param name="prices">Prices, for smaller models.</param>
    /// <param name="read">Reads the scenario again with the changes of a lever.</param>
    /// <param name="options">Options; null for 100,000 trials.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="ScenarioTooLargeException">A case is too large to plan.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static LeverRanking Levers(
        SizedScenario sized, PriceCatalogue prices, ChangedReading read, StudyOptions? options = null,
        CancellationToken cancellation = default)
    {
        options ??= new StudyOptions();
        var tried = TriedLevers.Of(sized, prices, read);
        var (choices, pairs) = options.Watcher.Plan(
            () => ComparedPlans.DecidePairs(tried.Cases, tried.Pairs, options.IsCallByCall, KernelSelector.Selected), cancellation);
        var plans = choices.Select(choice => choice.Plan).ToList();
        var comparer = new Comparer(plans, pairs);
        var simulation = new SimulationOptions(options.Seed, 1, options.Threads) { Sink = comparer, WithDrivers = false };
        var budget = TrialBudget.Of(choices, simulation, cancellation);
        var goal = options.Watcher.Plan(() => budget.Goal(options.Trials, null, TrialsOfLevers, TrialsOfLevers), cancellation);
        var run = TrialRun.Of(plans, 1, goal, budget.IsCallByCall, simulation, options.Watcher, cancellation);
        var sums = comparer.Finish();
        return new LeverRanking
        {
            Base = Summariser.Summarise(sized.Scenario, run.Results[0], null),
            Seed = options.Seed,
            Trials = run.Trials,
            Precision = run.Precision,
            Levers = [.. tried.Levers.Select(Result).OrderBy(result => result.Difference.MeanUsd.Value)],
            Others = tried.Others,
        };

        LeverResult Result(Lever lever, int p)
        {
            var (reference, other) = tried.Pairs[p];
            var draws = ComparedPlans.SharedDraws(plans[reference], plans[other]);
            return new LeverResult(lever,
                ComparisonBuilder.Difference(
                    LeverName.Of(lever.Kind), sums, p, pairs[p].Reference, pairs[p].Other, draws, new Explanation([])));
        }
    }
}

/// <summary>The levers that apply to a scenario, with the cases simulated for them.</summary>
/// <param name="Levers">The levers that can be tried.</param>
/// <param name="Cases">
/// The scenario first, then the scenario with each lever, preceded by its reference if that is not the scenario itself.
/// </param>
/// <param name="Pairs">For each lever, the indices of its two cases.</param>
/// <param name="Others">The kinds of levers that cannot be tried, and why.</param>
internal sealed record TriedLevers(
    IReadOnlyList<Lever> Levers, IReadOnlyList<SizedScenario> Cases, IReadOnlyList<(int Reference, int Other)> Pairs,
    IReadOnlyList<(LeverKind Kind, string Reason)> Others)
{
    public static TriedLevers Of(SizedScenario sized, PriceCatalogue prices, ChangedReading read)
    {
        var search = LeverBook.Of(sized.Scenario, prices);
        var (levers, pairs, others) = (new List<Lever>(), new List<(int, int)>(), search.Others.ToList());
        List<SizedScenario> cases = [sized];
        foreach (var lever in search.Levers)
        {
            var (other, fault) = Changed(lever.Changes);
            var (reference, faultOfReference) = lever.Neutral.Count == 0 ? (sized.Scenario, null) : Changed(lever.Neutral);
            reference = reference is null || lever.AtNeutral is null || lever.Neutral.Count == 0 ? reference : lever.AtNeutral(reference);
            other = other is null ? null : Retokenisation.Of(sized.Scenario, other);
            if (other is null || reference is null)
            {
                others.Add((lever.Kind, $"{lever.Where}: {fault ?? faultOfReference}"));
                continue;
            }

            if (lever.Neutral.Count > 0)
                cases.Add(sized with { Scenario = reference });
            cases.Add(sized with { Scenario = other });
            levers.Add(Counted(lever, other.TokenShifts));
            pairs.Add((lever.Neutral.Count == 0 ? 0 : cases.Count - 2, cases.Count - 1));
        }

        return new TriedLevers(levers, cases, pairs, others);

        // A smaller model may make more tokens of the same text.
        static Lever Counted(Lever lever, IReadOnlyList<TokenShift> shifts) => shifts is not [var shift, ..] ? lever
            : lever with
            {
                Assumes = shift.Ratio is { } ratio
                    ? string.Create(CultureInfo.InvariantCulture, $"{lever.Assumes}; {ratio.Factor:0.##} × the tokens, as it counts text")
                    : $"{lever.Assumes}; it counts text differently, by how much is not established",
            };

        (Scenario? Scenario, string? Fault) Changed(IReadOnlyList<string> changes)
        {
            var reading = read(changes);
            return (reading.Cases.FirstOrDefault(one => one.Run?.Name == sized.Scenario.Run?.Name && one.Variant == sized.Scenario.Variant),
                reading.Diagnostics.FirstOrDefault(finding => finding.Severity == Severity.Error)?.Message);
        }
    }
}
