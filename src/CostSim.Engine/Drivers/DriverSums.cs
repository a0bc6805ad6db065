using System.Numerics;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Drivers;

/// <summary>
/// Sums over a plan's first trials from which the cost drivers are computed: by run-level factor, by level, by phase. All are integers, so
/// that merging in any order gives the same bits. They are not part of the result hash.
/// </summary>
public sealed class DriverSums
{
    /// <summary>Number of trials used, 2^16: shares are then known to a few thousandths, at bounded cost in long runs.</summary>
    public const long TrialsMax = 1 << 16;

    private readonly ulong _seed;
    private readonly IKernels _kernels;

    /// <summary>The measure that is explained: all costs if there are people and tools in addition to tokens.</summary>
    private readonly Measure _cost;

    /// <summary>For each phase the sum of its cost, and of its cost times the run's.</summary>
    private readonly Int128[] _phaseSums;
    private readonly ProductSum[] _products;
    private readonly uint[] _words = new uint[BlockEvaluator.BlockSize];
    private readonly int[] _cells = new int[BlockEvaluator.BlockSize];

    /// <summary>Regenerates the values of correlated factors; null if there are none.</summary>
    private readonly RunDrawer? _runs;
    private readonly float[][] _runDraws = [];

    public DriverSums(Plan plan, ulong seed, IKernels kernels)
    {
        (_seed, _kernels, _cost) = (seed, kernels, plan.Limited(ofAll: true));
        (_phaseSums, _products) = (new Int128[plan.Phases.Count], new ProductSum[plan.Phases.Count]);
        UsdPerStep = plan.UsdPerCostStep;
        var uncertain = plan.RunFactors.Where(factor => factor.Draws.Any(draw => FactorSums.IsUncertain(plan.RunDraws[draw]))).ToList();
        var together = plan.Correlated.SelectMany(group => group.Draws).ToHashSet();
        Factors = [.. uncertain.Where(factor => !factor.Draws.Any(together.Contains)).Select(factor => new FactorSums(plan, factor))];
        var groups = plan.Correlated.Select(group => uncertain.Where(factor => factor.Draws.Any(group.Draws.Contains)).ToList()).ToList();
        Groups = [.. plan.Correlated.Zip(groups, (group, factors) => IsRead(factors) ? new CorrelatedSums(plan, group, factors) : null)
            .OfType<CorrelatedSums>()];
        Unread = [.. groups.Where(group => !IsRead(group)).SelectMany(group => group).Select(factor => factor.Path)];
        if (Groups.Count > 0)
            (_runs, _runDraws) = (new RunDrawer(plan, LevelSeeds.Of(seed).Run, kernels), BlockEvaluator.Arrays(plan.RunDraws.Count));
        Levels = new LevelSums(plan, seed, kernels);

        static bool IsRead(List<RunFactor> group) => group.Count is > 0 and <= CorrelatedSums.FactorsMax;
    }

    /// <summary>USD of a step of the sums.</summary>
    public double UsdPerStep { get; }

    /// <summary>Number of trials taken.</summary>
    public long Trials => Cost.Count;

    /// <summary>The run's cost, in steps.</summary>
    public BatchedSquares Cost { get; } = new();

    /// <summary>The factors drawn once per run, independently of each other.</summary>
    public IReadOnlyList<FactorSums> Factors { get; }

    /// <summary>
    /// The correlated factors, group by group: their word alone does not determine their value, and first-order shares would overlap.
    /// </summary>
    public IReadOnlyList<CorrelatedSums> Groups { get; }

    /// <summary>Paths of the factors in groups of more than three, which get no shares.</summary>
    public IReadOnlyList<string> Unread { get; }

    public LevelSums Levels { get; }

    /// <summary>
    /// For each phase, the covariance of its cost with the run's over the covariances of all phases together, which are the run's variance:
    /// they add up to 1. Null where the cost does not vary.
    /// </summary>
    public IReadOnlyList<double>? PhaseShares()
    {
        var sum = _phaseSums.Aggregate(BigInteger.Zero, (all, phase) => all + phase);
        BigInteger[] covariances = [.. _products.Zip(_phaseSums, (product, phase) => Trials * product.Value - phase * sum)];
        var variance = covariances.Aggregate(BigInteger.Zero, (all, phase) => all + phase);
        return variance.IsZero ? null : [.. covariances.Select(phase => (double)phase / (double)variance)];
    }

    /// <summary>Adds a block's trials, if they are among the first.</summary>
    public void Add(TrialBlock block)
    {
        if (block.FirstTrial >= TrialsMax)
            return;
        var costs = block.Total(_cost);
        Cost.Add(costs);
        for (var p = 0; p < _products.Length; p++)
            AddPhase(p, block.Phase(p, _cost), costs);
        // Words come in whole groups; trials beyond the run are ignored.
        foreach (var factor in Factors)
            factor.Add(_seed, _kernels, block.FirstTrial, costs, _words, _cells.AsSpan(0, block.Count));
        if (Groups.Count > 0)
            AddGroups(block.FirstTrial, costs);
        Levels.Add(block);
    }

    /// <summary>Adds the sums of other trials of the same plan.</summary>
    public void Merge(DriverSums other)
    {
        Cost.Merge(other.Cost);
        Levels.Merge(other.Levels);
        for (var i = 0; i < Groups.Count; i++)
            Groups[i].Merge(other.Groups[i]);
        for (var i = 0; i < Factors.Count; i++)
            Factors[i].Sums.Merge(other.Factors[i].Sums);
        for (var p = 0; p < _products.Length; p++)
        {
            _phaseSums[p] += other._phaseSums[p];
            _products[p].Add(other._products[p]);
        }
    }

    /// <summary>Visits every integer; late trials have none.</summary>
    internal void Visit(IIntegerVisitor visitor)
    {
        if (!visitor.Visits(Trials > 0))
            return;
        Cost.Visit(visitor);
        Levels.ByCalls.Visit(visitor);
        Levels.ByItemsAndCalls.Visit(visitor);
        foreach (var group in Groups)
            group.Visit(visitor);
        foreach (var factor in Factors)
            factor.Sums.Visit(visitor);
        for (var p = 0; p < _products.Length; p++)
        {
            visitor.Sum(ref _phaseSums[p]);
            _products[p].Visit(visitor);
        }
    }

    private void AddGroups(long firstTrial, ReadOnlySpan<long> costs)
    {
        _runs!.Draw(firstTrial, BlockEvaluator.BlockSize, _runDraws);
        foreach (var group in Groups)
            group.Add(_runDraws, costs, _cells.AsSpan(0, costs.Length));
    }

    private void AddPhase(int phase, ReadOnlySpan<long> values, ReadOnlySpan<long> costs)
    {
        var (sum, products) = (_phaseSums[phase], _products[phase]);
        for (var t = 0; t < values.Length; t++)
        {
            sum += values[t];
            products.Add(values[t], costs[t]);
        }

        (_phaseSums[phase], _products[phase]) = (sum, products);
    }
}
