using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>Samples blocks of trials call by call: the exact distribution.</summary>
/// <remarks>
/// The innermost, vectorised loops run over the trials of the block; the outer loops run over items, phases and kinds of call. So every
/// array is as long as the block, the arrays in use stay in the first-level cache, and an item's calls are added up in the same order for
/// every SIMD width and number of threads.
/// </remarks>
internal sealed class CallByCallEvaluator : BlockEvaluator
{
    /// <summary>Progress is reported after this many items, a power of two.</summary>
    private const int ItemsPerStep = 16;

    private readonly float[][] _itemDraws;
    private readonly float[][] _itemProducts;
    private readonly PhaseSums[] _sums;
    private readonly int[][] _capLeft;
    private readonly FlowEvaluator _flow;
    private readonly PhaseEvaluator[] _beside;

    public CallByCallEvaluator(Plan plan, LevelSeeds seeds, IKernels kernels)
        : base(plan, seeds, kernels)
    {
        _itemDraws = Arrays(plan.ItemDraws.Count);
        // A product of one draw is the draw itself and needs no array.
        _itemProducts = [.. plan.ItemProducts.Select(draws => draws.Count == 1 ? _itemDraws[draws[0]] : new float[BlockSize])];
        Array.Fill(_itemProducts[0], 1f);
        _sums = [.. plan.Phases.Select((phase, index) => new PhaseSums(Block, phase, index, kernels))];
        _capLeft = [.. plan.Phases.Select(phase => phase.Passage.Pools.All(pool => pool.Retry is null) ? [] : new int[BlockSize])];
        _flow = new FlowEvaluator([.. plan.Phases.Where(phase => !phase.IsBesideTheUnits).Select(phase => phase.Passage)], this);
        _beside = [.. plan.Phases.Where(phase => phase.IsBesideTheUnits).Select(phase => new PhaseEvaluator(phase.Passage, this, _flow))];
    }

    internal PhaseSums Sums(int phase) => _sums[phase];

    /// <summary>How many units of the current item the phase may still repeat.</summary>
    internal int[] CapLeft(int phase) => _capLeft[phase];

    internal ReadOnlySpan<float> ItemDraw(int index) => _itemDraws[index].AsSpan(0, Length);

    internal ReadOnlySpan<float> ItemProduct(int index) => _itemProducts[index].AsSpan(0, Length);

    private protected override void EvaluateItems()
    {
        foreach (var sums in _sums)
            sums.Clear();
        for (long item = 0; item < Plan.Items; item++)
        {
            Cancellation.ThrowIfCancellationRequested();
            EvaluateItem((uint)item);
            if ((item + 1) % ItemsPerStep == 0)
                Advanced?.Invoke((item + 1.0) / Plan.Items);
        }

        foreach (var sums in _sums)
            sums.Finish(RunDraws, Length);
    }

    private void EvaluateItem(uint item)
    {
        Draw(Seeds.Item, Plan.ItemDraws, _itemDraws, item);
        for (var p = 1; p < Plan.ItemProducts.Count; p++)
            ProductOfDraws.Of(Plan.ItemProducts[p], _itemDraws, _itemProducts[p].AsSpan(0, Length), Kernels);
        _flow.Clear();
        _flow.Units[0].AsSpan(0, Length).Fill(1);
        _flow.EvaluateItem(item);
        foreach (var line in _beside)
            line.EvaluateBesideTheUnits(item);
    }
}
