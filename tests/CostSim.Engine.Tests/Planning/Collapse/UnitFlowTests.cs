using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Planning.Collapse;

/// <summary>Totals of branching units over many items at once, against the same run call by call, and against closed forms.</summary>
public class UnitFlowTests
{
    private const int Trials = 6_000;

    public static TheoryData<string> Flows =>
    [
        // Duplicates, then all but a few go on, and what fails is dropped.
        """{ "id": "queue", "local": true, "duplicate": [0.1, 0.3] }, { "id": "a", CALL, "keep": 0.9, "retry": { "rate": [0.1, 0.2], "rounds": 2, "failed": "drop" } }, { "id": "b", CALL }""",
        // Labels by split and by route, and an amount for each.
        """
        { "id": "a", "split": { "easy": 3, "hard": 2 }, "inputTokens": { "by": { "easy": [100, 300], "hard": 700 } }, "outputTokens": [50, 90] },
        { "id": "b", "only": "hard", CALL, "route": { "odd": [0.2, 0.4], "even": 0.3 } }, { "id": "c", "only": ["odd", "easy"], "share": 0.5, "usdPerUnit": [0.2, 0.5] }
        """,
        // Reruns of a unit, with a retry and a filter within.
        """{ "id": "a", CALL, "retry": { "rate": 0.1, "rounds": 1 } }, { "id": "b", "share": 0.6, CALL }, { "id": "check", "local": true, "retry": { "rate": [0.1, 0.3], "rounds": 2, "rerun": "a" } }""",
        // Reruns of the whole item, across a join.
        """
        { "id": "a", "split": { "easy": 3, "hard": 2 }, CALL }, { "id": "b", "only": "easy", CALL }, { "id": "c", "join": true, CALL },
        { "id": "d", CALL, "retry": { "rate": [0.1, 0.3], "rounds": 2, "rerun": "a", "failed": "drop" } }, { "id": "e", CALL }
        """,
        // Units that the run decides on, a join of what is left of them, and duplicates that differ between items.
        """{ "id": "a", "split": [2, 4], CALL }, { "id": "b", "local": true, "keep": 0.5 }, { "id": "c", "join": true, CALL }""",
        """{ "id": "a", "local": true, "duplicate": { "range": [0.1, 0.3], "level": "item" } }, { "id": "b", CALL }""",
    ];

    [Theory]
    [MemberData(nameof(Flows))]
    public void All_items_at_once_agree_with_call_by_call(string phases)
    {
        const int Items = 300;
        var scenario = Read(phases);
        var plan = Planner.Build(scenario, Items);
        var (collapse, _, reason) = CollapsePlanner.Build(plan);
        Assert.Null(reason);
        Assert.Null(MeanGuard.Missed(plan with { Collapse = collapse }, KernelSelector.Selected));
        var exact = Simulated.Run(plan, Trials, seed: 11).Table();
        var atOnce = Simulated.Run(plan with { Collapse = collapse }, Trials, seed: 12).Table();

        LawCheck.AssertNone(LawCheck.Agreement(atOnce, exact, checks: 4 * 6 * 6));
    }

    [Theory]
    [InlineData("""{ "id": "a", "split": 3, CALL, "retry": { "rate": 0.1, "rounds": 1, "failed": "drop", "capPerItem": 2 } }""", "cap")]
    public void What_needs_the_units_of_each_item_goes_call_by_call_and_says_why(string phases, string why) =>
        Assert.Contains(why, CollapsePlanner.Build(Planner.Build(Read(phases), 100)).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_rerun_of_a_certain_rate_has_the_mean_of_the_series()
    {
        // 0.04 of 50,000, and 0.04 of those: 2,000 + 80 further calls.
        var scenario = Read(
            """{ "id": "generate", CALL }, { "id": "schema", "local": true, "retry": { "rate": 0.04, "rounds": 2, "rerun": "generate" } }""");
        var plan = Planner.Build(scenario, 50_000);
        var atOnce = Simulated.Run(plan with { Collapse = CollapsePlanner.Build(plan).Collapse }, 4_000);

        Assert.Equal(52_080, atOnce.Aggregates[0].Phase(0, Measure.Calls).Moments.Mean, 5.0);
    }

    private static Scenario Read(string phases) => Repository.Read($$"""
        { "name": "Flow", "items": 10, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.2, "call": 0.3 },
          "phases": [ {{phases.Replace("CALL", "\"inputTokens\": [200, 900], \"outputTokens\": [50, 400]", StringComparison.Ordinal)}} ] }
        """);
}
