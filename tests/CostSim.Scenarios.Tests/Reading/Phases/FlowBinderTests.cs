namespace CostSim.Scenarios.Tests.Reading.Phases;

public class FlowBinderTests
{
    private const string Call = "\"inputTokens\": 100, \"outputTokens\": 10";

    [Fact]
    public void Reads_every_word_of_the_flow()
    {
        var phases = Given.Scenario(Given.Phases($$"""
            { "id": "queue", "local": true, "duplicate": [0.1, 0.2] },
            { "id": "write", "split": { "easy": 19, "hard": 43 }, {{Call}} },
            { "id": "grade", "only": ["hard"], "inputTokens": { "by": { "hard": 100, "easy": [5, 9] } }, "outputTokens": 5, "route": { "unsure": 0.1, "sure": "rest" } },
            { "id": "person", "only": "unsure", "usdPerUnit": 3, "retry": { "rate": 0.1, "rounds": 1, "failed": "drop" } },
            { "id": "all", "join": true, {{Call}} },
            { "id": "parts", "split": { "range": [2, 5], "level": "item" }, {{Call}}, "retry": { "rate": 0.1, "rounds": 1, "failed": "keep" } },
            { "id": "accept", "local": true, "retry": { "rate": 0.1, "rounds": 2, "rerun": "parts2" } }
            """.Replace("{ \"id\": \"accept\"", $$"""{ "id": "parts2", {{Call}} }, { "id": "accept" """, StringComparison.Ordinal))).Phases;

        Assert.Equal(new Uncertain("phases.queue.duplicate", new UniformShape(0.1, 0.2), Spread.AtRun), phases[0].Duplicate);
        Assert.Equal([new LabelCount("easy", 19), new LabelCount("hard", 43)], phases[1].SplitByLabel);
        Assert.Equal(["hard"], phases[2].Only);
        Assert.Equal(
            [("hard", "phases.grade.inputTokens.by.hard"), ("easy", "phases.grade.inputTokens.by.easy")],
            Assert.IsType<ByLabel>(phases[2].Call!.InputTokens).Amounts.Select(each => (each.Label, each.Amount.Path)));
        Assert.Equal([new RouteShare("unsure", new Certain("phases.grade.route.unsure", 0.1)), new RouteShare("sure", null)], phases[2].Route);
        Assert.Equal(["unsure"], phases[3].Only);
        Assert.Equal(new Certain("phases.person.usdPerUnit", 3), phases[3].UsdPerUnit);
        Assert.True(phases[3].Retry!.FailedDropped);
        Assert.True(phases[4].Join);
        Assert.Equal(new Uncertain("phases.parts.split", new UniformShape(2, 5), Spread.AtItem), phases[5].SplitAmount);
        Assert.False(phases[5].Retry!.FailedDropped);
        Assert.Equal("parts2", phases[7].Retry!.RerunFrom);
    }

    [Fact]
    public void A_named_factor_may_depend_on_labels() => Assert.Equal(
        "factors.size",
        Given.Scenario(Given.Phases(
            $$"""{ "id": "a", "split": { "x": 1, "y": 2 }, {{Call}} }, { "id": "b", "inputTokens": "size", "outputTokens": 10 }""",
            """{ "size": { "by": { "x": 5, "y": [10, 20] } } }""")).Phases[1].Call!.InputTokens.Path);
}
