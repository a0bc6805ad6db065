using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>A plan with its sampling method and the reason for it.</summary>
/// <param name="Plan">The plan, with its collapse where all items are drawn at once.</param>
/// <param name="Reasons">For each phase of the plan, how it is simulated and why, in words.</param>
/// <param name="Error">
/// Estimated relative error of the collapse at P1 and P99, the maximum over all sums; 0 for call by call.
/// </param>
/// <param name="DrawsPerTrial">Draws of one trial call by call, at most; 0 where all items are drawn at once.</param>
public sealed record MethodChoice(Plan Plan, IReadOnlyList<string> Reasons, double Error, double DrawsPerTrial)
{
    /// <summary>Maximum relative error allowed for the collapse.</summary>
    public const double Tolerance = 5e-4;

    /// <summary>Up to this many draws per trial, call by call is as fast and has no approximation.</summary>
    public const double FewDraws = 1000;

    /// <summary>Plans a run and chooses its sampling method.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="items">Number of items.</param>
    /// <param name="fixRun">Whether run-level factors are held.</param>
    /// <param name="exact">Whether to simulate every phase call by call.</param>
    /// <param name="kernels">The kernels.</param>
    /// <exception cref="ScenarioTooLargeException">One amount is so large that the tokens of another would not be counted.</exception>
    public static MethodChoice Decide(Scenario scenario, long items, bool fixRun, bool exact, IKernels kernels)
    {
        var plan = Planner.Build(scenario, items, fixRun);
        TokenSteps.Require(plan, kernels);
        if (exact)
            return CallByCall(plan, "--method exact");
        return Draws(plan) <= FewDraws ? CallByCall(plan, "with so few calls that is as fast") : AtOnce(plan, kernels);
    }

    /// <summary>The same for several cases, on several threads: building tables takes time.</summary>
    /// <inheritdoc cref="Decide"/>
    /// <param name="cases">Scenarios and their numbers of items.</param>
    /// <param name="fixRun">Whether run-level factors are held.</param>
    /// <param name="exact">Whether to simulate every phase call by call.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="kernels">The kernels.</param>
    public static IReadOnlyList<MethodChoice> DecideAll(
        IReadOnlyList<SizedScenario> cases, bool fixRun, bool exact, int threads, IKernels kernels)
    {
        var choices = new MethodChoice[cases.Count];
        Workers.Run(threads, choices.Length, i => choices[i] = Decide(cases[i].Scenario, cases[i].Items, fixRun, exact, kernels));
        return choices;
    }

    /// <summary>All items at once, however few calls there are; call by call if that is not possible or not accurate.</summary>
    internal static MethodChoice AtOnce(Plan plan, IKernels kernels)
    {
        var (collapse, phase, reason) = CollapsePlanner.Build(plan);
        if (collapse is null)
            return CallByCall(plan, $"{phase}: {reason}");
        if (!(collapse.Error <= Tolerance))
            return CallByCall(plan, collapse.Error < 1e6
                ? FormattableString.Invariant(
                    $"the fast method would be off by {Percent(collapse.Error)} at P1 and P99, and {Percent(Tolerance)} is allowed")
                : "the error of the fast method would be without bound");
        collapse = NegligibleNoise.LeftOut(plan, collapse, kernels);
        var atOnce = plan with { Collapse = collapse };
        return MeanGuard.Missed(atOnce, kernels) is { } missed
            ? CallByCall(plan, missed)
            : new MethodChoice(atOnce,
                [.. plan.Phases.Select((each, p) => each.IsLocal ? each.Drawing : Describe(collapse.Phases[p], collapse.Error))],
                    collapse.Error, 0);
    }

    /// <summary>
    /// The same run by the same method, with all run-level factors at one percentile (<see cref="RunParts.Together"/>): what the band would
    /// be if none of them were independent. Items and calls vary as before.
    /// </summary>
    /// <param name="scenario">The scenario of the plan.</param>
    public Plan Together(Scenario scenario) => Planner.Build(scenario, Plan.Items, RunParts.Together) with { Collapse = Plan.Collapse };

    private static MethodChoice CallByCall(Plan plan, string reason) => new(
        plan, [.. plan.Phases.Select(phase => phase.IsLocal || phase.IsBesideTheUnits ? phase.Drawing : $"{phase.Drawing}: {reason}")], 0,
        Draws(plan));

    private static string Describe(CollapsedPhase phase, double error)
    {
        var shapes = phase.Lanes.Select(lane => lane.Spread.Shape).Concat(phase.Steps.OfType<AverageStep>().Select(step => step.Shape))
            .ToList();
        var sums = shapes.Exists(shape => shape.Table is not null) ? "sums from a table of their distribution"
            : shapes.Exists(shape => !shape.IsNormal) ? "sums normal with skewness" : "sums normal";
        var counts = phase.Steps.Any(step => step is TabulatedStep) ? "; counts from the distribution of one item's" : "";
        return FormattableString.Invariant($"all items at once, {sums}{counts}; off by at most about {Percent(error)} at P1 and P99");
    }

    /// <summary>A share in percent, with two digits.</summary>
    private static string Percent(double share) => FormattableString.Invariant($"{(decimal)Math.Max(100 * share, 1e-4):G2} %");

    /// <summary>Draws of a trial call by call, at most: of calls, of chances, and of items.</summary>
    internal static double Draws(Plan plan) =>
        plan.Items * (1 + plan.ItemDraws.Count + plan.Phases.Where(phase => !phase.IsBesideTheUnits).Sum(DrawsOfItem));

    private static double DrawsOfItem(PhasePlan phase)
    {
        var passage = phase.Passage;
        var perUnit = passage.Takes.Concat(passage.Duplicates).Concat(passage.Keeps).Count(each => each.Rule is { Rounded: false })
            + passage.Routes.Sum(route => route.Ways.Count);
        var perCall = phase.Sources.Select(source => source.DrawsPerCall).DefaultIfEmpty(0).Max()
            + (passage.Pools.Any(pool => pool.Retry is not null) ? 1 : 0);
        return phase.Units.Before.Max * perUnit + phase.SupportPerItem.Calls.Max * perCall;
    }
}
