namespace CostSim.Scenarios.Tests;

/// <summary>What the scenario states as quantities, with what it says of their sources.</summary>
public class AssumptionTests
{
    private const string Text = """
        // Written for nobody.

        { "name": "Tagging", "item": "ticket", "items": 100, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.1, "call": 0.2 },
          "factors": { // ratios
            "think": [1.5, 3], // measured
                               // twice
            /* a guess
               of ours */
            "other": [1, 2],
            "alias": "think",
          },
          "phases": [
            // What the pilot said:
            // 40 tickets.
            { "id": "a", "split": 3, "inputTokens": [700, 1500], "visibleTokens": 40, "billedPerVisible": "think",

              // far away

              "retry": {
                "rate": [0.1, 0.2], "rounds": 2, // "both // of them"
              }, // behind the object
            },
            { "id": "b", "inputTokens": 100, "visibleTokens": { "pert": [1, 2, 3],
              "level": "run" }, // at its end
              "billedPerVisible": "alias" },
            { "id": "c", "inputTokens": 1, "visibleTokens": 1, "billedPerVisible": "other" },
          ],
        }
        """;

    private static readonly Dictionary<string, Assumption> Assumptions =
        Given.Scenario(Text).Assumptions.ToDictionary(assumption => assumption.Path);

    [Fact]
    public void Every_quantity_comes_once_in_the_order_of_the_text() => Assert.Equal(
    [
        "factors.think", "factors.other", "phases.a.split", "phases.a.inputTokens", "phases.a.visibleTokens", "phases.a.retry.rate",
        "phases.a.retry.rounds",
        "phases.b.inputTokens", "phases.b.visibleTokens", "phases.c.inputTokens", "phases.c.visibleTokens",
    ], Given.Scenario(Text).Assumptions.Select(assumption => assumption.Path));

    [Theory]
    [InlineData("factors.think", "measured")]
    [InlineData("factors.other", "twice a guess of ours")]
    [InlineData("phases.a.split", "What the pilot said: 40 tickets.")]
    [InlineData("phases.a.inputTokens", "What the pilot said: 40 tickets.")]
    [InlineData("phases.a.retry.rate", "\"both // of them\"")]
    [InlineData("phases.a.retry.rounds", "\"both // of them\"")]
    [InlineData("phases.b.inputTokens", null)]
    [InlineData("phases.b.visibleTokens", "at its end")]
    public void A_comment_belongs_to_the_values_on_its_line_or_right_below(string path, string? comment) =>
        Assert.Equal(comment, Assumptions[path].Comment);

    [Fact]
    public void It_says_what_it_is_and_where_it_stands()
    {
        var think = Assumptions["factors.think"];
        Assert.Equal((1.5, 3.0, 5, "test.json", "[1.5,3]"), (think.Min, think.Max, think.Line, think.Source, think.Written));
        Assert.Equal(["phases.a.billedPerVisible", "phases.b.billedPerVisible"], think.UsedAt);
        Assert.True(Assumptions["phases.a.retry.rate"].IsShare);
        Assert.Equal(new Certain("phases.a.split", 3), Assumptions["phases.a.split"].Amount);
        Assert.Empty(Assumptions["phases.a.inputTokens"].UsedAt);
    }

    [Fact]
    public void A_change_stands_in_the_command_line()
    {
        var changed = Given.Scenario(Text, "phases.a.retry.rate=[0.1,0.3]").Assumptions.Single(
            assumption => assumption.Path == "phases.a.retry.rate");

        Assert.Equal(
            (0.3, true, "--set phases.a.retry.rate=[0.1,0.3]", null), (changed.Max, changed.IsChange, changed.Source, changed.Comment));
    }

    [Fact]
    public void A_comment_changes_nothing_but_the_hash_of_the_text()
    {
        var (bare, commented) = (Given.Scenario(Given.Input("[100, 200]")),
            Given.Scenario(Given.Input("[100, 200]").Replace("200]", "200] // so they say\n", StringComparison.Ordinal)));

        Assert.Equal(bare.Phases[0].Call, commented.Phases[0].Call);
        Assert.NotEqual(bare.Hash, commented.Hash);
        Assert.Equal([null, "so they say"], new[] { bare, commented }.Select(scenario => scenario.Assumptions[0].Comment));
    }
}
