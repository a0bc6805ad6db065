using CostSim.Engine.Planning;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>
/// Samples blocks of trials of one plan. It owns the working memory of one thread; no memory is allocated between blocks.
/// </summary>
public abstract class BlockEvaluator
{
    /// <summary>
    /// Number of trials in a block: large enough to amortise a kernel call, small enough for a kernel's arrays to stay in 32 KB.
    /// </summary>
    public const int BlockSize = 1024;

    private readonly RunDrawer _runs;

    private protected BlockEvaluator(Plan plan, LevelSeeds seeds, IKernels kernels)
    {
        (Plan, Seeds, Kernels) = (plan, seeds, kernels);
        RunDraws = Arrays(plan.RunDraws.Count);
        _runs = new RunDrawer(plan, seeds.Run, kernels);
        Block = new TrialBlock(plan, BlockSize);
    }

    /// <summary>Creates the evaluator for the plan's method.</summary>
    public static BlockEvaluator Create(Plan plan, ulong seed, IKernels kernels) => Create(plan, LevelSeeds.Of(seed, plan.Part), kernels);

    /// <summary>Creates the evaluator for the plan's method, with a seed for each level.</summary>
    internal static BlockEvaluator Create(Plan plan, LevelSeeds seeds, IKernels kernels) =>
        plan.Collapse is { } collapse ? new CollapsedEvaluator(plan, collapse, seeds, kernels)
            : new CallByCallEvaluator(plan, seeds, kernels);

    internal Plan Plan { get; }

    /// <summary>
    /// Whether to keep tokens and calls per phase in all trials, not only in the first ones (<see cref="TrialBlock.KeepsAllTokens"/>).
    /// </summary>
    public bool KeepsAllTokens
    {
        get => Block.KeepsAllTokens;
        set => Block.KeepsAllTokens = value;
    }

    /// <summary>The results of the block.</summary>
    private protected TrialBlock Block { get; }

    internal IKernels Kernels { get; }

    internal LevelSeeds Seeds { get; }

    /// <summary>Allows stopping within a block, which takes minutes if there are many items.</summary>
    internal CancellationToken Cancellation { get; set; }

    /// <summary>
    /// Called from time to time with the share of the block's items that are done; never called by plans sampled all at once.
    /// </summary>
    internal Action<double>? Advanced { get; set; }

    /// <summary>The seed of everything below the items.</summary>
    internal ulong Seed => Seeds.Call;

    /// <summary>Number of trials to compute: whole groups.</summary>
    internal int Length { get; private set; }

    internal long FirstTrial { get; private set; }

    /// <summary>The run-level draws of the block.</summary>
    internal float[][] RunDraws { get; }

    /// <summary>Computes a block. The result is overwritten by the next one.</summary>
    /// <param name="firstTrial">A multiple of <see cref="WordAddress.TrialsPerGroup"/>.</param>
    /// <param name="count">Number of trials, at most <see cref="BlockSize"/>.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TrialBlock Evaluate(long firstTrial, int count)
    {
        FirstTrial = firstTrial;
        Length = (count + WordAddress.TrialsPerGroup - 1) / WordAddress.TrialsPerGroup * WordAddress.TrialsPerGroup;
        (Block.FirstTrial, Block.Count) = (firstTrial, count);
        _runs.Draw(firstTrial, Length, RunDraws);
        EvaluateItems();
        Block.AddUpPhases(Length);
        return Block;
    }

    /// <summary>Samples all items, given the run-level draws, and writes every measure of the block's phases.</summary>
    private protected abstract void EvaluateItems();

    private protected void Draw(ulong seed, IReadOnlyList<Draw> draws, float[][] values, uint item)
    {
        for (var i = 0; i < draws.Count; i++)
        {
            if (draws[i].SumOf is { } products)
                DrawSum.AddUp(products, RunDraws, values, values[i].AsSpan(0, Length));
            else
                Kernels.Draw(seed, new WordAddress(draws[i].Stream, item, 0), draws[i].Quantile, FirstTrial, values[i].AsSpan(0, Length));
        }
    }

    internal static float[][] Arrays(int count) => [.. Enumerable.Range(0, count).Select(_ => new float[BlockSize])];
}

/// <summary>A seed for each level: all equal, unless the draws of one level are kept while those of another change.</summary>
internal readonly record struct LevelSeeds(ulong Run, ulong Item, ulong Call)
{
    /// <summary>
    /// The seed of draws made while planning: the same for all scenarios, so that decisions depend on the scenario alone.
    /// </summary>
    public const ulong OfPlanning = 0x9E3779B97F4A7C15;

    /// <summary>Makes other seeds of a seed: any odd number will do.</summary>
    private const ulong OfParts = 0xD1B54A32D192ED03;

    public static LevelSeeds Of(ulong seed) => new(seed, seed, seed);

    /// <summary>The seeds of a part of a run (<see cref="Plan.Part"/>): other draws below the run.</summary>
    public static LevelSeeds Of(ulong seed, int part)
    {
        var inner = seed ^ ((ulong)part * OfParts);
        return new(seed, inner, inner);
    }
}
