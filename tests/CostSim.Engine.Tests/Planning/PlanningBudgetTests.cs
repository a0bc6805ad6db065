using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests.Planning;

/// <summary>Planning counts its work: what would take minutes is refused, or simulated call by call.</summary>
public class PlanningBudgetTests
{
    private const int KindsLog2 = 5;

    /// <summary>32 kinds of units, in a number of phases with a number of rounds.</summary>
    private static string OfKinds(int phases, int rounds) => $$"""
        { "name": "Kinds", "items": 10000, "model": "gpt-5-mini", "tier": "batch", "spread": {},
          "phases": [
            {{string.Join(", ", Enumerable.Range(0, KindsLog2).Select(i => $$"""{ "id": "sort{{i}}", "local": true, "route": { "x{{i}}": 0.5 } }"""))}},
            {{string.Join(", ", Enumerable.Range(0, phases).Select(i => $$"""
                { "id": "p{{i}}", "inputTokens": 100, "outputTokens": 10, "retry": { "rate": 0.3, "rounds": {{rounds}}, "failed": "drop" } }
                """))}}
          ] }
        """;

    [Fact]
    public void Too_many_kinds_of_calls_are_refused_with_their_place_and_the_limit()
    {
        var refused = Assert.Throws<ScenarioTooLargeException>(() => Planner.Build(Repository.Read(OfKinds(80, 20)), 10000));

        // 33 steps for the kinds of a phase and 640 for their rounds: the sixtieth phase is one too many.
        Assert.StartsWith("phases.p59.retry: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("more than 40,000 steps", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Fewer `rounds`", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_uncertain_amounts_are_refused()
    {
        var phases = Enumerable.Range(0, 999).Select(i => $$"""
            { "id": "p{{i}}", "inputTokens": { "product": [[1, 2], [1, 3], [1, 4]] }, "outputTokens": { "product": [[1, 2], [1, 3]] } }
            """);
        var text = $$"""
            { "name": "Amounts", "items": 10, "model": "gpt-5-mini", "tier": "batch", "spread": {}, "phases": [ {{string.Join(", ", phases)}} ] }
            """;

        var refused = Assert.Throws<ScenarioTooLargeException>(() => Planner.Build(Repository.Read(text), 10));

        Assert.Contains("10 for each uncertain amount", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_takes_too_long_to_collapse_is_simulated_call_by_call()
    {
        var few = Decide(OfRounds(3));
        var many = Decide(OfRounds(900));

        Assert.NotNull(few.Plan.Collapse);
        Assert.Null(many.Plan.Collapse);
        Assert.Contains(many.Reasons, reason => reason.Contains("more than 120,000,000 steps", StringComparison.Ordinal));
    }

    /// <summary>An item-level rate: each round has another average of it.</summary>
    private static string OfRounds(int rounds) => $$"""
        { "name": "Rounds", "items": 10000, "model": "gpt-5-mini", "tier": "batch", "spread": {},
          "factors": { "rate": { "range": [0, 0.9], "level": "item" } },
          "phases": [ { "id": "answer", "inputTokens": 400, "outputTokens": 20, "retry": { "rate": "rate", "rounds": {{rounds}} } } ] }
        """;

    private static MethodChoice Decide(string text) =>
        MethodChoice.Decide(Repository.Read(text), 10000, fixRun: false, exact: false, KernelSelector.Selected);
}
