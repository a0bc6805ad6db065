using System.Globalization;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>A scenario that can be read but not run, with what is too large, where, and what to write instead.</summary>
public sealed class ScenarioTooLargeException(string message) : Exception(message);

/// <summary>
/// Whether the step in which a plan counts tokens suits them. It follows from the largest cost that can be drawn
/// (<see cref="Plan.TokenBits"/>); where one amount reaches over many decades, it may be coarser than all that another phase has, whose
/// tokens would then be 0 in every trial.
/// </summary>
internal static class TokenSteps
{
    /// <summary>A step may be this share of what a phase usually has.</summary>
    private const double ShareMax = 0.05;

    /// <summary>Draws of calls that may be spent on it.</summary>
    private const double DrawsMax = 1 << 26;

    /// <exception cref="ScenarioTooLargeException">It does not.</exception>
    public static void Require(Plan plan, IKernels kernels)
    {
        // Steps of a token or less are fine enough for whatever is worth a phase, and so it is known at once of nearly every plan.
        if (plan.TokenBits >= 0)
            return;
        // Values beyond the room of a finer step come out as any number at all, which a median of the others does not mind.
        var oneItem = plan with { Items = 1, Collapse = null, TokenBits = 8 };
        var trials = (int)Math.Clamp(DrawsMax / Math.Max(1, MethodChoice.Draws(oneItem)), 1, BlockEvaluator.BlockSize);
        var block = BlockEvaluator.Create(oneItem, LevelSeeds.OfPlanning, kernels).Evaluate(0, trials);
        for (var p = 0; p < plan.Phases.Count; p++)
        {
            foreach (var measure in new[] { Measure.InputTokens, Measure.OutputTokens })
            {
                var usual = Usual(block.Phase(p, measure)) * oneItem.TokensPerStep * plan.Items;
                if (usual > 0 && plan.TokensPerStep > ShareMax * usual)
                    throw new ScenarioTooLargeException(Message(plan, plan.Phases[p], measure, usual));
            }
        }
    }

    /// <summary>The median of what is there, times how often it is there.</summary>
    private static double Usual(ReadOnlySpan<long> steps)
    {
        List<long> there = [.. steps.ToArray().Where(value => value != 0).Order()];
        return there.Count == 0 ? 0 : Math.Abs((double)there[there.Count / 2]) * there.Count / steps.Length;
    }

    private static string Message(Plan plan, PhasePlan coarse, Measure measure, double usual)
    {
        var largest = plan.Phases.MaxBy(phase => Most(phase).Tokens)!;
        var (tokens, kind) = Most(largest);
        return string.Create(
            CultureInfo.InvariantCulture, $"{largest.Name} can come to {tokens:0.#e+0} {kind} tokens in a run of {plan.Items:N0} items. ")
            + string.Create(
                CultureInfo.InvariantCulture, $"At that scale, tokens are counted in steps of {plan.TokensPerStep:0.#e+0}, ")
            + string.Create(
                CultureInfo.InvariantCulture, $"too coarse for the {usual:0.#e+0} {Kind(measure)} tokens that {coarse.Name} usually has. ")
            + """Narrow the wide amount or truncate it, as in { "90%": [300, 3000], "truncate": [0, 20000] }; fewer rounds of retries help too""";

        (double Tokens, string Kind) Most(
            PhasePlan phase) => phase.Drawable(plan.Items) is var drawable && drawable.InputTokens.Max > drawable.OutputTokens.Max
            ? (drawable.InputTokens.Max, Kind(Measure.InputTokens))
            : (drawable.OutputTokens.Max, Kind(Measure.OutputTokens));
    }

    private static string Kind(Measure measure) => measure == Measure.InputTokens ? "input" : "output";
}
