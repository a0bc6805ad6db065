using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>
/// Samples blocks of trials for all items at once (docs/numerics.md, "Populations"): the time does not depend on the number of items.
/// </summary>
internal sealed class CollapsedEvaluator : BlockEvaluator
{
    private readonly CollapsePlan _collapse;
    private readonly StepRunner _runner;
    private readonly PhaseSums[] _sums;

    /// <summary>For each phase and lane, whether it is the first to add to its total, and so sets it.</summary>
    private readonly bool[][] _firstOfTotal;

    /// <summary>For each phase the totals that no lane adds to.</summary>
    private readonly int[][] _empty;
    /// <summary>Phases computed in one pass; null for the others, which go through <see cref="_sums"/>.</summary>
    private readonly PhasePass?[] _passes;
    private readonly SingleLaneDrawer[][] _singles;
    private readonly float[] _deviates = new float[BlockSize];
    private readonly float[] _joined = new float[BlockSize];
    private readonly float[] _roots = new float[BlockSize];
    private readonly int[] _counts = new int[BlockSize];

    /// <param name="plan">The plan.</param>
    /// <param name="collapse">Its collapse.</param>
    /// <param name="seeds">The seeds of the levels.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="inOnePass">Whether to compute suitable phases in one pass; otherwise several passes give the same bits.</param>
    public CollapsedEvaluator(Plan plan, CollapsePlan collapse, LevelSeeds seeds, IKernels kernels, bool inOnePass = true)
        : base(plan, seeds, kernels)
    {
        _collapse = collapse;
        _runner = new StepRunner(collapse, RunDraws, seeds, kernels);
        // Phases are sampled and finished one after the other: they share the memory of their totals, which stays in the first-level cache.
        var totals = PhaseSums.Room(plan.Phases.Max(phase => phase.Totals.Count));
        _sums = [.. plan.Phases.Select((phase, index) => new PhaseSums(Block, phase, index, kernels, totals))];
        _firstOfTotal = [.. collapse.Phases.Select(
            phase => phase.Lanes.Select((lane, l) => phase.Lanes.Take(l).All(before => before.Total != lane.Total)).ToArray())];
        // Phases are sampled and computed one after the other: they share the memory of their deviations.
        var deviations = Arrays(plan.Phases.Max(phase => phase.Totals.Count));
        _passes = [.. plan.Phases.Select(
            (phase, p) => inOnePass && Suits(phase, collapse.Phases[p]) ? Pass(p, collapse.Phases[p], deviations) : null)];
        _singles = [.. collapse.Phases.Select(
            (phase, p) =>
                phase.Singles.Select((_, i) => new SingleLaneDrawer(plan, phase, plan.Phases[p].Id, i, seeds, kernels)).ToArray())];
        _empty = [.. collapse.Phases.Select(
            (phase, p) =>
                Enumerable.Range(0, plan.Phases[p].Totals.Count).Where(total => phase.Lanes.All(lane => lane.Total != total)).ToArray())];
    }

    /// <summary>Whether a phase can be computed in one pass: none of its calls is drawn individually.</summary>
    public static bool Suits(PhasePlan phase, CollapsedPhase drawn) =>
        PhasePass.Suits(phase, drawn.Lanes.Select(lane => lane.Total)) && drawn.Lanes.All(lane => lane.Spread.Each is null);

    private PhasePass Pass(int index, CollapsedPhase drawn, float[][] deviations)
    {
        var phase = Plan.Phases[index];
        var lanes = drawn.Lanes.Select((lane, l) => new PassLane
        {
            IsOutput = phase.Totals[lane.Total].IsOutput,
            Price = phase.Totals[lane.Total].PricePicoUsd,
            Factor = phase.Totals[lane.Total].Constant * Math.ScaleB(1, Plan.TokenBits),
            Mean = lane.Mean,
            Calls = _runner.Register(lane.Calls),
            Scaled = _runner.Register(lane.Scaled),
            Law = LaneLaw.Of(lane.Spread),
            Scatter = lane.Spread.Scatter is { } scatter ? _runner.Register(scatter) : null,
            Deviations = lane.IsExact ? null : deviations[l],
            Draws = [.. phase.Totals[lane.Total].RunDraws.Select(draw => RunDraws[draw])],
        });
        return new PhasePass(Block, index, [.. lanes], drawn.Calls is { } billed ? _runner.Register(billed) : null);
    }

    private void DrawDeviations(PassLane[] lanes, IReadOnlyList<Lane> drawn)
    {
        for (var l = 0; l < lanes.Length; l++)
        {
            if (lanes[l].Deviations is { } deviations)
                DrawDeviates(drawn[l].Spread, _runner[drawn[l].Calls], deviations.AsSpan(0, Length));
        }
    }

    private protected override void EvaluateItems()
    {
        _runner.Start(FirstTrial, Length);
        Block.IsAddedUp = true;
        for (var p = 0; p < _sums.Length; p++)
        {
            var phase = _collapse.Phases[p];
            _runner.Run(phase.Steps);
            if (_passes[p] is { } pass)
            {
                DrawDeviations(pass.Lanes, phase.Lanes);
                pass.Run(Length, isFirst: p == 0);
                continue;
            }

            foreach (var total in _empty[p])
                _sums[p].Total(total, Length).Clear();
            _sums[p].StartTotalsOfRun();
            if (Block.Has(Measure.Calls))
                SetCalls(phase, _sums[p].Calls(Length));
            for (var l = 0; l < phase.Lanes.Count; l++)
                AddLane(phase.Lanes[l], _sums[p].Total(phase.Lanes[l].Total, Length), _firstOfTotal[p][l]);
            if (_singles[p].Length > 0)
                _sums[p].Cut.AsSpan().Clear();
            foreach (var single in _singles[p])
                single.Add(_runner, _sums[p], RunDraws, Seeds, FirstTrial, Length);
            _sums[p].Finish(RunDraws, Length);
            Block.AddUp(p, Length, isFirst: p == 0);
        }
    }

    private void SetCalls(CollapsedPhase phase, Span<long> calls)
    {
        if (phase.Calls is { } billed)
            Elementwise.AddWhole(_runner[billed], calls, isNew: true);
        else
            calls.Clear();
    }

    private void AddLane(Lane lane, Span<double> total, bool isNew)
    {
        var spread = lane.Spread;
        var calls = _runner[lane.Calls];
        var scaled = _runner[lane.Scaled];
        if (spread.Each is { } factors)
        {
            AddEach(lane, factors, calls, scaled, total, isNew);
        }
        else if (spread.IsNone)
        {
            Elementwise.AddScaled(scaled, lane.Mean, total, isNew);
        }
        else
        {
            var deviates = _deviates.AsSpan(0, Length);
            DrawDeviates(spread, calls, deviates);
            Elementwise.AddLane(LaneLaw.Of(spread), calls, scaled, ScatterOf(spread), deviates, lane.Mean, total, isNew);
        }
    }

    /// <summary>A few heavy-tailed calls, each drawn individually; items enter by their average.</summary>
    private void AddEach(
        Lane lane, CallFactor[] factors, ReadOnlySpan<double> calls, ReadOnlySpan<double> scaled, Span<double> total, bool isNew)
    {
        var counts = _counts.AsSpan(0, Length);
        var scales = _roots.AsSpan(0, Length);
        for (var t = 0; t < Length; t++)
            (counts[t], scales[t]) = ((int)calls[t], calls[t] > 0 ? (float)(lane.Mean * scaled[t] / calls[t]) : 0);
        if (isNew)
            total.Clear();
        Kernels.AddCallSums(Seeds.Call, factors, 0, FirstTrial, counts, scales, total);
    }

    /// <summary>
    /// The deviates of a lane: one for items and calls together, or one each if only one of the two levels is redrawn.
    /// </summary>
    private void DrawDeviates(LaneSpread spread, ReadOnlySpan<double> calls, Span<float> deviates)
    {
        _runner.Deviates(spread.Mix, Seeds.Item, deviates);
        if (Seeds.Item != Seeds.Call)
            Join(spread, calls, deviates);
        if (spread.Shape.Fold is not { } fold)
            return;
        var roots = _roots.AsSpan(0, Length);
        Scatters.Roots(calls, roots);
        fold.Apply(roots, deviates);
    }

    /// <summary>Deviates of items, combined with those of calls by their shares of the variance.</summary>
    private void Join(LaneSpread spread, ReadOnlySpan<double> calls, Span<float> deviates)
    {
        var ofCalls = _joined.AsSpan(0, Length);
        _runner.Deviates(spread.Mix, Seeds.Call, ofCalls);
        var scatter = ScatterOf(spread);
        for (var t = 0; t < deviates.Length; t++)
        {
            var items = calls[t] * calls[t] * spread.PerSquare;
            var all = items + calls[t] * spread.PerCall + (scatter.IsEmpty ? 0 : spread.PerScatter * scatter[t]);
            var share = all > 0 ? Math.Clamp(items / all, 0, 1) : 0;
            deviates[t] = (float)(Math.Sqrt(share) * deviates[t] + Math.Sqrt(1 - share) * ofCalls[t]);
        }
    }

    private ReadOnlySpan<double> ScatterOf(LaneSpread spread) => spread.Scatter is { } register ? _runner[register] : [];
}
