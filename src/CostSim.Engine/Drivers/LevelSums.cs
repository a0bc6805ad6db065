using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Drivers;

/// <summary>
/// How much of the cost's variance items and calls make, by the law of total variance. The first trials are drawn again with the same
/// run-level draws: once with other calls, once with other items and calls. Half the mean square of a difference is the variance, given the
/// run-level draws, of what was drawn anew.
/// </summary>
/// <remarks>
/// It is the whole plan, drawn by its own method, so that what few items have is met as often as it is in the run. Of plans whose trials
/// take long, call by call, fewer trials are drawn again; that makes the intervals wider, which come from the differences themselves.
/// </remarks>
public sealed class LevelSums
{
    /// <summary>The first so many trials of the run are used at most: a small share is then known to about a thirtieth of itself.</summary>
    public const long TrialsMax = 4096;

    /// <summary>And so many at least, of which every batch has sixteen.</summary>
    private const long TrialsMin = 256;

    /// <summary>Draws of calls that are spent on it, about a tenth of a second: beyond 16,384 a trial there are fewer trials.</summary>
    private const double DrawsMax = 1 << 26;

    /// <summary>Make other seeds of a seed: any two numbers will do.</summary>
    private const ulong Other = 0x9E3779B97F4A7C15;
    private const ulong Another = 0xBB67AE8584CAA73B;
    private const ulong Third = 0x3C6EF372FE94F82B;
    private const ulong Fourth = 0xA54FF53A5F1D36F1;

    private readonly Plan _plan;
    private readonly ulong _seed;
    private readonly IKernels _kernels;
    private readonly long[] _differences = new long[BlockEvaluator.BlockSize];
    private BlockEvaluator? _base;
    private BlockEvaluator? _otherCalls;
    private BlockEvaluator? _otherItems;

    internal LevelSums(Plan plan, ulong seed, IKernels kernels)
    {
        (_plan, _seed, _kernels) = (plan, seed, kernels);
        Trials = TrialsFor(plan.Collapse is null ? MethodChoice.Draws(plan) : 0);
    }

    /// <summary>The first so many trials of the run are used, a power of two.</summary>
    public long Trials { get; }

    /// <summary>Differences of the run's cost, in its steps, that other calls make.</summary>
    public BatchedSquares ByCalls { get; } = new();

    /// <summary>Differences of the run's cost, in its steps, that other items with other calls make.</summary>
    public BatchedSquares ByItemsAndCalls { get; } = new();

    internal static long TrialsFor(double drawsPerTrial)
    {
        var trials = TrialsMax;
        while (trials > TrialsMin && trials * drawsPerTrial > DrawsMax)
            trials /= 2;
        return trials;
    }

    /// <summary>Takes a block of the run, if it is among the first.</summary>
    internal void Add(TrialBlock block)
    {
        var count = (int)Math.Min(block.Count, Trials - block.FirstTrial);
        if (count <= 0)
            return;
        // The run itself has one deviate where items and calls make a sum deviate; here they have one each.
        _base ??= Evaluator(new(_seed, _seed ^ Other, _seed ^ Another));
        _otherCalls ??= Evaluator(new(_seed, _seed ^ Other, _seed ^ Third));
        _otherItems ??= Evaluator(new(_seed, _seed ^ Third, _seed ^ Fourth));
        var first = _base.Evaluate(block.FirstTrial, count);
        Take(first, _otherCalls.Evaluate(block.FirstTrial, count), ByCalls);
        Take(first, _otherItems.Evaluate(block.FirstTrial, count), ByItemsAndCalls);

        BlockEvaluator Evaluator(LevelSeeds seeds) => BlockEvaluator.Create(_plan, seeds, _kernels);
    }

    internal void Merge(LevelSums other)
    {
        ByCalls.Merge(other.ByCalls);
        ByItemsAndCalls.Merge(other.ByItemsAndCalls);
    }

    private void Take(TrialBlock block, TrialBlock again, BatchedSquares differences)
    {
        var cost = _plan.Limited(ofAll: true);
        var a = block.Total(cost);
        var b = again.Total(cost);
        for (var t = 0; t < b.Length; t++)
            _differences[t] = a[t] - b[t];
        differences.Add(_differences.AsSpan(0, b.Length));
    }
}
