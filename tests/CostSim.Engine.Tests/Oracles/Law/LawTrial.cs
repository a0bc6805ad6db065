using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>The default choice of the method on trial: a scenario drawn as it chooses, and call by call.</summary>
internal static class LawTrial
{
    /// <summary>The most that a method may state as its relative error of a run's cost.</summary>
    public const double StatedMax = 5e-4;

    private const int DifferencesMax = 6;

    /// <summary>From so many items on all that can be drawn at once is, also what has so few calls that the default draws each.</summary>
    private const int AtOnceFrom = 30;

    public static MethodChoice Choose(Scenario scenario, long items) => items < AtOnceFrom
        ? MethodChoice.Decide(scenario, items, fixRun: false, exact: false, KernelSelector.Selected)
        : MethodChoice.AtOnce(Checked(Planner.Build(scenario, items)), KernelSelector.Selected);

    private static Plan Checked(Plan plan)
    {
        TokenSteps.Require(plan, KernelSelector.Selected);
        return plan;
    }

    /// <summary>The choice, or null where an amount reaches over so many decades that no step of tokens suits.</summary>
    public static MethodChoice? ChooseUnlessTooLarge(Scenario scenario)
    {
        try
        {
            return Choose(scenario, scenario.Items);
        }
        catch (ScenarioTooLargeException)
        {
            return null;
        }
    }

    public static Plan CallByCall(Scenario scenario, long items) =>
        MethodChoice.Decide(scenario, items, fixRun: false, exact: true, KernelSelector.Selected).Plan;

    /// <summary>What differs between a choice and call by call, beyond chance and beyond the error that the choice states.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="exact">The plan call by call.</param>
    /// <param name="trials">Number of trials.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="scoreMax">Standard errors that chance explains.</param>
    public static List<LawDifference> Differences(MethodChoice choice, Plan exact, int trials, ulong seed, double scoreMax) =>
        LawComparison.Differences(PairedTrials.Draw(choice.Plan, exact, trials, seed), scoreMax, choice.Error);

    /// <summary>What differs in a generated scenario, with what is in it.</summary>
    public static string Report(int number, Scenario scenario, IReadOnlyList<LawDifference> differences) =>
        $"scenario {number}, {scenario.Items} items ({Holds(number, scenario)}):\n  "
            + string.Join("\n  ", differences.Take(DifferencesMax))
            + (differences.Count > DifferencesMax ? $"\n  and {differences.Count - DifferencesMax} more" : "");

    /// <summary>Constructs and pairs of places of a generated scenario.</summary>
    public static string Holds(int number, Scenario scenario) =>
        LawCoverage.Of(scenario, LawGenerator.Text(number)) is var coverage ? string.Join(", ", coverage.Constructs.Concat(coverage.Pairs))
            : "";
}
