using CostSim.Engine;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;

namespace CostSim.Studies;

/// <summary>The trials of a split run: calls and USD of each phase, of what is done and of the rest.</summary>
internal sealed class SplitTrials : ITrialSink
{
    private static readonly int Quantities = Enum.GetValues<Quantity>().Length;

    private readonly SplitPlan _plan;
    private readonly double[][] _done;
    private readonly double[][] _rest;

    /// <param name="plan">The plan.</param>
    /// <param name="most">The greatest number of trials.</param>
    public SplitTrials(SplitPlan plan, long most)
    {
        _plan = plan;
        (_done, _rest) = (Room(isDone: true), Room(isDone: false));

        double[][] Room(bool isDone) =>
        [
            .. plan.Phases.SelectMany((_, p) => Enumerable.Range(0, Quantities).Select(
                _ => (isDone ? plan.Done[p] > 0 : plan.Done[p] < plan.Items) ? new double[most] : [])),
        ];
    }

    public SplitPlan Plan => _plan;

    /// <summary>Number of trials.</summary>
    public int Count { get; set; }

    /// <summary>Of what a phase has done, by trial; nothing where it has done nothing.</summary>
    public ReadOnlySpan<double> Done(int phase, Quantity quantity) => Of(_done, phase, quantity);

    /// <summary>Of what is left to a phase, by trial; nothing where nothing is left.</summary>
    public ReadOnlySpan<double> Rest(int phase, Quantity quantity) => Of(_rest, phase, quantity);

    /// <summary>Each range of trials is written by one thread.</summary>
    public void Accept(IReadOnlyList<TrialBlock> blocks)
    {
        TrialBlock[] all = [.. blocks];
        var (from, count) = ((int)all[0].FirstTrial, all[0].Count);
        foreach (var (components, first, isDone) in _plan.Parts())
        {
            for (var p = 0; p < _plan.Phases.Count; p++)
            {
                var target = isDone(p) ? _done : _rest;
                var calls = Room(target, p, Quantity.Calls);
                var counted = all[first].Phase(p, Measure.Calls);
                for (var t = 0; t < count; t++)
                    calls[t] += counted[t];
                components.Add(
                    all.AsSpan(first, components.Plans.Count), p, Room(target, p, Quantity.Input), Room(target, p, Quantity.Output),
                    Room(target, p, Quantity.Fees));
            }
        }

        Span<double> Room(double[][] target, int phase, Quantity quantity) =>
            target[phase * Quantities + (int)quantity].AsSpan(from, count);
    }

    private ReadOnlySpan<double> Of(double[][] values, int phase, Quantity quantity) =>
        values[phase * Quantities + (int)quantity] is { Length: > 0 } known ? known.AsSpan(0, Count) : [];
}
