using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Scenarios;

namespace CostSim.Engine.Checks;

/// <summary>
/// Counts the trials of a plan within each of some limits, trial by trial, so that histogram cells do not blur the count.
/// </summary>
internal sealed class WithinCounts(Plan plan, IReadOnlyList<Limit> limits) : ITrialSink
{
    private readonly long[] _counts = new long[limits.Count];
    private readonly Measure[] _measures = [.. limits.Select(limit => plan.Limited(limit.OfAll))];
    private readonly long[] _most = [.. limits.Select(limit => MostSteps(plan, limit))];

    public long this[int limit] => Interlocked.Read(ref _counts[limit]);

    public void Accept(IReadOnlyList<TrialBlock> blocks)
    {
        for (var i = 0; i < _most.Length; i++)
        {
            var (within, most) = (0, _most[i]);
            foreach (var cost in blocks[0].Total(_measures[i]))
                within += cost <= most ? 1 : 0;
            Interlocked.Add(ref _counts[i], within);
        }
    }

    /// <summary>
    /// The greatest cost within a limit, in steps. A decimal holds the amount as written (0.1 is not a double), so that a run that costs
    /// exactly the limit is within it.
    /// </summary>
    internal static long MostSteps(Plan plan, Limit limit)
    {
        var count = limit.PerItem ? plan.Items : 1;
        if (limit.AtMostUsd * count / plan.UsdPerCostStep >= long.MaxValue)
            return long.MaxValue;
        var picoUsd = (decimal)limit.AtMostUsd * count * 1_000_000_000_000;
        return (long)decimal.Floor(plan.TokenBits >= 0 ? picoUsd * (1L << plan.TokenBits) : picoUsd / (1L << -plan.TokenBits));
    }
}
