using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Comparison;

/// <summary>Plans that can be compared trial by trial: sampled by one method, counted in the same step.</summary>
public static class ComparedPlans
{
    /// <summary>
    /// Costs stay below 2^this many steps, so that a difference of two, and its distance from another, fits into 63 bits.
    /// </summary>
    private const int CostBitsMax = 60;

    /// <summary>
    /// Plans each case and chooses the method. If one needs call by call, all use it: two methods use different random words, so common
    /// parts of the cases would be independent.
    /// </summary>
    /// <param name="cases">Scenarios and their numbers of items; the first is the reference.</param>
    /// <param name="exact">Whether every phase is to go call by call.</param>
    /// <param name="kernels">The kernels for the pilots.</param>
    public static IReadOnlyList<MethodChoice> Decide(IReadOnlyList<SizedScenario> cases, bool exact, IKernels kernels)
    {
        List<MethodChoice> choices = [.. cases.Select(one => MethodChoice.Decide(one.Scenario, one.Items, fixRun: false, exact, kernels))];
        // Plans with few calls can usually be sampled at once as well.
        if (choices.Exists(IsAtOnce))
            choices = choices.ConvertAll(choice => IsAtOnce(choice) ? choice : MethodChoice.AtOnce(choice.Plan, kernels));
        if (choices.Exists(IsAtOnce) && !choices.TrueForAll(IsAtOnce))
            choices = [.. cases.Select(one => MethodChoice.Decide(one.Scenario, one.Items, fixRun: false, exact: true, kernels))];
        return InOneStep(choices);
    }

    /// <summary>
    /// The same for many pairs: only the two plans of a pair need the same method. If only one of them needs call by call, the other is
    /// planned again.
    /// </summary>
    /// <param name="cases">Scenarios and their numbers of items.</param>
    /// <param name="pairs">Index pairs: the reference and the other.</param>
    /// <param name="exact">Whether every phase is to go call by call.</param>
    /// <param name="kernels">The kernels for the pilots.</param>
    /// <returns>The cases in order, followed by the extra plans, and the pairs.</returns>
    public static (IReadOnlyList<MethodChoice> Choices, IReadOnlyList<(int Reference, int Other)> Pairs) DecidePairs(
        IReadOnlyList<SizedScenario> cases, IReadOnlyList<(int Reference, int Other)> pairs, bool exact, IKernels kernels)
    {
        var choices = cases.Select(one => MethodChoice.Decide(one.Scenario, one.Items, fixRun: false, exact, kernels)).ToList();
        for (var i = 0; i < choices.Count; i++)
        {
            if (!exact && !IsAtOnce(choices[i])
                && pairs.Any(
                    pair => (pair.Reference == i && IsAtOnce(choices[pair.Other]))
                        || (pair.Other == i && IsAtOnce(choices[pair.Reference]))))
                choices[i] = MethodChoice.AtOnce(choices[i].Plan, kernels);
        }

        var again = new Dictionary<int, int>();
        List<(int,
            int)> drawnAlike = [.. pairs.Select(
                pair => IsAtOnce(choices[pair.Reference]) == IsAtOnce(choices[pair.Other]) ? pair
                    : (CallByCall(pair.Reference), CallByCall(pair.Other)))];
        return (InOneStep(choices), drawnAlike);

        int CallByCall(int index)
        {
            if (!IsAtOnce(choices[index]))
                return index;
            if (again.TryGetValue(index, out var known))
                return known;
            choices.Add(MethodChoice.Decide(cases[index].Scenario, cases[index].Items, fixRun: false, exact: true, kernels));
            return again[index] = choices.Count - 1;
        }
    }

    private static bool IsAtOnce(MethodChoice choice) => choice.Plan.Collapse is not null;

    private static IReadOnlyList<MethodChoice> InOneStep(List<MethodChoice> choices)
    {
        var bits = choices.Min(
            choice => Math.Min(choice.Plan.TokenBits, CostBitsMax - 1 - Math.ILogB(Math.Max(1, CostMax(choice.Plan) * 1e12))));
        return [.. choices.Select(choice => choice with { Plan = InStepsOf(choice.Plan, bits) })];
    }

    private static double CostMax(Plan plan) => plan.Drawable[Measure.AllCost].Max;

    /// <summary>The plan in coarser steps.</summary>
    internal static Plan InStepsOf(Plan plan, int tokenBits) => plan with
    {
        TokenBits = tokenBits,
        OperationsShift = Math.Max(0, plan.OperationsShift - (plan.TokenBits - tokenBits)),
    };

    /// <summary>
    /// Number of run-level draws of a plan that another plan shares, and its total number: draws not shared widen the difference.
    /// </summary>
    public static (int Shared, int All) SharedDraws(Plan reference, Plan plan)
    {
        var known = reference.RunDraws.Where(draw => draw.SumOf is null).Select(draw => draw.Name).ToHashSet();
        var own = plan.RunDraws.Where(draw => draw.SumOf is null).Select(draw => draw.Name).ToList();
        return (own.Count(known.Contains), own.Count);
    }
}
