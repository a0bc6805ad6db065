namespace CostSim.Scenarios.Tests.Reading.Cases;

public class ChangeBookTests
{
    private static readonly string Text = Given.Phases(
        """
        { "id": "P1", "inputTokens": "size", "outputTokens": 100, "retry": { "rate": [0, 0.1], "rounds": 2 } },
        { "id": "P2", "share": 0.5, "inputTokens": 10, "outputTokens": 100 }
        """,
        """{ "size": [10, 20] }""");

    [Fact]
    public void A_change_replaces_the_value_whole()
    {
        var phase = Given.Scenario(Text, "phases.P1.retry.rate=0.3", "factors.size={\"90%\": [10, 30]}").Phases[0];

        Assert.Equal(new Certain("phases.P1.retry.rate", 0.3), phase.Retry!.Rate);
        Assert.Equal(new Uncertain("factors.size", new LognormalIntervalShape(0.9, 10, 30), new Spread(0.1, 0.2)), phase.Call!.InputTokens);
    }

    [Fact]
    public void Null_removes_a_key_and_a_phase()
    {
        var scenario = Given.Scenario(Text, "phases.P1.retry=null", "phases.P2=null");

        Assert.Null(Assert.Single(scenario.Phases).Retry);
    }

    [Fact]
    public void A_change_adds_a_key()
    {
        var scenario = Given.Scenario(
            Text, "phases.P2.keep=0.9", "limits=[{\"atMostUsd\": 5, \"confidence\": 0.9}]", "limits.0.atMostUsd=7");

        Assert.Equal(new Certain("phases.P2.keep", 0.9), scenario.Phases[1].Keep);
        Assert.Equal(new Limit(7, 0.9), Assert.Single(scenario.Limits));
    }

    [Fact]
    public void A_bare_word_is_text()
    {
        var scenario = Given.Scenario(Text, "model=gpt-5.1", "phases.P2.inputTokens=size");

        Assert.Equal("gpt-5.1", scenario.Model.Model);
        Assert.Same(scenario.Factors[0].Amount, scenario.Phases[1].Call!.InputTokens);
    }

    [Fact]
    public void The_tier_is_the_scenarios_and_phases_keep_their_own()
    {
        var text = Text.Replace("\"share\": 0.5", "\"tier\": \"batch\", \"share\": 0.5", StringComparison.Ordinal);

        var reading = Given.Read(text, new ScenarioChanges([], Tier.Standard));

        Assert.Empty(reading.Diagnostics);
        Assert.Equal(Tier.Standard, reading.Scenario!.Model.Tier);
        Assert.Equal(Tier.Standard, reading.Scenario.Phases[0].Call!.Model.Tier);
        Assert.Equal(Tier.Batch, reading.Scenario.Phases[1].Call!.Model.Tier);
    }

    [Theory]
    [InlineData("phases.P1.retry.rate",
        "--set phases.P1.retry.rate(1,1): error: a change has no `=`\n    Written PATH=VALUE: phases.P4.retry.rate=0.1; `null` removes.")]
    [InlineData(
        "=5", "--set =5(1,1): error: a change has no path before `=`\n    Written PATH=VALUE: phases.P4.retry.rate=0.1; `null` removes.")]
    [InlineData("items=",
        "--set items=(1,1): error: a change has no value after `=`\n    Written PATH=VALUE: phases.P4.retry.rate=0.1; `null` removes.")]
    [InlineData("phases..rate=5",
        "--set phases..rate=5(1,1): error phases..rate: the path has an empty part\n    Keys are joined by single points: "
            + "phases.P4.retry.rate")]
    [InlineData(
        "phases.P3.share=1", "--set phases.P3.share=1(1,1): error phases.P3.share: there is no phase \"P3\"\n    Did you mean `P1`?")]
    [InlineData(
        "phases.review={}", "--set phases.review={}(1,1): error phases.review: there is no phase \"review\"\n    There are: `P1`, `P2`.")]
    [InlineData("phases.P2.retry.rate=1",
        "--set phases.P2.retry.rate=1(1,1): error phases.P2.retry.rate: `phases.P2` has no `retry`\n    There are: `id`, `share`, "
            + "`inputTokens`, `outputTokens`.")]
    [InlineData("factors.size.2=1",
        "--set factors.size.2=1(1,1): error factors.size.2: `factors.size` has 2 elements, and `2` is none of them: they count from 0")]
    [InlineData("items.x=1", "--set items.x=1(1,1): error items.x: `items` is 100, so it has no `x`\n    Change it as a whole.")]
    [InlineData("items.x.y=1", "--set items.x.y=1(1,1): error items.x.y: `items` is 100, so it has no `x`")]
    [InlineData(
        "items=5 %", "--set items=5 %(1,9): error items: the value is no JSON and no plain word: found `%`; expected the end of the text")]
    [InlineData("items=[1",
        "--set items=[1(1,9): error items: the value is no JSON and no plain word: the text ends here, and the `[` of line 1, column 7 is "
            + "still open; expected `]`")]
    [InlineData("items=-5", "--set items=-5(1,7): error items: -5 is negative; every number of a scenario is 0 or more")]
    [InlineData("phases.P1.retry.rat=1",
        "--set phases.P1.retry.rat=1(1,21): error phases.P1.retry.rat: unknown key \"rat\" in `retry`\n    Did you mean `rate`? Allowed: "
            + "`name`, `rate`, `rounds`, `maxOutputTokens`, `capPerItem`, `extraInputTokens`, `fix`, `rerun`, `failed`, `billed`.")]
    [InlineData("items=100", "--set items=100(1,7): warning items: this change has no effect: the value is 100 already")]
    [InlineData("items=1e2", "--set items=1e2(1,7): warning items: this change has no effect: the value is 1e2 already")]
    [InlineData("limits=null", "--set limits=null(1,8): warning limits: this change has no effect: there is nothing to remove")]
    public void Says_what_is_wrong_with(string change, string expected) => Assert.Equal(expected, Given.Finding(Text, change));

    [Fact]
    public void Findings_of_changes_follow_those_of_the_text()
    {
        var reading = Given.Read(Given.Phases("""{ "id": "P1", "inputTokens": 1 }"""), "items=0", "name=5");

        Assert.Equal(
            ["test.json", "--set items=0", "--set name=5"],
            reading.Diagnostics.Select(diagnostic => diagnostic.Source));
    }
}
