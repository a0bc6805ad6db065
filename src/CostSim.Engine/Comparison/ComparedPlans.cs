using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Comparison;

/// <summary>Plans that can be held against each other trial by trial: drawn by one method, counted in one step.</summary>
public static class ComparedPlans
{
    /// <summary>
    /// Costs stay below 2^this many steps, so that a difference of two, and its distance from another, fits into 63 bits.
    /// </summary>
    private const int CostBitsMax = 60;

    /// <summary>
    /// Plans each case and chooses how it is drawn. Where one has to go call by call all do: two methods draw different words, and what the
    /// cases have in common would be drawn twice.
    /// </summary>
    /// <param name="cases">Scenarios and their numbers of items; the first is what the others are held against.</param>
    /// <param name="exact">Whether every phase is to go call by call.</param>
    /// <param name="kernels">The kernels for the pilots.</param>
    public static IReadOnlyList<MethodChoice> Decide(IReadOnlyList<SizedScenario> cases, bool exact, IKernels kernels)
    {
        List<MethodChoice> choices = [.. cases.Select(one => MethodChoice.Decide(one.Scenario, one.Items, fixRun: false, exact, kernels))];
        // What has few calls can be drawn at once as well, as a rule.
        if (choices.Exists(IsAtOnce))
            choices = choices.ConvertAll(choice => IsAtOnce(choice) ? choice : MethodChoice.AtOnce(choice.Plan, kernels));
        if (choices.Exists(IsAtOnce) && !choices.TrueForAll(IsAtOnce))
            choices = [.. cases.Select(one => MethodChoice.Decide(one.Scenario, one.Items, fixRun: false, exact: true, kernels))];
        return InOneStep(choices);
    }

    /// <summary>
    /// The same for many pairs: only the two of a pair have to be drawn by one method. Where one goes call by call and the other not, the
    /// other is planned once more.
    /// </summary>
    /// <param name="cases">Scenarios and their numbers of items.</param>
    /// <param name="pairs">Indices of what is held against what.</param>
    /// <param name="exact">Whether every phase is to go call by call.</param>
    /// <param name="kernels">The kernels for the pilots.</param>
    /// <returns>The cases in their order, what was planned once more behind them, and the pairs.</returns>
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
    /// How many run-level draws of a plan are draws of another as well, and how many it has: what they do not share widens the difference.
    /// </summary>
    public static (int Shared, int All) SharedDraws(Plan reference, Plan plan)
    {
        var known = reference.RunDraws.Where(draw => draw.SumOf is null).Select(draw => draw.Name).ToHashSet();
        var own = plan.RunDraws.Where(draw => draw.SumOf is null).Select(draw => draw.Name).ToList();
        return (own.Count(known.Contains), own.Count);
    }
}
