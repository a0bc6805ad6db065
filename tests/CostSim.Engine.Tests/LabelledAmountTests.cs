using System.Text;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>Products, sums and caches of which a part depends on the unit's label.</summary>
public class LabelledAmountTests
{
    private const string Head = """ "name": "x", "items": 40, "model": "gpt-5-mini", "tier": "batch", "spread": {} """;

    [Theory]
    [InlineData("""{ "product": [{ "by": { "easy": 0.2, "hard": 0.8 } }, 0.5] }""", 0.1 + 0.4)]
    [InlineData("""{ "sum": [{ "by": { "easy": 0.1, "hard": 0.5 } }, [0.1, 0.3]] }""", 0.3 + 0.7)]
    public void A_rate_is_that_of_the_label(string rate, double repeatedOfTwo)
    {
        var scenario = Repository.Read($$"""
            { {{Head}}, "phases": [ { "id": "a", "split": { "easy": 1, "hard": 1 }, "inputTokens": 1, "outputTokens": 0, "retry": { "rate": {{rate}}, "rounds": 1 } } ] }
            """);

        Assert.Equal(40 * (2 + repeatedOfTwo), Simulated.Table(scenario, 40, 20_000)[1, Measure.Calls].Average(), 0.2);
    }

    [Theory]
    [InlineData("""{ "cached": { "by": { "easy": [0, 0.2], "hard": [0.8, 1] } }, "of": 1000 }""", 0.1 + 0.9)]
    [InlineData("""{ "cached": { "by": { "easy": 0.2, "hard": 0.8 } }, "of": 1000 }""", 0.2 + 0.8)]
    [InlineData("""{ "by": { "easy": { "cached": 0.25, "of": 1000 }, "hard": 1000 } }""", 0.25)]
    public void A_cached_share_is_that_of_the_label(string input, double readOfTwo)
    {
        var scenario = Repository.Read($$"""
            { {{Head}}, "phases": [ { "id": "a", "split": { "easy": 1, "hard": 1 }, "inputTokens": {{input}}, "outputTokens": 0 } ] }
            """);
        var table = Simulated.Table(scenario, 40, 20_000);

        Assert.Equal(40 * 1000 * ((2 - readOfTwo) * 0.125 + readOfTwo * 0.0125), 1e6 * table[1, Measure.Cost].Average(), 40.0);
    }

    [Fact]
    public void A_label_may_name_a_factor_that_stands_below()
    {
        var scenario = Repository.Read($$"""
            { {{Head}}, "factors": { "size": { "by": { "easy": "small", "hard": { "product": ["small", 3] } } }, "small": 100 },
              "phases": [ { "id": "a", "split": { "easy": 1, "hard": 1 }, "inputTokens": "size", "outputTokens": 0 } ] }
            """);

        Assert.Equal(400, Planner.Build(scenario, 1).Support.InputTokens.Max);
    }

    [Fact]
    public void A_cache_of_one_label_needs_a_price_too()
    {
        const string Text = $$"""
            { {{Head}}, "phases": [ { "id": "a", "model": "gemini-2.5-flash", "split": { "easy": 1, "hard": 1 },
              "inputTokens": { "by": { "easy": { "cached": 0.5, "of": 10 }, "hard": 10 } }, "outputTokens": 0 } ] }
            """;
        var reading = ScenarioReader.Read("x", Encoding.UTF8.GetBytes(Text), ScenarioChanges.None, FixedPrices.Catalogue);

        Assert.Contains(
            reading.Diagnostics, diagnostic => diagnostic.Message.Contains("no batch price of cached input", StringComparison.Ordinal));
    }
}
