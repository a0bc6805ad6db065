using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>Adds the calls of a lane that are cut or priced individually: from their table, or one by one if they are few.</summary>
internal sealed class SingleLaneDrawer
{
    private readonly SingleLane _lane;
    private readonly SingleCallDrawer? _many;
    private readonly SingleCalls _few;
    private readonly IKernels _kernels;
    private readonly ulong _seed;
    private readonly int[] _counts = new int[BlockEvaluator.BlockSize];
    private readonly double[]?[] _averages;
    private readonly double[][] _totals = new double[4][];

    /// <param name="plan">The plan.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="index">Its place among such lanes of the phase.</param>
    /// <param name="seeds">The seeds.</param>
    /// <param name="kernels">The kernels.</param>
    public SingleLaneDrawer(Plan plan, CollapsedPhase phase, string id, int index, LevelSeeds seeds, IKernels kernels)
    {
        (_lane, _kernels, _seed) = (phase.Singles[index], kernels, seeds.Call);
        _many = _lane.Table is { } table ? new SingleCallDrawer(plan, table, id, index, kernels) : null;
        _few = _lane.Source.ToKernel(Products(_lane.Source.Input), Products(_lane.Source.Output));
        _averages = new double[]?[_lane.Averages.Count];
    }

    /// <summary>Adds to the phase's totals.</summary>
    public void Add(StepRunner registers, PhaseSums sums, float[][] runDraws, LevelSeeds seeds, long firstTrial, int length)
    {
        var totals = _lane.Source.Totals;
        if (_many is null)
        {
            AddEach(registers[_lane.Calls], new SingleCallTotals(
                sums.Total(totals.Input), sums.Total(totals.Output), sums.Total(totals.LongInput), sums.Total(totals.LongOutput), sums.Cut),
                    runDraws, firstTrial);
            return;
        }

        for (var i = 0; i < _averages.Length; i++)
            _averages[i] = _lane.Averages[i] is { } register ? registers.Register(register) : null;
        (_totals[0], _totals[1], _totals[2], _totals[3]) = (sums.Total(totals.Input), sums.Total(totals.Output),
            sums.Total(totals.LongInput), sums.Total(totals.LongOutput));
        _many.Draw(registers[_lane.Calls][..length], registers[_lane.Concentration][..length], _averages, runDraws, firstTrial, seeds.Item,
            seeds.Call, _totals, sums.Cut);
    }

    private void AddEach(ReadOnlySpan<double> calls, SingleCallTotals totals, float[][] runDraws, long firstTrial)
    {
        var counts = _counts.AsSpan(0, calls.Length);
        for (var t = 0; t < counts.Length; t++)
            counts[t] = (int)calls[t];
        Scale(_lane.Source.Input, _few.Input, runDraws, calls.Length);
        Scale(_lane.Source.Output, _few.Output, runDraws, calls.Length);
        _kernels.AddSingleCalls(_seed, _few, 0, firstTrial, counts, totals);
    }

    private void Scale(IReadOnlyList<ProductPlan> plans, CallProduct[] products, float[][] runDraws, int length)
    {
        for (var i = 0; i < products.Length; i++)
        {
            var scale = products[i].Scale.AsSpan(0, length);
            scale.Fill((float)plans[i].Constant);
            for (var draw = 0; draw < plans[i].RunDraws.Count; draw++)
                _kernels.Multiply(scale, runDraws[plans[i].RunDraws[draw]].AsSpan(0, length));
        }
    }

    private static CallProduct[] Products(IReadOnlyList<ProductPlan> plans) =>
        [.. plans.Select(plan => new CallProduct(new float[BlockEvaluator.BlockSize], plan.Calls))];
}
