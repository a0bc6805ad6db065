using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests;

/// <summary>When all items are drawn at once, and when not.</summary>
public class MethodChoiceTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(50, true)]
    [InlineData(5_000_000, true)]
    public void The_fifty_atoms_are_drawn_at_once_when_they_are_enough(long items, bool atOnce) =>
        Assert.Equal(atOnce, Decide(Repository.FiftyAtoms(), items).Plan.Collapse is not null);

    [Fact]
    public void Asked_for_exact_it_goes_call_by_call() =>
        Assert.Null(MethodChoice.Decide(Repository.FiftyAtoms(), 50, fixRun: false, exact: true, KernelSelector.Selected).Plan.Collapse);

    [Fact]
    public void With_the_run_level_factors_held_fifty_are_too_few()
    {
        var choice = MethodChoice.Decide(Repository.FiftyAtoms(), 50, fixRun: true, exact: false, KernelSelector.Selected);

        Assert.Null(choice.Plan.Collapse);
        Assert.Contains(choice.Reasons, reason => reason.Contains("50 items are too few", StringComparison.Ordinal));
        Assert.True(choice.DrawsPerTrial > 0);
    }

    [Theory]
    [InlineData("""{ "90%": [100, 20000], "level": "item" }""", 50, "too few")]
    [InlineData("""{ "chance": 0.01, "range": [1000, 2000], "level": "item" }""", 50, "too few")]
    public void Heavy_tails_and_rare_large_items_go_call_by_call(string output, long items, string why)
    {
        var scenario = Repository.Read($$"""
            { "name": "n", "items": {{items}}, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "a", "inputTokens": [100, 200], "outputTokens": {{output}} } ] }
            """);
        var choice = Decide(scenario, items);

        Assert.Null(choice.Plan.Collapse);
        Assert.Contains(why, choice.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_factor_that_stands_twice_in_one_product_goes_call_by_call()
    {
        var scenario = Repository.Read("""
            { "name": "n", "items": 100000, "model": "gpt-5-mini", "tier": "batch", "spread": { "call": 0.2 }, "factors": { "a": [10, 20] },
              "phases": [ { "id": "a", "inputTokens": { "product": ["a", "a"] }, "outputTokens": "a" } ] }
            """);

        Assert.Contains("twice in one product", Decide(scenario, 100_000).Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_cap_on_the_output_of_a_call_goes_call_by_call()
    {
        var scenario = Repository.Read("""
            { "name": "n", "items": 100000, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "a", "inputTokens": [100, 200], "outputTokens": { "range": [100, 400], "level": "call" }, "maxOutputTokens": 300 } ] }
            """);

        Assert.Contains("one by one", Decide(scenario, 100_000).Reasons[0], StringComparison.Ordinal);
    }

    private static MethodChoice Decide(Scenarios.Scenario scenario, long items) =>
        MethodChoice.Decide(scenario, items, fixRun: false, exact: false, KernelSelector.Selected);
}
