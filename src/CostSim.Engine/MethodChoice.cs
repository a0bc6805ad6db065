using CostSim.Engine.Execution;
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
    /// <exception cref="ScenarioTooLargeException">One amount is so large that the tokens of another would not be counted.</exception>
    public static MethodChoice Decide(Scenario scenario, long items, bool fixRun, bool exact, IKernels kernels)
    {
        var plan = Planner.Build(scenario, items, fixRun);
        TokenSteps.Require(plan, kernels);
        if (exact)
            return CallByCall(plan, "as asked");
        if (items == 1)
            return CallByCall(plan, "one item has nothing to collapse");
        var (collapse, phase, reason) = CollapsePlanner.Build(plan);
        if (collapse is null)
            return CallByCall(plan, $"{reason} ({phase})");
        var noise = Noise(scenario, kernels);
        if (MissedSpread(scenario, collapse, noise, kernels) is { } missed)
            return CallByCall(plan, $"counts and item-level factors vary together ({missed})");
        var atOnce = plan with { Collapse = collapse };
        var (error, worst) = EstimateError(atOnce, noise, kernels);
        if (worst is { } refusal)
            return CallByCall(plan, refusal);
        return new MethodChoice(
            atOnce,
            [.. plan.Phases.Select(p => p.IsLocal ? p.Drawing : FormattableString.Invariant($"all items at once; error at P1 and P99 of the run about {error:0.#e+0}, {Tolerance:0.#e+0} allowed"))],
            error, 0);
    }

    /// <summary>
    /// The same run, drawn in the same way, with run-level factors at one percentile (<see cref="RunParts.Together"/>): what the band would be if none of them were
    /// independent. Items and calls vary as before.
    /// </summary>
    /// <param name="scenario">The scenario of the plan.</param>
    public Plan Together(Scenario scenario) => Planner.Build(scenario, Plan.Items, RunParts.Together) with { Collapse = Plan.Collapse };

    private static MethodChoice CallByCall(Plan plan, string reason) => new(
        plan, [.. plan.Phases.Select(phase => phase.IsLocal || phase.IsBesideTheUnits ? phase.Drawing : $"{phase.Drawing}: {reason}")], 0, Draws(plan));

    /// <summary>Of a single item, what items and calls contribute: run-level factors are held.</summary>
    private static IReadOnlyList<Cumulants> Noise(Scenario scenario, IKernels kernels) => Pilot.Run(Planner.Build(scenario, 1, fixRun: true), kernels);

    /// <summary>
    /// The first terms that a normal law leaves out at P1 and P99 (Cornish and Fisher): σ·(|γ3|(z² − 1)/6 + |γ4||z³ − 3z|/24), with the cumulants of the noise of
    /// items and calls and the standard deviation of the whole, since the noise is only a part of it.
    /// </summary>
    private static (double Error, string? Refusal) EstimateError(Plan atOnce, IReadOnlyList<Cumulants> noise, IKernels kernels)
    {
        var items = atOnce.Items;
        // Of the whole run: in single items a rare phase would hardly be seen, and its spread be guessed far too small.
        var whole = Pilot.Run(atOnce, kernels);
        var (errorOfRun, scopes) = (0.0, atOnce.Phases.Count + 1);
        for (var scope = 0; scope < noise.Count; scope++)
        {
            var (mean, deviation) = (whole[scope].Mean, Math.Sqrt(whole[scope].Second));
            if (mean <= 0 || deviation == 0)
                continue;
            // How many items a phase comes to at all is a count, which is drawn with its own law.
            var third = noise[scope].GivenPresence.Third * items / Math.Pow(deviation, 3);
            var fourth = noise[scope].GivenPresence.Fourth * items / Math.Pow(deviation, 4);
            var error = deviation * (third * (Z * Z - 1) / 6 + fourth * (Z * Z * Z - 3 * Z) / 24);
            if (scope == 0)
                errorOfRun = error / mean;
            if (error * Safety > Math.Max(Tolerance * mean, ToleranceOfRun * whole[scope - scope % scopes].Mean))
            {
                var name = scope % scopes == 0 ? "the run" : atOnce.Phases[scope % scopes - 1].Id;
                return (error / mean, FormattableString.Invariant(
                    $"{items:N0} items are too few for their sum to be normal: the error at P1 and P99 of {name} would be about {error / mean:0.#e+0}, {Tolerance:0.#e+0} with a {Safety:0}-fold margin is allowed"));
            }
        }

        return (errorOfRun, null);
    }

    /// <summary>
    /// The phase, if any, whose spread over items the collapse does not have: it leaves out how counts of different sums vary together under a shared item-level factor.
    /// A short run of many items at once is held against the pilot of single items, run-level factors held in both; beyond five standard errors is a miss.
    /// </summary>
    internal static string? MissedSpread(Scenario scenario, CollapsePlan collapse, IKernels kernels) => MissedSpread(scenario, collapse, Noise(scenario, kernels), kernels);

    private static string? MissedSpread(Scenario scenario, CollapsePlan collapse, IReadOnlyList<Cumulants> noise, IKernels kernels)
    {
        const int Items = 1000;
        const double StandardErrors = 5;
        var plan = Planner.Build(scenario, Items, fixRun: true) with { Collapse = collapse };
        var atOnce = Pilot.Run(plan, kernels);
        for (var scope = 0; scope < noise.Count; scope++)
        {
            var (a, b) = (noise[scope], atOnce[scope]);
            var error = a.SecondError + b.SecondError / Items;
            // What is smaller than a millionth of the mean is rounding of tokens.
            if (Math.Abs(a.Second - b.Second / Items) > StandardErrors * error + 1e-12 * a.Mean * a.Mean)
                return scope % (plan.Phases.Count + 1) is > 0 and var phase ? plan.Phases[phase - 1].Id : "the run";
        }

        return null;
    }

    /// <summary>Draws of calls of one trial, at most, call by call.</summary>
    internal static double Draws(Plan plan) => plan.Items * plan.Phases.Where(phase => !phase.IsLocal).Sum(phase =>
        phase.SupportPerItem.Calls.Max * phase.Sources.Max(source => source.DrawsPerCall) + (phase.Retry is null ? 0 : phase.SupportPerItem.Calls.Max));
}
