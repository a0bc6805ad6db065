using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>
/// Draws blocks of trials for all items at once (docs/numerics.md, "Collapse over items"): the time does not depend on their number.
/// </summary>
internal sealed class CollapsedEvaluator : BlockEvaluator
{
    private readonly CollapsePlan _collapse;
    private readonly CountDrawer _counts;

    /// <summary>Draws what belongs to items.</summary>
    private readonly CountDrawer _ofItems;
    private readonly PhaseSums[] _sums;

    /// <summary>Phases that one pass computes; null for others, which go through <see cref="_sums"/>.</summary>
    private readonly PhasePass?[] _passes;
    private readonly TotalsFlow? _flow;

    /// <summary>For each phase and lane, whether it is the first that adds to its total: it sets it.</summary>
    private readonly bool[][] _firstOfTotal;
    private readonly double[][] _shared;
    private readonly float[] _mixed = new float[BlockSize];
    private readonly double[] _scale = new double[BlockSize];
    private readonly double[] _repeated = new double[BlockSize];
    private readonly double[] _calls = new double[BlockSize];

    // Three arrays that change places, so that nothing is copied: units, room for those taken, room for those that go on.
    private double[] _units = new double[BlockSize];
    private double[] _ownTaken = new double[BlockSize];
    private double[] _kept = new double[BlockSize];

    /// <summary>Units that the phase at hand takes: all of them, or its own. It may be an array that will be room for the next phase.</summary>
    private double[] _taken;

    /// <summary>How often <see cref="_calls"/> has a phase's first and repeated calls in it.</summary>
    private (int First, int Repeated) _callsOf;

    /// <param name="plan">The plan.</param>
    /// <param name="collapse">How it is drawn.</param>
    /// <param name="seeds">The seeds.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="inOnePass">Whether phases that one pass can compute go through it; else all go pass by pass, to the same bits.</param>
    public CollapsedEvaluator(Plan plan, CollapsePlan collapse, LevelSeeds seeds, IKernels kernels, bool inOnePass = true)
        : base(plan, seeds, kernels)
    {
        _collapse = collapse;
        _taken = _ownTaken;
        _counts = new CountDrawer(seeds.Call, kernels, plan.Items);
        _ofItems = new CountDrawer(seeds.Item, kernels, plan.Items);
        _flow = collapse.IsFlow ? new TotalsFlow(plan, _counts, RunDraws, plan.Items) : null;
        // One phase after the other is drawn and finished: they share the room of their totals, which so stays in the first-level cache.
        var totals = PhaseSums.Room(plan.Phases.Max(phase => phase.Totals.Count));
        _sums = [.. plan.Phases.Select((phase, index) => new PhaseSums(Block, phase, index, kernels, totals))];
        _firstOfTotal = [.. collapse.Phases.Select(phase => phase.Lanes.Select((lane, l) => phase.Lanes.Take(l).All(before => before.Total != lane.Total)).ToArray())];
        _shared = [.. collapse.Shared.Select(_ => new double[BlockSize])];
        // One phase after the other is drawn and computed: they share the room of their deviations.
        var deviations = Arrays(plan.Phases.Max(phase => phase.Totals.Count));
        _passes = [.. plan.Phases.Select((phase, p) => inOnePass && Suits(phase, collapse.Phases[p]) ? Pass(p, collapse.Phases[p], deviations) : null)];

        bool Suits(PhasePlan phase, CollapsedPhase drawn) => !collapse.IsFlow && PhasePass.Suits(phase, drawn.Lanes.Select(lane => lane.Total));
    }

    private PhasePass Pass(int index, CollapsedPhase drawn, float[][] deviations)
    {
        var phase = Plan.Phases[index];
        var lanes = drawn.Lanes.Select((lane, l) => new PassLane
        {
            IsOutput = phase.Totals[lane.Total].IsOutput,
            Price = phase.Totals[lane.Total].PricePicoUsd,
            Factor = phase.Totals[lane.Total].Constant * Math.ScaleB(1, Plan.TokenBits),
            Mean = lane.Mean,
            Counts = (lane.First, lane.Repeated),
            Variance = ((float)(lane.PerSquare / Plan.Items), (float)lane.PerCall),
            Deviations = lane.IsExact ? null : deviations[l],
            Shared = [.. lane.Shared.Select(shared => _shared[shared])],
            Draws = [.. phase.Totals[lane.Total].RunDraws.Select(draw => RunDraws[draw])],
        });
        return new PhasePass(Block, index, [.. lanes], (Billed(0), Billed(1)));

        // All rounds are one number of repeated calls, so only the first one's sources count.
        int Billed(int round) => phase.Sources.Count(source => source.BilledCalls && source.Round == round);
    }

    private protected override void EvaluateItems()
    {
        for (var s = 0; s < _shared.Length; s++)
        {
            var noise = _collapse.Shared[s];
            var deviations = _ofItems.Deviations(noise.Stream, FirstTrial, Length);
            _shared[s].AsSpan(0, Length).Fill(1);
            Elementwise.AddScaled(deviations, noise.Variation / Math.Sqrt(Plan.Items), _shared[s].AsSpan(0, Length));
        }

        _flow?.Evaluate(FirstTrial, Length);
        _units.AsSpan(0, Length).Fill(Plan.Items);
        Block.IsAddedUp = true;
        for (var p = 0; p < _sums.Length; p++)
        {
            if (Plan.Phases[p].IsBesideTheUnits)
                TakeItems();
            else if (_flow is null)
                DrawCounts(_collapse.Phases[p]);
            if (_passes[p] is { } pass)
            {
                DrawDeviations(pass.Lanes, _collapse.Phases[p].Lanes);
                pass.Run(_taken, _collapse.Phases[p].Repeated is null ? null : _repeated, Length, isFirst: p == 0);
                continue;
            }

            _callsOf = default;
            _sums[p].StartTotalsOfRun();
            if (Block.Has(Measure.Calls))
                SetCalls(Plan.Phases[p], _sums[p].Calls(Length));
            for (var l = 0; l < _firstOfTotal[p].Length; l++)
            {
                var lane = _collapse.Phases[p].Lanes[l];
                AddLane(lane, _sums[p].Total(lane.Total, Length), _firstOfTotal[p][l]);
            }

            _sums[p].Finish(RunDraws, Length);
            Block.AddUp(p, Length, isFirst: p == 0);
        }
    }

    private void DrawDeviations(PassLane[] lanes, IReadOnlyList<Lane> drawn)
    {
        for (var l = 0; l < lanes.Length; l++)
        {
            if (lanes[l].Deviations is not { } deviations)
                continue;
            if (drawn[l].Mix.Count == 0)
                Kernels.DrawDeviates(Seeds.Call, new WordAddress(drawn[l].Stream, 0, 0), FirstTrial, deviations.AsSpan(0, Length));
            else
                Mixed(drawn[l].Mix).CopyTo(deviations);
        }
    }

    private void DrawCounts(CollapsedPhase counts)
    {
        _taken = _units;
        if (counts.Taken is not null)
        {
            _taken = _ownTaken;
            _counts.Draw(counts.Taken, _units.AsSpan(0, Length), RunDraws, FirstTrial, _taken.AsSpan(0, Length));
        }

        if (counts.Split > 1)
        {
            Elementwise.Scale(_taken.AsSpan(0, Length), counts.Split, _ownTaken.AsSpan(0, Length));
            (_units, _ownTaken) = (_ownTaken, _units);
            _taken = _units;
        }

        var taken = _taken.AsSpan(0, Length);
        if (counts.Repeated is { } again)
            _counts.Draw(again, taken, RunDraws, FirstTrial, _repeated.AsSpan(0, Length));
        if (counts.Kept is null)
            return;
        _counts.Draw(counts.Kept, taken, RunDraws, FirstTrial, _kept.AsSpan(0, Length));
        if (_taken == _units)
            (_units, _kept) = (_kept, _units);
        else
            Elementwise.Replace(taken, _kept.AsSpan(0, Length), _units.AsSpan(0, Length));
    }

    /// <summary>Beside the units a phase comes once an item.</summary>
    private void TakeItems()
    {
        _taken = _ownTaken;
        _taken.AsSpan(0, Length).Fill(Plan.Items);
    }

    private void SetCalls(PhasePlan phase, Span<long> calls)
    {
        if (_flow is not null)
        {
            calls.Clear();
            _flow.AddCalls(phase.Passage.Phase, calls);
            return;
        }

        var isNew = true;
        foreach (var source in phase.Sources)
        {
            // All rounds are one number of repeated calls, so only the first one's sources count.
            if (!source.BilledCalls || source.Round > 1)
                continue;
            Elementwise.AddWhole((source.Round == 0 ? _taken : _repeated).AsSpan(0, Length), calls, isNew);
            isNew = false;
        }

        if (isNew)
            calls.Clear();
    }

    private void AddLane(Lane lane, Span<double> total, bool isNew)
    {
        var calls = Calls(lane);
        if (lane.IsExact)
        {
            if (isNew)
                Elementwise.Scale(calls, lane.Mean, total);
            else
                Elementwise.AddScaled(calls, lane.Mean, total);
            return;
        }

        var deviations = lane.Mix.Count == 0 ? _counts.Deviations(lane.Stream, FirstTrial, Length) : Mixed(lane.Mix);
        var variance = (lane.PerSquare / Plan.Items, lane.PerCall);
        switch (lane.Shared.Count)
        {
            case 0:
                Elementwise.AddLane(calls, calls, deviations, variance, lane.Mean, total, isNew);
                return;
            case 1:
                Elementwise.Multiply(calls, _shared[lane.Shared[0]].AsSpan(0, Length), _scale.AsSpan(0, Length));
                break;
            default:
                AddShared(lane.Shared);
                Elementwise.Multiply(calls, _scale.AsSpan(0, Length), _scale.AsSpan(0, Length));
                break;
        }

        Elementwise.AddLane(calls, _scale.AsSpan(0, Length), deviations, variance, lane.Mean, total, isNew);
    }

    /// <summary>1 plus every shared deviation; each array holds 1 plus its own.</summary>
    private void AddShared(IReadOnlyList<int> shared)
    {
        var scale = _scale.AsSpan(0, Length);
        _shared[shared[0]].AsSpan(0, Length).CopyTo(scale);
        foreach (var other in shared.Skip(1))
            Elementwise.AddBeyondOne(_shared[other].AsSpan(0, Length), scale);
    }

    /// <summary>The calls that add to a lane; neighbours add the same ones, as a rule.</summary>
    private ReadOnlySpan<double> Calls(Lane lane)
    {
        if (_flow is not null)
        {
            _flow.SumCalls(lane.Pools, _calls.AsSpan(0, Length));
            return _calls.AsSpan(0, Length);
        }

        if (lane is { First: 1, Repeated: 0 })
            return _taken.AsSpan(0, Length);
        var calls = _calls.AsSpan(0, Length);
        if (_callsOf == (lane.First, lane.Repeated))
            return calls;
        _callsOf = (lane.First, lane.Repeated);
        // Counts of an earlier phase may stand in what is taken no times; they are finite.
        Elementwise.Combine(_taken.AsSpan(0, Length), lane.First, _repeated.AsSpan(0, Length), lane.Repeated, calls);
        return calls;
    }

    /// <summary>A deviation that several lanes have parts of.</summary>
    private ReadOnlySpan<float> Mixed(IReadOnlyList<MixPart> mix)
    {
        var sum = _mixed.AsSpan(0, Length);
        sum.Clear();
        foreach (var (stream, weight) in mix)
        {
            var deviations = _counts.Deviations(stream, FirstTrial, Length);
            for (var t = 0; t < sum.Length; t++)
                sum[t] += weight * deviations[t];
        }

        return sum;
    }
}
