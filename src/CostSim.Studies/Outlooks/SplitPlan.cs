using CostSim.Engine;
using CostSim.Engine.Comparison;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;

namespace CostSim.Studies;

/// <summary>
/// A run cut where its phases stand: consecutive parts of its items, which share the run-level draws of a trial and nothing else. What a
/// phase has done are the parts before its cut, what is left to it are the others.
/// </summary>
internal sealed class SplitPlan
{
    private readonly IReadOnlyList<CostComponents> _parts;
    private readonly IReadOnlyList<long> _ends;

    private SplitPlan(IReadOnlyList<MethodChoice> choices, IReadOnlyList<long> ends, IReadOnlyList<long> done, long items)
    {
        (_ends, Done, Items) = (ends, done, items);
        _parts = [.. choices.Select(choice => new CostComponents(choice.Plan))];
        DrawsPerTrial = [.. choices.SelectMany((choice, k) => _parts[k].Plans.Select(_ => choice.DrawsPerTrial))];
    }

    /// <param name="sized">The scenario and its items.</param>
    /// <param name="done">For each phase of the plan, the items that it has done.</param>
    /// <param name="isCallByCall">Whether to simulate every call.</param>
    public static SplitPlan Of(Scenarios.SizedScenario sized, IReadOnlyList<long> done, bool isCallByCall)
    {
        List<long> ends = [.. done.Append(sized.Items).Where(end => end > 0).Distinct().OrderDescending()];
        var choices = ends.Zip(ends.Skip(1).Append(0), (end, start) => end - start).Select((items, k) =>
        {
            var choice = MethodChoice.Decide(sized.Scenario, items, fixRun: false, isCallByCall, KernelSelector.Selected);
            return choice with { Plan = choice.Plan with { Part = ends.Count - k } };
        });
        return new SplitPlan([.. choices], ends, done, sized.Items);
    }

    /// <summary>For each phase of the plan, the items that it has done.</summary>
    public IReadOnlyList<long> Done { get; }

    public long Items { get; }

    /// <summary>The phases, as any part has them.</summary>
    public IReadOnlyList<PhasePlan> Phases => _parts[0].Plans[0].Phases;

    /// <summary>The plans to run together; the first is that of the last part, of which most is still to be paid.</summary>
    public IReadOnlyList<Plan> Plans => [.. _parts.SelectMany(part => part.Plans)];

    /// <summary>Draws of calls of one trial, for each of <see cref="Plans"/>.</summary>
    public IReadOnlyList<double> DrawsPerTrial { get; }

    /// <summary>The parts, each with the index of its first plan, and whether a phase has done it.</summary>
    public IEnumerable<(CostComponents Components, int First, Func<int, bool> IsDone)> Parts()
    {
        var first = 0;
        for (var k = 0; k < _parts.Count; k++)
        {
            var end = _ends[k];
            yield return (_parts[k], first, phase => end <= Done[phase]);
            first += _parts[k].Plans.Count;
        }
    }
}
