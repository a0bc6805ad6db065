using System.Text;

namespace CostSim.Scenarios.Tests;

/// <summary>Short scenarios for tests that look at one thing of them.</summary>
internal static class Given
{
    /// <summary>A scenario of one call whose input tokens are the given amount.</summary>
    public static string Input(string amount, string factors = "{}") => Phases(
        $$"""{ "id": "P1", "inputTokens": {{amount}}, "outputTokens": [100, 200] }""", factors);

    /// <summary>A scenario of the given phases.</summary>
    public static string Phases(string phases, string factors = "{}") => $$"""
        {
          "name": "Tagging", "item": "ticket", "items": 100, "model": "gpt-5-mini", "tier": "batch",
          "spread": { "item": 0.1, "call": 0.2 },
          "factors": {{factors}},
          "phases": [ {{phases}} ]
        }
        """;

    public static ScenarioReading Read(string text, params string[] changes) =>
        Read(text, new ScenarioChanges(changes));

    public static ScenarioReading Read(string text, ScenarioChanges changes) => Read(text, changes, FixedPrices.Catalogue);

    /// <summary>Reads a scenario that is published, at the prices of the program, which must have all its models.</summary>
    public static ScenarioReading ReadPublished(string text) => Read(text, ScenarioChanges.None, PriceCatalogue.BuiltIn);

    private static ScenarioReading Read(string text, ScenarioChanges changes, PriceCatalogue prices) =>
        ScenarioReader.Read("test.json", Encoding.UTF8.GetBytes(text), changes, prices);

    /// <summary>The scenario of a text in which nothing is found.</summary>
    public static Scenario Scenario(string text, params string[] changes)
    {
        var reading = Read(text, changes);
        Assert.Empty(reading.Diagnostics);
        return reading.Scenario!;
    }

    /// <summary>The only finding in a text, as it is printed.</summary>
    public static string Finding(string text, params string[] changes) => Assert.Single(Read(text, changes).Diagnostics).ToString();
}
