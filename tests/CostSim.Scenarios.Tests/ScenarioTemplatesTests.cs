namespace CostSim.Scenarios.Tests;

public class ScenarioTemplatesTests
{
    public static TheoryData<string> Names => new(ScenarioTemplates.Names);

    [Fact]
    public void There_is_one_for_each_kind_of_work() =>
        Assert.Equal(["agents", "catalog", "moderation", "questions", "tickets", "translation"], ScenarioTemplates.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_read_without_a_finding_in_every_run_and_variant(string name)
    {
        var reading = Given.ReadPublished(ScenarioTemplates.Text(name));

        Assert.Empty(reading.Diagnostics);
        Assert.NotEmpty(reading.Cases);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_says_in_its_first_line_what_it_is_about(string name) => Assert.Matches("^[A-Z].*\\.$", ScenarioTemplates.Summary(name));

    [Fact]
    public void An_unknown_one_is_refused_with_the_names() =>
        Assert.Contains(
            "agents, catalog", Assert.Throws<ArgumentException>(() => ScenarioTemplates.Text("none")).Message, StringComparison.Ordinal);
}
