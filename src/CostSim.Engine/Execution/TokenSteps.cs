using System.Globalization;
using CostSim.Engine.Planning;
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

    /// <summary>Budget of call draws for the check.</summary>
    private const double DrawsMax = 1 << 26;

    /// <exception cref="ScenarioTooLargeException">The step is too coarse.</exception>
    public static void Require(Plan plan, IKernels kernels)
    {
        // Steps of a token or less are always fine enough, which settles nearly every plan at once.
        if (plan.TokenBits >= 0)
            return;
        // Values that overflow a finer step become arbitrary numbers, to which a median is robust.
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

    /// <summary>The median of the values present, times how often they are present.</summary>
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
