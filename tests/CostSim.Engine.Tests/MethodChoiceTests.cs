using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>When all items are drawn at once, and when not.</summary>
public class MethodChoiceTests
{
    /// <summary>What a newcomer runs first: none of it may go call by call, at its items or at a hundred times as many.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void All_that_is_shipped_is_drawn_at_once(int times) => Assert.All(
        Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.json").Select(File.ReadAllText)
            .Concat(ScenarioTemplates.Names.Select(ScenarioTemplates.Text)).SelectMany(Repository.Cases),
        one =>
        {
            var choice = Decide(one, times * one.Items);
            Assert.True(choice.Plan.Collapse is not null, $"{one.Name} {one.Run?.Name} {one.Variant}: {choice.Reasons[0]}");
        });

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
    public void With_the_run_level_factors_held_they_are_drawn_at_once_as_well() =>
        Assert.NotNull(MethodChoice.Decide(Repository.FiftyAtoms(), 50, fixRun: true, exact: false, KernelSelector.Selected).Plan.Collapse);

    [Fact]
    public void A_run_of_few_calls_draws_each()
    {
        var choice = Decide(Read("\"inputTokens\": [100, 200], \"outputTokens\": { \"90%\": [100, 20000], \"level\": \"item\" }"), 50);

        Assert.Null(choice.Plan.Collapse);
        Assert.All(choice.Reasons, reason => Assert.Contains("so few calls", reason, StringComparison.Ordinal));
        Assert.InRange(choice.DrawsPerTrial, 50, MethodChoice.FewDraws);
    }

    [Theory]
    [InlineData(
        "\"inputTokens\": [100, 200], \"outputTokens\": { \"90%\": [100, 20000], \"level\": \"item\" }", "table of their distribution")]
    [InlineData("\"inputTokens\": [100, 200], \"outputTokens\": { \"range\": [100, 400], \"level\": \"call\" }, \"maxOutputTokens\": 300",
        "at once")]
    [InlineData("\"inputTokens\": { \"product\": [\"a\", \"a\"] }, \"outputTokens\": \"a\"", "at once")]
    public void What_is_awkward_is_drawn_at_once_and_says_how(string call, string how)
    {
        var choice = Decide(Read(call), 3_000);

        Assert.NotNull(choice.Plan.Collapse);
        Assert.Contains(how, choice.Reasons[0], StringComparison.Ordinal);
        Assert.InRange(choice.Error, 0, MethodChoice.Tolerance);
    }

    /// <summary>More than two products of run-level factors decide on what is cut.</summary>
    [Fact]
    public void What_has_no_law_goes_call_by_call_and_says_why()
    {
        var choice = Decide(Read("""
            "inputTokens": 10, "outputTokens": { "sum": [[100, 400], [100, 500], [100, 600]] }, "maxOutputTokens": 900
            """), 3_000);

        Assert.Null(choice.Plan.Collapse);
        Assert.Contains("products of run-level factors", choice.Reasons[0], StringComparison.Ordinal);
        Assert.True(choice.DrawsPerTrial > MethodChoice.FewDraws);
    }

    private static Scenarios.Scenario Read(string call) => Repository.Read($$"""
        { "name": "n", "items": 3000, "model": "gpt-5-mini", "tier": "batch", "spread": { "call": 0.2 }, "factors": { "a": [10, 20] }, "phases": [ { "id": "a", {{call}} } ] }
        """);

    private static MethodChoice Decide(Scenarios.Scenario scenario, long items) =>
        MethodChoice.Decide(scenario, items, fixRun: false, exact: false, KernelSelector.Selected);
}
