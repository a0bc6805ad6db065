using CostSim.Engine;
using CostSim.Engine.Checks;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>Options of an outlook.</summary>
public sealed record OutlookOptions : StudyOptions
{
    /// <summary>Trials times phases, at most: eight numbers of each are kept, so that this is a gigabyte.</summary>
    public const long TrialsOfPhasesMax = 1L << 24;

    /// <summary>100,000 trials, fewer where there are many phases.</summary>
    public OutlookOptions()
    {
    }

    /// <param name="options">Options for the trials.</param>
    public OutlookOptions(StudyOptions options)
        : base(options)
    {
    }

    /// <summary>How far phases are, by their ids; those without an entry show it by their records.</summary>
    public IReadOnlyDictionary<string, DoneShare> Done { get; init; } = new Dictionary<string, DoneShare>();

    /// <summary>Limits of the whole job's token cost, in addition to those of the scenario.</summary>
    public IReadOnlyList<Policy> Policies { get; init; } = [];
}

public static partial class Study
{
    /// <summary>Trials are kept, with eight numbers for each phase: so many of all phases take a sixth of a gigabyte.</summary>
    private const long TrialsOfPhases = 1L << 21;

    /// <summary>What a job that is partly done will cost in all: what was spent, and the rest, given what was seen.</summary>
    /// <param name="sized">The scenario, and the items of the whole job.</param>
    /// <param name="bill">What was billed so far, added up for this scenario (<see cref="BillBuilder"/>).</param>
    /// <param name="options">Options; null for 100,000 trials.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="ScenarioTooLargeException">The scenario is too large to plan.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Outlook Outlook(
        SizedScenario sized, Bill bill, OutlookOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new OutlookOptions();
        var plan = Planner.Build(sized.Scenario, sized.Items);
        var progress = PhaseProgress.Of(sized, plan, bill, options.Done);
        var trials = Split(sized, progress, options, cancellation);
        var revised = Revised(trials, progress, bill);
        if (!revised.Select(phase => phase.Items).SequenceEqual(progress.Select(phase => phase.Items)))
            trials = Split(sized, revised, options, cancellation);
        return Studies.Outlook.Of(sized, bill, trials, revised, PoliciesOf(sized, options), options.Seed);
    }

    /// <summary>The trials of a job, cut where its phases stand.</summary>
    internal static SplitTrials Split(
        SizedScenario sized, IReadOnlyList<PhaseProgress> progress, StudyOptions options, CancellationToken cancellation = default)
    {
        var plan = options.Watcher.Plan(
            () => SplitPlan.Of(sized, [.. progress.Select(phase => phase.Items)], options.IsCallByCall), cancellation);
        var simulation = new SimulationOptions(options.Seed, 1, options.Threads) { WithDrivers = false, KeepsAllTokens = true };
        var unlessSaid = Math.Min(TrialsOfForecast, TrialsOfPhases / plan.Phases.Count);
        var budget = TrialBudget.Of([.. plan.Plans.Zip(plan.DrawsPerTrial)], simulation, cancellation);
        var goal = options.Watcher.Plan(() => budget.Goal(options.Trials, null, unlessSaid, unlessSaid), cancellation);
        var trials = new SplitTrials(plan, goal.Most);
        var run = TrialRun.Of(
            plan.Plans, 1, goal, budget.IsCallByCall, simulation with { Sink = trials }, options.Watcher, cancellation);
        trials.Count = (int)run.Trials;
        return trials;
    }

    /// <summary>Where phases have fewer calls than their items should have, after a look at the trials.</summary>
    internal static IReadOnlyList<PhaseProgress> Revised(SplitTrials trials, IReadOnlyList<PhaseProgress> progress, Bill bill) =>
    [
        .. progress.Select((phase, p) => SeenPhase.Of(bill, trials.Plan.Phases[p]) is { } seen
            ? phase.Revised(seen, trials.Done(p, Quantity.Calls)) : phase),
    ];

    /// <summary>Those of the command and the scenario. Records tell nothing of people and tools: limits of these do not apply.</summary>
    private static IEnumerable<Policy> PoliciesOf(SizedScenario sized, OutlookOptions options) =>
        CheckedCase.Of(sized.Scenario, sized.Items, options.Policies).Policies.Where(
            policy => !policy.Limit.OfAll || sized.Scenario.Operations.Count == 0);
}
