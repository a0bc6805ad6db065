using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Drivers;

/// <summary>
/// The shares of items and calls in the cost's variance, by the law of total variance. The first trials are repeated with the same
/// run-level draws: once with new calls, once with new items and calls. Half the mean squared difference is the conditional variance of the
/// redrawn part.
/// </summary>
/// <remarks>
/// The whole plan is redrawn by its own method, so that rare items are as frequent as in the run. For slow plans (call by call) fewer
/// trials are redrawn; the intervals, computed from the differences, become wider accordingly.
/// </remarks>
public sealed class LevelSums
{
    /// <summary>Maximum number of trials used: a small share is then known to about a thirtieth of itself.</summary>
    public const long TrialsMax = 4096;

    /// <summary>Minimum number of trials used: sixteen per batch.</summary>
    private const long TrialsMin = 256;

    /// <summary>Budget of call draws, about a tenth of a second: with more than 16,384 per trial, fewer trials are used.</summary>
    private const double DrawsMax = 1 << 26;

    /// <summary>Derive other seeds from a seed: any two numbers will do.</summary>
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

    /// <summary>Number of trials used, the first of the run; a power of two.</summary>
    public long Trials { get; }

    /// <summary>Differences of the run's cost, in steps, after redrawing calls.</summary>
    public BatchedSquares ByCalls { get; } = new();

    /// <summary>Differences of the run's cost, in steps, after redrawing items and calls.</summary>
    public BatchedSquares ByItemsAndCalls { get; } = new();

    internal static long TrialsFor(double drawsPerTrial)
    {
        var trials = TrialsMax;
        while (trials > TrialsMin && trials * drawsPerTrial > DrawsMax)
            trials /= 2;
        return trials;
    }

    /// <summary>Adds a block of the run, if it is among the first.</summary>
    internal void Add(TrialBlock block)
    {
        var count = (int)Math.Min(block.Count, Trials - block.FirstTrial);
        if (count <= 0)
            return;
        // The run itself uses one deviate for items and calls together; here each has its own.
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
