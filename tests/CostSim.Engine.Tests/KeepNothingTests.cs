using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary><c>"keep": 0</c>: a deliberate drop, after which nothing is called.</summary>
public class KeepNothingTests
{
    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, ", \"counts\": \"rounded\"")]
    [InlineData(false, ", \"counts\": \"rounded\"")]
    public void No_later_phase_is_ever_called(bool exact, string more)
    {
        var scenario = Read(more);
        var choice = exact
            ? MethodChoice.Decide(scenario, scenario.Items, fixRun: false, exact: true, KernelSelector.Selected)
            : MethodChoice.AtOnce(Planner.Build(scenario, scenario.Items), KernelSelector.Selected);
        // Call by call two thousand items are looked at in every trial.
        var run = Simulated.Run(choice.Plan, exact ? 200 : 2_000);

        Assert.Equal(exact, choice.Plan.Collapse is null);
        Assert.DoesNotContain(0, run.Steps(1, Measure.Calls));
        foreach (var later in new[] { 2, 3 })
        {
            Assert.All(run.Steps(later, Measure.Calls), calls => Assert.Equal(0, calls));
            Assert.All(run.Steps(later, Measure.Cost), cost => Assert.Equal(0, cost));
            Assert.Equal(Bounds.Zero, choice.Plan.Phases[later - 1].SupportPerItem.Calls);
        }
    }

    private static Scenario Read(string more)
    {
        var reading = ScenarioReader.Read("test.json", System.Text.Encoding.UTF8.GetBytes($$"""
            { "name": "Drop", "item": "item", "items": 2000, "model": "gpt-5-mini", "tier": "batch", "spread": { "call": 0.5 },
              "phases": [
                { "id": "a", "inputTokens": [10, 20], "outputTokens": 5, "keep": 0{{more}}, "retry": { "rate": [0.1, 0.2], "rounds": 2 } },
                { "id": "b", "inputTokens": [10, 20], "outputTokens": 5, "retry": { "rate": 0.1, "rounds": 1, "capPerItem": 1 } },
                { "id": "c", "share": 0.5, "inputTokens": [10, 20], "outputTokens": 5 } ] }
            """), ScenarioChanges.None, FixedPrices.Catalogue);
        Assert.Empty(reading.Diagnostics);
        return reading.Scenario!;
    }
}
