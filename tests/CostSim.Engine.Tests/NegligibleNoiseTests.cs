using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests;

/// <summary>What is left out of a collapse moves no percentile that is shown; what can be seen stays.</summary>
public class NegligibleNoiseTests
{
    private const int Trials = 1 << 16;
    private const double MovedMax = 3e-6;

    [Theory]
    [InlineData(50)]
    [InlineData(5_000)]
    public void What_is_left_out_of_the_reference_moves_no_percentile(long items)
    {
        var plan = Planner.Build(Repository.FiftyAtoms(), items);
        var whole = CollapsePlanner.Build(plan).Collapse!;
        var less = NegligibleNoise.LeftOut(plan, whole, KernelSelector.Selected);

        Assert.True(Steps(less) < Steps(whole), $"{Steps(less)} of {Steps(whole)} steps are left");
        var (a, b) = (Sorted(plan with { Collapse = whole }), Sorted(plan with { Collapse = less }));
        for (var scope = 0; scope < a.Count; scope++)
        {
            foreach (var share in new[] { 0.01, 0.05, 0.5, 0.95, 0.99 })
            {
                var value = Middle(a[scope], share);
                Assert.InRange(Middle(b[scope], share), value * (1 - MovedMax), value * (1 + MovedMax));
            }
        }
    }

    /// <summary>The comparison can fail: without the averages that all units have in common, percentiles move.</summary>
    [Fact]
    public void An_average_that_matters_would_move_them()
    {
        var plan = Planner.Build(Repository.FiftyAtoms(), 50);
        var whole = CollapsePlanner.Build(plan).Collapse!;
        var without = whole with
        {
            Phases = [.. whole.Phases.Select(
                phase =>
                    phase with { Steps = [.. phase.Steps.Select(
                        step => step is AverageStep average ? average with { Variance = new AverageVariance(0, 0, null, null) }
                            : step)] })],
        };
        var (a, b) = (Sorted(plan with { Collapse = whole }), Sorted(plan with { Collapse = without }));

        Assert.Contains(
            Enumerable.Range(1, a.Count - 1), scope => Math.Abs(Middle(b[scope], 0.99) / Middle(a[scope], 0.99) - 1) > MovedMax);
    }

    /// <summary>Half of thirty items are kept, and their lengths differ: which ones they are decides on the cost of two phases.</summary>
    [Fact]
    public void What_can_be_seen_stays()
    {
        var plan = Planner.Build(Repository.Read(
            """
            { "name": "Few", "items": 30, "model": "gpt-5-mini", "tier": "batch", "pricesOn": "2026-11-21", "factors": { "d": { "lognormal": { "mean": 1, "sd": 0.8 }, "level": "item" } },
              "phases": [
                { "id": "a", "keep": 0.5, "inputTokens": 100, "outputTokens": { "product": [300, "d"] } },
                { "id": "b", "inputTokens": 100, "outputTokens": { "product": [500, "d"] } },
              ] }
            """), 30);
        var whole = CollapsePlanner.Build(plan).Collapse!;

        Assert.Contains(whole.Phases.SelectMany(phase => phase.Steps), step => step is AverageStep { Base: not null });
        Assert.Equal(Steps(whole), Steps(NegligibleNoise.LeftOut(plan, whole, KernelSelector.Selected)));
    }

    private static int Steps(CollapsePlan collapse) => collapse.Phases.Sum(phase => phase.Steps.Count);

    /// <summary>For the run and each phase the costs, ascending.</summary>
    private static List<long[]> Sorted(Plan plan)
    {
        var run = Simulated.Run(plan, Trials, seed: 5);
        return [.. Enumerable.Range(0, plan.Phases.Count + 1).Select(scope => (long[])[.. run.Steps(scope, Measure.Cost).Order()]).Where(
            costs => costs[^1] > costs[0])];
    }

    /// <summary>
    /// The mean of a hundredth of the values about a percentile: the same trials by and large, so that a few that change places do not
    /// matter.
    /// </summary>
    private static double Middle(long[] sorted, double share)
    {
        var middle = (int)(share * sorted.Length);
        return sorted.AsSpan(middle - Trials / 200, Trials / 100).ToArray().Average(value => (double)value);
    }
}
