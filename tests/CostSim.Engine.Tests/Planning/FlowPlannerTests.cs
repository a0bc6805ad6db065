using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;

namespace CostSim.Engine.Tests.Planning;

/// <summary>Ends of an item's units, phase by phase, counted by hand.</summary>
public class FlowPlannerTests
{
    public static TheoryData<string, string> Flows => new()
    {
        { """{ "id": "a", "split": { "easy": 19, "hard": 43 }, CALL }, { "id": "b", "only": "hard", CALL }""", "1 62 62; 62 43 62" },
        { """{ "id": "a", "split": 3, CALL, "route": { "odd": [0.1, 0.3], "even": "rest" } }, { "id": "b", "only": "odd", CALL }, { "id": "c", CALL }""", "1 3 3; 3 0-3 3; 3 3 3" },
        { """{ "id": "a", "local": true, "duplicate": 0.1 }, { "id": "b", "split": [2, 4.5], CALL }, { "id": "c", "join": true, CALL }""",
            "1 1-2 1-2; 1-2 2-8 2-8; 2-8 1 1" },
        { """{ "id": "a", "split": 4, CALL, "retry": { "rate": [0, 0.2], "rounds": 2, "failed": "drop" } }, { "id": "b", "join": true, CALL }""", "1 4 0-4; 0-4 0-1 0-1" },
        { """{ "id": "a", "split": 10, CALL }, { "id": "b", "share": 0.3, "counts": "rounded", CALL, "keep": 0.5 }""", "1 10 10; 10 3 9" },
    };

    [Theory]
    [MemberData(nameof(Flows))]
    public void Units_have_these_ends(string phases, string expected)
    {
        var units = Plan(phases).Phases.Select(phase => $"{Ends(phase.Units.Before)} {Ends(phase.Units.Called)} {Ends(phase.Units.After)}");

        Assert.Equal(expected, string.Join("; ", units));
    }

    [Theory]
    [InlineData("""{ "id": "a", CALL }, { "id": "b", "local": true, "retry": { "rate": 0.04, "rounds": 2, "rerun": "a" } }""", 0, 1, 3)]
    [InlineData("""{ "id": "a", CALL }, { "id": "b", "local": true, "retry": { "rate": 1, "rounds": 2, "rerun": "a" } }""", 0, 3, 3)]
    [InlineData(
        """{ "id": "z", "local": true, "split": 9 }, { "id": "a", CALL }, { "id": "b", "local": true, "retry": { "rate": 0.04, "rounds": 5, "rerun": "a", "capPerItem": 7 } }""", 1, 9, 16)]
    [InlineData(
        """{ "id": "a", "split": 4, CALL }, { "id": "b", "join": true, CALL }, { "id": "c", "local": true, "retry": { "rate": 0.1, "rounds": 2, "rerun": "a" } }""", 0, 4, 12)]
    [InlineData(
        """{ "id": "a", CALL, "retry": { "rate": 0.1, "rounds": 1 } }, { "id": "b", "local": true, "retry": { "rate": 0.1, "rounds": 3, "rerun": "a" } }""", 0, 1, 8)]
    public void Calls_of_a_phase_that_is_passed_again_have_these_ends(string phases, int phase, double min, double max) =>
        Assert.Equal(new Bounds(min, max), Plan(phases).Phases[phase].SupportPerItem.Calls);

    [Fact]
    public void Operations_have_ends_and_steps_of_their_own()
    {
        var plan = Plan("""{ "id": "a", CALL }, { "id": "b", "share": 0.5, "usdPerUnit": [2, 5] }""");

        Assert.Equal(Measures.WithOperations, plan.Measures);
        Assert.Equal(new Bounds(0, 50), plan.Support.Operations);
        Assert.Equal(plan.Support.Cost + plan.Support.Operations, plan.Support[Measure.AllCost]);
        Assert.Equal(Measures.OfTokens, Plan("""{ "id": "a", CALL }""").Measures);
    }

    private static string Ends(Bounds units) => units.Min == units.Max ? $"{units.Min}" : $"{units.Min}-{units.Max}";

    private static Plan Plan(string phases) => Planner.Build(
        Repository.Read($$"""
            { "name": "Flow", "items": 10, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.2, "call": 0.3 },
              "phases": [ {{phases.Replace("CALL", "\"inputTokens\": [200, 900], \"outputTokens\": [50, 400]", StringComparison.Ordinal)}} ] }
            """), 10);
}
