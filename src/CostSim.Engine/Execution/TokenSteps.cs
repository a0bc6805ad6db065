using System.Globalization;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Expected;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>A valid scenario that is too large to run; the message says what is too large, where, and what to write instead.</summary>
public sealed class ScenarioTooLargeException(string message) : Exception(message);

/// <summary>
/// Checks whether the token step of a plan is fine enough. The step follows from the largest cost that can be drawn
/// (<see cref="Plan.TokenBits"/>); if one amount spans many decades, it may be coarser than all tokens of another phase, which would then
/// be 0 in every trial.
/// </summary>
internal static class TokenSteps
{
    /// <summary>Maximum size of a step, as a share of a phase's usual tokens.</summary>
    private const double ShareMax = 0.05;

    /// <summary>Draws of the check: a quarter of a second, as a group of trials is drawn together.</summary>
    private const double DrawsMax = 1 << 22;

    /// <summary>Draws of the run-level factors at which an item of many draws is expected.</summary>
    private const int Expectations = 5;

    /// <exception cref="ScenarioTooLargeException">The step is too coarse.</exception>
    public static void Require(Plan plan, IKernels kernels)
    {
        // Steps of a token or less are always fine enough, which settles nearly every plan at once.
        if (plan.TokenBits >= 0)
            return;
        // Values that overflow a finer step become arbitrary numbers, to which a median is robust.
        var oneItem = plan with { Items = 1, Collapse = null, TokenBits = 8 };
        var draws = MethodChoice.Draws(oneItem);
        var usual = draws > DrawsMax ? Expected(plan, draws, kernels) : Drawn(oneItem, (int)(DrawsMax / Math.Max(1, draws)), kernels);
        for (var p = 0; p < plan.Phases.Count; p++)
        {
            foreach (var measure in new[] { Measure.InputTokens, Measure.OutputTokens })
            {
                var tokens = usual(p, measure) * plan.Items;
                if (tokens > 0 && plan.TokensPerStep > ShareMax * tokens)
                    throw new ScenarioTooLargeException(Message(plan, plan.Phases[p], measure, tokens));
            }
        }
    }

    /// <summary>The usual tokens of an item, from trials.</summary>
    private static Func<int, Measure, double> Drawn(Plan oneItem, int trials, IKernels kernels)
    {
        var block = BlockEvaluator.Create(oneItem, LevelSeeds.OfPlanning, kernels).Evaluate(
            0, Math.Clamp(trials, 1, BlockEvaluator.BlockSize));
        return (phase, measure) => Usual([.. block.Phase(phase, measure).ToArray().Select(steps => (double)steps)]) * oneItem.TokensPerStep;
    }

    /// <summary>The same where an item has so many units that drawing it takes seconds: sums of so many are near their mean.</summary>
    private static Func<int, Measure, double> Expected(Plan plan, double draws, IKernels kernels)
    {
        try
        {
            var runDraws = BlockEvaluator.Arrays(plan.RunDraws.Count);
            new RunDrawer(plan, LevelSeeds.OfPlanning, kernels).Draw(0, WordAddress.TrialsPerGroup, runDraws);
            var item = new ItemExpectation(plan);
            List<ExpectedItem> points = [.. Enumerable.Range(0, Expectations).Select(
                trial => item.At([.. runDraws.Select(values => (double)values[trial])]))];
            return (phase, measure) => Usual([.. points.Select(
                point => measure == Measure.InputTokens ? point.Phases[phase].InputTokens : point.Phases[phase].OutputTokens)]);
        }
        catch (NotVouchedForException)
        {
            throw new ScenarioTooLargeException(TooManyDraws(plan, draws));
        }
    }

    /// <summary>The median of the values present, times how often they are present.</summary>
    private static double Usual(double[] values)
    {
        List<double> there = [.. values.Where(value => value != 0).Order()];
        return there.Count == 0 ? 0 : Math.Abs(there[there.Count / 2]) * there.Count / values.Length;
    }

    private static string Message(Plan plan, PhasePlan coarse, Measure measure, double usual) =>
        Coarse(plan)
            + string.Create(
                CultureInfo.InvariantCulture, $"too coarse for the {usual:0.#e+0} {Kind(measure)} tokens that {coarse.Name} usually has. ")
            + """Narrow the wide amount or truncate it, as in { "90%": [300, 3000], "truncate": [0, 20000] }; fewer rounds of retries help too""";

    private static string TooManyDraws(Plan plan, double draws) =>
        Coarse(plan)
            + string.Create(
                CultureInfo.InvariantCulture,
                $"and whether that is fine enough can take {draws:0.#e+0} draws of one item; at most {DrawsMax:0.#e+0}. ")
            + "Narrow the wide amount or truncate it, or make fewer units of an item: `split`, `duplicate`, `rounds`";

    private static string Coarse(Plan plan)
    {
        var largest = plan.Phases.MaxBy(phase => Most(phase).Tokens)!;
        var (tokens, kind) = Most(largest);
        return string.Create(
            CultureInfo.InvariantCulture, $"{largest.Name} can come to {tokens:0.#e+0} {kind} tokens in a run of {plan.Items:N0} items. ")
            + string.Create(
                CultureInfo.InvariantCulture, $"At that scale, tokens are counted in steps of {plan.TokensPerStep:0.#e+0}, ");

        (double Tokens, string Kind) Most(
            PhasePlan phase) => phase.Drawable(plan.Items) is var drawable && drawable.InputTokens.Max > drawable.OutputTokens.Max
            ? (drawable.InputTokens.Max, Kind(Measure.InputTokens))
            : (drawable.OutputTokens.Max, Kind(Measure.OutputTokens));
    }

    private static string Kind(Measure measure) => measure == Measure.InputTokens ? "input" : "output";
}
