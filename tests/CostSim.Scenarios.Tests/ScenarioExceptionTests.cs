namespace CostSim.Scenarios.Tests;

public class ScenarioExceptionTests
{
    [Fact]
    public void It_lists_every_error_with_its_place()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """
                { "name": "N", "item": "x", "items": 0, "model": "gpt-5-mini", "tier": "bath",
                  "phases": [ { "id": "A", "inputTokens": 1, "outputTokens": 1 } ] }
                """);
            var thrown = Assert.Throws<ScenarioException>(() => Scenario.Read(file));

            Assert.Equal(
                ["items", "tier"], thrown.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Path));
            Assert.Equal(2, thrown.Message.Split('\n').Count(line => line.StartsWith(file, StringComparison.Ordinal)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_one_error()
    {
        var thrown = Assert.Throws<ScenarioException>(() => Scenario.Read("no-such-scenario.json"));
        Assert.Single(thrown.Findings);
    }

    [Fact]
    public void Changes_are_made_before_it_is_read() =>
        Assert.Equal(7, Scenario.Read(Path.Combine(Repository.Root, "scenarios", "50atoms.json"), ["items=7"]).Items);
}
