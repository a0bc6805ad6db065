using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests.Execution;

/// <summary>Counts that leave nothing to chance are the same numbers whether items are drawn at once or call by call.</summary>
public class CountDrawerTests
{
    private const int Items = 5_000;

    [Theory]
    [InlineData("0.1", 25, 2)] // 2.5: half to even
    [InlineData("0.035", 300, 10)] // 10.5
    [InlineData("0.004", 1625, 6)] // 6.5
    [InlineData("0.94", 56, 53)]
    public void A_certain_share_is_rounded_alike_by_both_methods(string share, int units, int taken)
    {
        var (collapsed, callByCall, plan) = Calls(
            $$"""
            { "id": "s", "local": true, "split": {{units}} },
            { "id": "a", "share": {{share}}, "counts": "rounded", "inputTokens": [100, 200], "outputTokens": [10, 20] }
            """,
            fixRun: false);

        Assert.NotNull(plan.Collapse);
        Assert.All(collapsed.Concat(callByCall), calls => Assert.Equal(taken * Items, calls));
        Assert.Equal(Bounds.Of(taken * Items), plan.Support.Calls);
    }

    [Fact]
    public void A_held_share_that_falls_on_a_half_is_rounded_alike_by_both_methods()
    {
        var (collapsed, callByCall, plan) = Calls(
            """
            { "id": "s", "local": true, "split": 25 },
            { "id": "a", "share": [0.05, 0.15], "counts": "rounded", "inputTokens": [100, 200], "outputTokens": [10, 20] }
            """,
            fixRun: true);

        Assert.NotNull(plan.Collapse);
        Assert.All(collapsed.Concat(callByCall), calls => Assert.Equal(2 * Items, calls));
    }

    [Fact]
    public void A_certain_share_of_units_that_differ_is_rounded_alike_by_both_methods()
    {
        // 40 or 60 units at equal chances: a share of 0.0125 is half a unit, which rounds to none, or 0.75, which rounds to one.
        var (collapsed, callByCall, plan) = Calls(
            """
            { "id": "s", "local": true, "split": 100, "counts": "rounded", "keep": { "discrete": [[0.4, 0.5], [0.6, 0.5]], "level": "item" } },
            { "id": "a", "share": 0.0125, "counts": "rounded", "inputTokens": [100, 200], "outputTokens": [10, 20] }
            """,
            fixRun: false);

        Assert.NotNull(plan.Collapse);
        Assert.Equal(Items / 2.0, callByCall.Average(), 60.0);
        Assert.Equal(Items / 2.0, collapsed.Average(), 60.0);
    }

    private static (long[] Collapsed, long[] CallByCall, Plan Plan) Calls(string phases, bool fixRun)
    {
        var scenario = Repository.Read(
            $$"""
            { "name": "x", "items": {{Items}}, "model": "gpt-5", "tier": "batch", "spread": { "call": 0.3 }, "phases": [ {{phases}} ] }
            """);
        var plan = MethodChoice.Decide(scenario, Items, fixRun, exact: false, KernelSelector.Selected).Plan;
        var simulated = Simulated.Run([plan, Planner.Build(scenario, Items, fixRun)], 64);
        return (simulated.Steps(2, Measure.Calls, 0), simulated.Steps(2, Measure.Calls, 1), plan);
    }
}
