using System.Collections.Concurrent;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Comparison;

/// <summary>Compares the trials of several plans, pair by pair.</summary>
/// <param name="plans">Plans of <see cref="ComparedPlans"/>. A simulation may run more plans behind them.</param>
/// <param name="pairs">Index pairs: the reference and the other.</param>
public sealed class Comparer(IReadOnlyList<Plan> plans, IReadOnlyList<(int Reference, int Other)> pairs) : ITrialSink
{
    /// <summary>Compares every plan with the first.</summary>
    public Comparer(IReadOnlyList<Plan> plans)
        : this(plans, [.. Enumerable.Range(1, plans.Count - 1).Select(other => (0, other))])
    {
    }

    private readonly ConcurrentDictionary<int, ComparisonSums> _ofThreads = [];

    /// <summary>Each thread has its own sums, so that no thread waits.</summary>
    public void Accept(IReadOnlyList<TrialBlock> blocks) =>
        _ofThreads.GetOrAdd(Environment.CurrentManagedThreadId, _ => new ComparisonSums(plans, pairs)).Add(blocks);

    /// <summary>The merged sums of all threads; call after the simulation.</summary>
    public ComparisonSums Finish()
    {
        var result = new ComparisonSums(plans, pairs);
        foreach (var sums in _ofThreads.Values)
            result.Merge(sums);
        return result;
    }
}

/// <summary>The sums that a comparison collects from the trials.</summary>
public sealed class ComparisonSums
{
    private readonly IReadOnlyList<(int Reference, int Other)> _pairs;

    internal ComparisonSums(IReadOnlyList<Plan> plans, IReadOnlyList<(int Reference, int Other)> pairs)
    {
        _pairs = pairs;
        Costs = [.. plans.Select(plan => new BatchedValues())];
        Pairs = [.. pairs.Select(pair => new PairSums(plans[pair.Reference], plans[pair.Other], Measure.Cost))];
        if (plans.Any(plan => plan.Measures.Contains(Measure.AllCost)))
            PairsOfAll = [.. pairs.Select(pair => new PairSums(plans[pair.Reference], plans[pair.Other], Measure.AllCost))];
    }

    /// <summary>The token cost of each plan in steps, batch by batch.</summary>
    public IReadOnlyList<BatchedValues> Costs { get; }

    /// <summary>The token cost of each pair.</summary>
    public IReadOnlyList<PairSums> Pairs { get; }

    /// <summary>The same with operations; empty where no plan has any.</summary>
    public IReadOnlyList<PairSums> PairsOfAll { get; } = [];

    internal void Add(IReadOnlyList<TrialBlock> blocks)
    {
        for (var p = 0; p < Costs.Count; p++)
            Costs[p].Add(blocks[p].Total(Measure.Cost));
        foreach (var pairs in new[] { Pairs, PairsOfAll })
        {
            for (var p = 0; p < pairs.Count; p++)
                pairs[p].Add(pairs[p].In(blocks[_pairs[p].Reference]), pairs[p].In(blocks[_pairs[p].Other]));
        }
    }

    internal void Merge(ComparisonSums other)
    {
        for (var p = 0; p < Costs.Count; p++)
            Costs[p].Merge(other.Costs[p]);
        for (var p = 0; p < Pairs.Count; p++)
            Pairs[p].Merge(other.Pairs[p]);
        for (var p = 0; p < PairsOfAll.Count; p++)
            PairsOfAll[p].Merge(other.PairsOfAll[p]);
    }
}
