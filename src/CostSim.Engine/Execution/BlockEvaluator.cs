using CostSim.Engine.Planning;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>
/// Draws blocks of trials of one plan, call by call. It owns the working memory of one thread; nothing is allocated between blocks.
/// </summary>
/// <remarks>
/// The loops run over the trials of the block, innermost and vectorised; outside them stand the items, the phases, the kinds of call. So every
/// array is as long as the block, a few of them at a time stay in the first-level cache, and the order in which an item's calls are added up is
/// the same for every width of register and every number of threads.
/// </remarks>
public sealed class BlockEvaluator
{
    /// <summary>Trials of a block: long enough to amortise a kernel call, short enough for a kernel's arrays to stay in 32 KB.</summary>
    public const int BlockSize = 1024;

    private readonly Plan _plan;
    private readonly IKernels _kernels;
    private readonly ulong _seed;
    private readonly float[][] _runDraws;
    private readonly float[][] _itemDraws;
    private readonly float[][] _itemProducts;
    private readonly PhaseEvaluator[] _phases;
    private readonly int[] _units = new int[BlockSize];
    private readonly TrialBlock _block;

    public BlockEvaluator(Plan plan, ulong seed, IKernels kernels)
    {
        (_plan, _seed, _kernels) = (plan, seed, kernels);
        _runDraws = Arrays(plan.RunDraws.Count);
        _itemDraws = Arrays(plan.ItemDraws.Count);
        // A product of one draw is that draw, so it needs no array of its own.
        _itemProducts = [.. plan.ItemProducts.Select(draws => draws.Count == 1 ? _itemDraws[draws[0]] : new float[BlockSize])];
        Array.Fill(_itemProducts[0], 1f);
        _block = new TrialBlock(plan, BlockSize);
        _phases = [.. plan.Phases.Select((phase, index) => new PhaseEvaluator(phase, index, this))];
    }

    internal IKernels Kernels => _kernels;

    internal ulong Seed => _seed;

    /// <summary>Trials to compute: whole groups.</summary>
    internal int Length { get; private set; }

    internal long FirstTrial { get; private set; }

    internal ReadOnlySpan<float> RunDraw(int index) => _runDraws[index].AsSpan(0, Length);

    internal ReadOnlySpan<float> ItemDraw(int index) => _itemDraws[index].AsSpan(0, Length);

    internal ReadOnlySpan<float> ItemProduct(int index) => _itemProducts[index].AsSpan(0, Length);

    /// <summary>Computes a block. The result is overwritten by the next one.</summary>
    /// <param name="firstTrial">A multiple of <see cref="BlockSize"/>.</param>
    /// <param name="count">Number of trials, at most <see cref="BlockSize"/>.</param>
    public TrialBlock Evaluate(long firstTrial, int count)
    {
        FirstTrial = firstTrial;
        Length = (count + WordAddress.TrialsPerGroup - 1) / WordAddress.TrialsPerGroup * WordAddress.TrialsPerGroup;
        (_block.FirstTrial, _block.Count) = (firstTrial, count);
        Draw(_plan.RunDraws, _runDraws, 0);
        foreach (var phase in _phases)
            phase.Begin();
        for (long item = 0; item < _plan.Items; item++)
            EvaluateItem((uint)item);
        Finish();
        return _block;
    }

    private void EvaluateItem(uint item)
    {
        Draw(_plan.ItemDraws, _itemDraws, item);
        for (var p = 1; p < _plan.ItemProducts.Count; p++)
            MultiplyDraws(_plan.ItemProducts[p], _itemProducts[p]);
        var units = _units.AsSpan(0, Length);
        units.Fill(1);
        foreach (var phase in _phases)
            phase.EvaluateItem(item, units);
    }

    private void Draw(IReadOnlyList<Draw> draws, float[][] values, uint item)
    {
        for (var i = 0; i < draws.Count; i++)
            _kernels.Draw(_seed, new WordAddress(draws[i].Stream, item, 0), draws[i].Quantile, FirstTrial, values[i].AsSpan(0, Length));
    }

    private void MultiplyDraws(IReadOnlyList<int> draws, float[] product)
    {
        if (draws.Count < 2)
            return;
        ItemDraw(draws[0]).CopyTo(product);
        for (var i = 1; i < draws.Count; i++)
            _kernels.Multiply(product.AsSpan(0, Length), ItemDraw(draws[i]));
    }

    private void Finish()
    {
        foreach (var measure in Enum.GetValues<Measure>())
            _block.Scope(0, measure).Clear();
        foreach (var phase in _phases)
            phase.Finish(_block);
    }

    private static float[][] Arrays(int count) => [.. Enumerable.Range(0, count).Select(_ => new float[BlockSize])];
}
