using System.Numerics;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Drivers;

/// <summary>
/// How much of the cost's variance items and calls make, by the law of total variance. Given the run-level draws, items are independent and alike, so that the variance
/// within a run of N items is N times that of one. One item is therefore drawn three times with the same run-level draws: the second time with calls of its own, the third
/// time with item and calls of its own. Half the mean square of a difference is the variance of what was drawn anew.
/// </summary>
/// <remarks>It is call by call, whatever the method of the run, and its time does not depend on the number of items.</remarks>
public sealed class LevelSums
{
    /// <summary>The first so many trials of the run are used: a small share is then known to about a thirtieth of itself.</summary>
    public const long TrialsMax = 4096;

    /// <summary>Make other seeds of a seed: any two numbers will do.</summary>
    private const ulong Other = 0x9E3779B97F4A7C15;
    private const ulong Another = 0xBB67AE8584CAA73B;

    private readonly Plan _oneItem;
    private readonly int _shift;
    private readonly long[] _differences = new long[BlockEvaluator.BlockSize];
    private BlockEvaluator[]? _evaluators;

    internal LevelSums(Plan plan)
    {
        // What fits for N items at a step fits for one at a step finer by N.
        _oneItem = plan with { Items = 1, Collapse = null, TokenBits = Math.Min(8, plan.TokenBits + BitOperations.Log2((ulong)plan.Items)) };
        var drawable = plan.Phases.Aggregate(MeasureBounds.Zero, (sum, phase) => sum + phase.DrawablePerItem).Cost;
        _shift = Deviations.ShiftFor((drawable.Max - drawable.Min) / _oneItem.UsdPerCostStep);
        Items = plan.Items;
    }

    /// <summary>Number of items of the run.</summary>
    public long Items { get; }

    /// <summary>Differences of one item's cost that other calls make, in <see cref="UsdPerStep"/>.</summary>
    public BatchedSquares ByCalls { get; } = new();

    /// <summary>Differences of one item's cost that another item with other calls makes, in <see cref="UsdPerStep"/>.</summary>
    public BatchedSquares ByItemsAndCalls { get; } = new();

    /// <summary>USD of a step of the differences.</summary>
    public double UsdPerStep => Math.ScaleB(_oneItem.UsdPerCostStep, _shift);

    internal void Add(ulong seed, IKernels kernels, long firstTrial, int count)
    {
        _evaluators ??=
        [
            Evaluator(new(seed, seed, seed)), Evaluator(new(seed, seed, seed ^ Other)), Evaluator(new(seed, seed ^ Other, seed ^ Another)),
        ];
        var blocks = _evaluators.Select(evaluator => evaluator.Evaluate(firstTrial, count)).ToArray();
        Take(blocks[0].Total(Measure.Cost), blocks[1].Total(Measure.Cost), ByCalls);
        Take(blocks[0].Total(Measure.Cost), blocks[2].Total(Measure.Cost), ByItemsAndCalls);

        BlockEvaluator Evaluator(LevelSeeds seeds) => BlockEvaluator.Create(_oneItem, seeds, kernels);
    }

    internal void Merge(LevelSums other)
    {
        ByCalls.Merge(other.ByCalls);
        ByItemsAndCalls.Merge(other.ByItemsAndCalls);
    }

    private void Take(ReadOnlySpan<long> a, ReadOnlySpan<long> b, BatchedSquares differences)
    {
        for (var t = 0; t < a.Length; t++)
            _differences[t] = (a[t] - b[t]) >> _shift;
        differences.Add(_differences.AsSpan(0, a.Length));
    }
}
