using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;
using CostSim.Scenarios;

namespace CostSim.Engine.Comparison;

/// <summary>
/// Means of the calls that are no repetition, and of visible output, phase by phase: what a bill can be held against. Measured with
/// auxiliary plans on the same draws: one for each phase that is repeated, without the retries that repeat it, and one without reasoning.
/// </summary>
public sealed class FirstCalls
{
    private readonly Plan _plan;

    /// <summary>By phase, the plan without what repeats it; null where nothing does.</summary>
    private readonly Plan?[] _unrepeated;
    private readonly Plan? _visible;

    private FirstCalls(Plan plan, Plan?[] unrepeated, Plan? visible) => (_plan, _unrepeated, _visible) = (plan, unrepeated, visible);

    /// <param name="scenario">The scenario of the plan.</param>
    /// <param name="plan">The plan as it is run, with its steps and method.</param>
    public static FirstCalls Of(Scenario scenario, Plan plan)
    {
        var visible = scenario with { Phases = [.. scenario.Phases.Select(phase => CostParts.OfCalls(phase, WithoutReasoning))] };
        var hasReasoning = scenario.Phases.Zip(visible.Phases).Any(pair => !ReferenceEquals(pair.First, pair.Second));
        return new FirstCalls(
            plan, [.. plan.Phases.Select(phase => Unrepeated(scenario, phase, plan))],
            hasReasoning ? CostParts.Beside(visible, plan) : null);
    }

    /// <summary>The auxiliary plans to run as well.</summary>
    public IReadOnlyList<Plan> Plans => [.. _unrepeated.Append(_visible).OfType<Plan>()];

    /// <summary>The means of each phase of the plan.</summary>
    /// <param name="own">The aggregates of the plan.</param>
    /// <param name="beside">The aggregates of <see cref="Plans"/>.</param>
    public IReadOnlyList<FirstMeans> Read(Aggregates own, IReadOnlyList<Aggregates> beside) =>
    [
        .. _plan.Phases.Select((_, p) =>
        {
            var first = _unrepeated[p] is { } plan ? ResultOf(plan) : own;
            var (all, tokens) = (Mean(own, p, Measure.OutputTokens), Mean(first, p, Measure.OutputTokens));
            return new FirstMeans(
                Mean(first, p, Measure.Calls), Mean(first, p, Measure.InputTokens), tokens,
                _visible is null || all == 0 ? tokens : tokens * Mean(ResultOf(_visible), p, Measure.OutputTokens) / all,
                Mean(first, p, Measure.Cost));

            Aggregates ResultOf(Plan auxiliary) => beside.First(result => ReferenceEquals(result.Plan, auxiliary));
        }),
    ];

    /// <summary>
    /// For each phase of a plan, an item's calls that are no repetition, if they are the same number for every item; else null.
    /// </summary>
    public static IReadOnlyList<double?> CertainPerItem(Scenario scenario, Plan plan)
    {
        var first = Planner.Build(scenario with { Phases = [.. scenario.Phases.Select(CostParts.NeverRefused)] }, 1);
        return
        [
            .. plan.Phases.Zip(first.Phases, (phase, once) =>
            {
                var (units, calls) = (phase.Units.Before, once.SupportPerItem.Calls);
                return units.Min == units.Max && calls.Min == calls.Max && calls.Min > 0 ? calls.Min : (double?)null;
            }),
        ];
    }

    private static double Mean(Aggregates aggregates, int phase, Measure measure) => aggregates.Phase(phase, measure).Mean;

    private static Plan? Unrepeated(Scenario scenario, PhasePlan planned, Plan plan)
    {
        var phases = scenario.Phases.ToList();
        var index = planned.IsBesideTheUnits ? -1 : phases.FindIndex(phase => phase.Id == planned.Id);
        if (index < 0 || !Enumerable.Range(index, phases.Count - index).Any(Repeats))
            return null;
        return CostParts.Beside(
            scenario with { Phases = [.. phases.Select((phase, i) => i >= index && Repeats(i) ? CostParts.NeverRefused(phase) : phase)] },
            plan);

        // A later phase repeats this one where its retry goes back to this phase, or to one before it.
        bool Repeats(int i) => i == index ? phases[i].IsRepeated
            : phases[i].Retry?.RerunFrom is { } from && phases.FindIndex(phase => phase.Id == from) <= index;
    }

    private static Call WithoutReasoning(Call call) => call.Output switch
    {
        OverheadOutput overhead => call with { Output = new BilledOutput(overhead.VisibleTokens) },
        ReasoningOutput reasoning => call with { Output = new BilledOutput(reasoning.VisibleTokens) },
        _ => call,
    };
}

/// <summary>Means of the first calls of a phase, per run.</summary>
/// <param name="Calls">Calls that are no repetition.</param>
/// <param name="InputTokens">Their input.</param>
/// <param name="OutputTokens">Their billed output.</param>
/// <param name="VisibleTokens">Their output without reasoning; all of it where the scenario does not tell the two apart.</param>
/// <param name="Usd">What they cost.</param>
public sealed record FirstMeans(double Calls, double InputTokens, double OutputTokens, double VisibleTokens, double Usd);
