using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Drivers;

/// <summary>
/// What is kept of a plan's first trials to say what drives its cost: by run-level factor, by level, by phase. All integers, so that merging in any order gives the same bits.
/// It adds nothing to what the result hash is taken over.
/// </summary>
public sealed class DriverSums
{
    /// <summary>The first 2^16 trials are used: shares are then known to a few thousandths, and a long run takes no longer.</summary>
    public const long TrialsMax = 1 << 16;

    private readonly ulong _seed;
    private readonly IKernels _kernels;
    private readonly Deviations _total;
    private readonly Deviations[] _phases;
    private readonly Int128[] _phaseSums;
    private readonly Int128[] _products;
    private readonly long[] _costs = new long[BlockEvaluator.BlockSize];
    private readonly uint[] _words = new uint[BlockEvaluator.BlockSize];
    private readonly int[] _cells = new int[BlockEvaluator.BlockSize];

    /// <summary>Draws the values of correlated factors again; null where there are none.</summary>
    private readonly RunDrawer? _runs;
    private readonly float[][] _runDraws = [];

    public DriverSums(Plan plan, ulong seed, IKernels kernels)
    {
        (_seed, _kernels) = (seed, kernels);
        var unit = plan.UsdPerCostStep;
        _total = Around(plan.Drawable.Cost, Deviations.ShiftFor((plan.Drawable.Cost.Max - plan.Drawable.Cost.Min) / unit));
        _phases = Array.ConvertAll([.. plan.Phases], phase => Around(phase.DrawablePerItem.Cost * plan.Items, _total.Shift));
        (_phaseSums, _products) = (new Int128[_phases.Length], new Int128[_phases.Length]);
        UsdPerStep = Math.ScaleB(unit, _total.Shift);
        PivotUsd = _total.Pivot * unit;
        var uncertain = plan.RunFactors.Where(factor => factor.Draws.Any(draw => FactorSums.IsUncertain(plan.RunDraws[draw]))).ToList();
        var together = plan.Correlated.SelectMany(group => group.Draws).ToHashSet();
        Factors = [.. uncertain.Where(factor => !factor.Draws.Any(together.Contains)).Select(factor => new FactorSums(plan, factor))];
        var groups = plan.Correlated.Select(group => uncertain.Where(factor => factor.Draws.Any(group.Draws.Contains)).ToList()).ToList();
        Groups = [.. plan.Correlated.Zip(groups, (group, factors) => IsRead(factors) ? new CorrelatedSums(plan, group, factors) : null).OfType<CorrelatedSums>()];
        Unread = [.. groups.Where(group => !IsRead(group)).SelectMany(group => group).Select(factor => factor.Path)];
        if (Groups.Count > 0)
            (_runs, _runDraws) = (new RunDrawer(plan, LevelSeeds.Of(seed).Run, kernels), BlockEvaluator.Arrays(plan.RunDraws.Count));
        Levels = new LevelSums(plan);

        static bool IsRead(List<RunFactor> group) => group.Count is > 0 and <= CorrelatedSums.FactorsMax;

        Deviations Around(Bounds range, int shift) => new((long)((range.Min + range.Max) / 2 / unit), shift);
    }

    /// <summary>USD of a step of the sums.</summary>
    public double UsdPerStep { get; }

    /// <summary>USD from which costs are counted.</summary>
    public double PivotUsd { get; }

    /// <summary>Number of trials taken.</summary>
    public long Trials => Cost.Count;

    /// <summary>The run's cost from the pivot, in steps.</summary>
    public BatchedSquares Cost { get; } = new();

    /// <summary>The factors that are drawn once a run, independently of each other.</summary>
    public IReadOnlyList<FactorSums> Factors { get; }

    /// <summary>Those that are drawn together with others, group by group: their word alone does not tell their value, and shares of first order would overlap.</summary>
    public IReadOnlyList<CorrelatedSums> Groups { get; }

    /// <summary>Paths of those in groups that nothing is said of: of more than three.</summary>
    public IReadOnlyList<string> Unread { get; }

    public LevelSums Levels { get; }

    /// <summary>
    /// For each phase, the covariance of its cost with the run's over the covariances of all phases together, which are the run's variance: they add up to 1. Null
    /// where the cost does not vary.
    /// </summary>
    public IReadOnlyList<double>? PhaseShares()
    {
        var mean = Cost.Mean(Jackknife.None);
        var shares = new double[_products.Length];
        var variance = 0.0;
        for (var phase = 0; phase < shares.Length; phase++)
        {
            shares[phase] = (double)_products[phase] - mean * (double)_phaseSums[phase];
            variance += shares[phase];
        }

        if (!(variance > 0))
            return null;
        for (var phase = 0; phase < shares.Length; phase++)
            shares[phase] /= variance;
        return shares;
    }

    /// <summary>Takes a block's trials, if they are among the first.</summary>
    public void Add(TrialBlock block)
    {
        if (block.FirstTrial >= TrialsMax)
            return;
        var costs = _costs.AsSpan(0, block.Count);
        _total.Of(block.Total(Measure.Cost), costs);
        Cost.Add(costs);
        for (var p = 0; p < _phases.Length; p++)
            AddPhase(p, block.Phase(p, Measure.Cost));
        // Words come in whole groups; what lies beyond the run has no cost and is not looked at.
        foreach (var factor in Factors)
            factor.Add(_seed, _kernels, block.FirstTrial, costs, _words, _cells.AsSpan(0, block.Count));
        if (Groups.Count > 0)
            AddGroups(block.FirstTrial, costs);
        if (block.FirstTrial < LevelSums.TrialsMax)
            Levels.Add(_seed, _kernels, block.FirstTrial, block.Count);
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
        for (var p = 0; p < _phases.Length; p++)
            (_phaseSums[p], _products[p]) = (_phaseSums[p] + other._phaseSums[p], _products[p] + other._products[p]);
    }

    private void AddGroups(long firstTrial, ReadOnlySpan<long> costs)
    {
        _runs!.Draw(firstTrial, BlockEvaluator.BlockSize, _runDraws);
        foreach (var group in Groups)
            group.Add(_runDraws, costs, _cells.AsSpan(0, costs.Length));
    }

    private void AddPhase(int phase, ReadOnlySpan<long> values)
    {
        var (pivot, shift) = _phases[phase];
        var (sum, product) = (0L, 0L);
        for (var t = 0; t < values.Length; t++)
        {
            var deviation = (values[t] - pivot) >> shift;
            sum += deviation;
            product += deviation * _costs[t];
        }

        _phaseSums[phase] += sum;
        _products[phase] += product;
    }
}
