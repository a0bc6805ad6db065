using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Comparison;

/// <summary>Plans that can be held against each other trial by trial: drawn by one method, counted in one step.</summary>
public static class ComparedPlans
{
    /// <summary>Costs stay below 2^this many steps, so that a difference of two, and its distance from another, fits into 63 bits.</summary>
    private const int CostBitsMax = 60;

    /// <summary>
    /// Plans each case and chooses how it is drawn. Where one has to go call by call all do: two methods draw different words, and what the cases have in common
    /// would be drawn twice.
    /// </summary>
    /// <param name="cases">Scenarios and their numbers of items; the first is what the others are held against.</param>
    /// <param name="exact">Whether every phase is to go call by call.</param>
    /// <param name="kernels">The kernels for the pilots.</param>
    public static IReadOnlyList<MethodChoice> Decide(IReadOnlyList<(Scenario Scenario, long Items)> cases, bool exact, IKernels kernels)
    {
        List<MethodChoice> choices = [.. cases.Select(one => MethodChoice.Decide(one.Scenario, one.Items, fixRun: false, exact, kernels))];
        if (choices.Exists(choice => choice.Plan.Collapse is null) && choices.Exists(choice => choice.Plan.Collapse is not null))
            choices = [.. cases.Select(one => MethodChoice.Decide(one.Scenario, one.Items, fixRun: false, exact: true, kernels))];
        var bits = choices.Min(choice => Math.Min(choice.Plan.TokenBits, CostBitsMax - 1 - Math.ILogB(Math.Max(1, CostMax(choice.Plan) * 1e12))));
        return [.. choices.Select(choice => choice with { Plan = InStepsOf(choice.Plan, bits) })];
    }

    private static double CostMax(Plan plan) => plan.Drawable[Measure.AllCost].Max;

    /// <summary>The plan in coarser steps.</summary>
    internal static Plan InStepsOf(Plan plan, int tokenBits) => plan with
    {
        TokenBits = tokenBits,
        OperationsShift = Math.Max(0, plan.OperationsShift - (plan.TokenBits - tokenBits)),
    };

    /// <summary>How many run-level draws of a plan are draws of another as well, and how many it has: what they do not share widens the difference.</summary>
    public static (int Shared, int All) SharedDraws(Plan reference, Plan plan)
    {
        var known = reference.RunDraws.Where(draw => draw.SumOf is null).Select(draw => draw.Name).ToHashSet();
        var own = plan.RunDraws.Where(draw => draw.SumOf is null).Select(draw => draw.Name).ToList();
        return (own.Count(known.Contains), own.Count);
    }
}
