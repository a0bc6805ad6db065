using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>A plan with the method it is drawn by, and why.</summary>
/// <param name="Plan">The plan, with its collapse where all items are drawn at once.</param>
/// <param name="Reasons">For each phase of the plan, how it is drawn and why, in words.</param>
/// <param name="Error">The estimated relative error of the collapse at P1 and P99 of the run's cost; 0 for call by call.</param>
/// <param name="DrawsPerTrial">Draws of calls of one trial, at most; 0 where all items are drawn at once.</param>
public sealed record MethodChoice(Plan Plan, IReadOnlyList<string> Reasons, double Error, double DrawsPerTrial)
{
    /// <summary>The collapse may err by so much of a value, or by <see cref="ToleranceOfRun"/> of the run's mean, whichever is more.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>See <see cref="Tolerance"/>.</summary>
    public const double ToleranceOfRun = 1e-5;

    /// <summary>The estimate is no bound, so so many times it has to be within the tolerance.</summary>
    private const double Safety = 10;

    /// <summary>Standard normal deviate of P99.</summary>
    private const double Z = 2.3263478740408408;

    /// <summary>Plans a run and chooses how it is drawn.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="items">Number of items.</param>
    /// <param name="fixRun">Whether run-level factors are held.</param>
    /// <param name="exact">Whether every phase is to go call by call.</param>
    /// <param name="kernels">The kernels for the pilot.</param>
    public static MethodChoice Decide(Scenario scenario, long items, bool fixRun, bool exact, IKernels kernels)
    {
        var plan = Planner.Build(scenario, items, fixRun);
        if (exact)
            return CallByCall(plan, "as asked");
        if (items == 1)
            return CallByCall(plan, "one item has nothing to collapse");
        var (collapse, phase, reason) = CollapsePlanner.Build(plan);
        if (collapse is null)
            return CallByCall(plan, $"{reason} ({phase})");
        var atOnce = plan with { Collapse = collapse };
        return new MethodChoice(atOnce, [.. plan.Phases.Select(p => p.IsLocal ? p.Drawing : "all items at once")], 0, 0);
    }

    /// <summary>
    /// The same run, drawn in the same way, with run-level factors at one percentile (<see cref="RunParts.Together"/>): what the band would be if none of them were
    /// independent. Items and calls vary as before.
    /// </summary>
    /// <param name="scenario">The scenario of the plan.</param>
    public Plan Together(Scenario scenario) => Planner.Build(scenario, Plan.Items, RunParts.Together) with { Collapse = Plan.Collapse };

    private static MethodChoice CallByCall(Plan plan, string reason) => new(
        plan, [.. plan.Phases.Select(phase => phase.IsLocal || phase.IsBesideTheUnits ? phase.Drawing : $"{phase.Drawing}: {reason}")], 0, Draws(plan));

    private static double Draws(Plan plan) => plan.Items * plan.Phases.Where(phase => !phase.IsLocal).Sum(phase =>
        phase.SupportPerItem.Calls.Max * phase.Sources.Max(source => source.DrawsPerCall) + (phase.Retry is null ? 0 : phase.SupportPerItem.Calls.Max));
}
