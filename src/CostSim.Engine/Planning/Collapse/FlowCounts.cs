using CostSim.Engine.Execution;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// Counts of a plan whose units branch: whether their totals can be drawn, and how the calls of one item vary, which is found by drawing the totals of a single item.
/// </summary>
internal sealed class FlowCounts
{
    private const ulong Seed = 0x2545F4914F6CDD1D;
    private const int Blocks = 8;

    private readonly Plan _plan;
    private readonly List<Passage> _passages;

    public FlowCounts(Plan plan) => (_plan, _passages) = (plan, [.. Passage.All(plan)]);

    /// <summary>The pools of all passages of a phase, with their places among all pools.</summary>
    public IEnumerable<(int Index, Pool Pool)> PoolsOf(PhasePlan phase)
    {
        var index = 0;
        foreach (var passage in _passages)
        {
            foreach (var pool in passage.Pools)
            {
                if (passage.Phase == phase.Passage.Phase)
                    yield return (index, pool);
                index++;
            }
        }
    }

    /// <summary>What in the phase needs the units of each item, or null.</summary>
    public string? ObstacleOf(PhasePlan phase)
    {
        var passages = _passages.Where(passage => passage.Phase == phase.Passage.Phase).ToList();
        var rules = passages.SelectMany(passage => passage.Takes.Concat(passage.Duplicates).Concat(passage.Keeps)).Select(each => each.Rule).OfType<CountRule>().ToList();
        var retries = passages.SelectMany(passage => passage.Pools).Select(pool => pool.Retry).OfType<RetryPlan>().ToList();
        var chances = rules.Select(rule => rule.Chance).Concat(retries.Select(retry => retry.Rate))
            .Concat(passages.SelectMany(passage => passage.Routes).SelectMany(route => route.Ways).Select(way => way.Chance));
        return rules.Any(rule => rule.Rounded) ? "its counts are rounded item by item, and units branch"
            : chances.Any(chance => chance.ItemDraws.Count > 0) ? "a chance differs from item to item, and units branch"
            : retries.Any(retry => retry.CapPerItem < int.MaxValue) ? "its cap needs the units of each item, and units branch"
            : passages.SelectMany(passage => passage.Splits).Any(split => split.Amount is not null) ? "its `split` is an amount"
            : passages.Any(passage => passage.Joins || passage.Remembers) && !IsCertain(phase) ? "how many of an item's units come to its `join`, or to what is passed again, is random"
            : null;
    }

    /// <summary>Whether every item has the same units where they come to the phase.</summary>
    private bool IsCertain(PhasePlan phase) =>
        phase.Units.Before is { Min: >= 1 and var least, Max: var most } && least == most
        && _plan.Phases.Take(phase.Passage.Phase).All(before => before.Passage.Routes.Count == 0);

    /// <summary>Mean and variance of the calls of one item that some pools make, with the run-level chances at their means.</summary>
    public Spread CallsOf(IReadOnlyList<PoolCalls> pools)
    {
        var runDraws = _plan.RunDraws.Select(draw => Enumerable.Repeat((float)draw.Quantile.Mean, BlockEvaluator.BlockSize).ToArray()).ToArray();
        var flow = new TotalsFlow(_plan, new CountDrawer(Seed, KernelSelector.Selected, 1), runDraws, 1);
        var calls = new double[BlockEvaluator.BlockSize];
        double sum = 0, squares = 0;
        for (var block = 0; block < Blocks; block++)
        {
            flow.Evaluate((long)block * calls.Length, calls.Length);
            flow.SumCalls(pools, calls);
            foreach (var count in calls)
                (sum, squares) = (sum + count, squares + count * count);
        }

        var trials = (double)Blocks * calls.Length;
        return new Spread(sum / trials, squares / trials - sum / trials * (sum / trials));
    }
}
