namespace CostSim.Scenarios.Tests.Reading.Amounts;

public class CorrelationBinderTests
{
    private const string Phases = """{ "id": "P1", "inputTokens": "a", "visibleTokens": [10, 20], "billedPerVisible": "b" }""";

    [Fact]
    public void Pairs_are_named_by_the_draws_that_their_paths_stand_for()
    {
        var scenario = Read("""{ "between": ["phases.P1.inputTokens", "factors.b", "phases.P1.visibleTokens"], "matrix": [[1, 0.5, -0.25], [0.5, 1, 0], [-0.25, 0, 1]] }""");

        // No correlation is what all other pairs have.
        Assert.Equal([new Correlation("factors.a", "factors.b", 0.5), new Correlation("factors.a", "phases.P1.visibleTokens", -0.25)], scenario.Scenario!.Correlations);
    }

    [Fact]
    public void A_rank_is_that_of_every_pair() => Assert.Equal(
        [new Correlation("factors.a", "factors.b", 0.4), new Correlation("factors.a", "phases.P1.visibleTokens", 0.4), new Correlation("factors.b", "phases.P1.visibleTokens", 0.4)],
        Read("""{ "between": ["factors.a", "factors.b", "phases.P1.visibleTokens"], "rank": 0.4 }""").Scenario!.Correlations);

    [Fact]
    public void The_nearest_correlations_that_a_message_shows_are_accepted()
    {
        var told = Assert.Single(Read("""{ "between": ["factors.a", "factors.b", "phases.P1.visibleTokens"], "rank": -0.9 }""").Diagnostics);
        var shown = told.Hint![told.Hint!.IndexOf('{', StringComparison.Ordinal)..];

        Assert.Empty(Read(shown).Diagnostics);
    }

    [Fact]
    public void An_amount_in_error_is_not_told_to_be_missing()
    {
        var text = Text("""{ "between": ["factors.a", "phases.P1.visibleTokens"], "rank": 0.4 }""");
        var reading = Given.Read(text.Replace("[100, 200]", "[200, 100]", StringComparison.Ordinal).Replace("[10, 20]", "[20, 10]", StringComparison.Ordinal));

        Assert.Equal(["factors.a", "phases.P1.visibleTokens"], reading.Diagnostics.Select(diagnostic => diagnostic.Path));
    }

    private static ScenarioReading Read(string entry) => Given.Read(Text(entry));

    private static string Text(string entry) =>
        Given.Phases(Phases, """{ "a": [100, 200], "b": [2, 3] }""").TrimEnd().TrimEnd('}') + $", \"correlations\": [ {entry} ] }}";
}
