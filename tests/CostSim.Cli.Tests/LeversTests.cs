using System.Text.Json;

namespace CostSim.Cli.Tests;

/// <summary><c>costsim levers</c> on the built program; every amount is certain, so that savings are worked out by hand.</summary>
public sealed class LeversTests : IDisposable
{
    /// <summary>
    /// Batch prices of gpt-5-mini: $0.125 and $1, read from a cache $0.0125; of gpt-5-nano: $0.025 and $0.2 for a million tokens.
    /// </summary>
    private const string Text = """
        {
          "name": "Certain", "items": 1000, "model": "gpt-5-mini", "tier": "batch", "pricesOn": "2026-06-01", "spread": {},
          "phases": [ { "id": "write", "inputTokens": { "sum": [2000, 500] }, "visibleTokens": 100, "billedPerVisible": 3 } ],
        }
        """;

    private readonly Program _program = new();

    public LeversTests() => File.WriteAllText(_program["certain.json"], Text);

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Levers_are_ranked_by_what_they_save()
    {
        var ended = _program.Run("levers", "certain.json", "-n", "400", "--format", "json");
        ended.RequireSuccess();
        var levers = JsonDocument.Parse(ended.Output).RootElement.GetProperty("levers").EnumerateArray().ToList();

        Assert.Equal(["smaller model", "caching", "lower reasoning"], levers.Select(lever => lever.GetProperty("lever").GetString()!));
        Saves(1000 * (2500 * (0.125e-6 - 0.025e-6) + 300 * (1e-6 - 0.2e-6)), levers[0]); // $0.49
        Saves(1000 * 0.8 * 2000 * (0.125e-6 - 0.0125e-6), levers[1]); // $0.18
        Saves(1000 * 100 * 1e-6, levers[2]); // $0.10: billed 300 become 200
    }

    [Fact]
    public void The_table_says_what_is_assumed_how_to_try_it_and_what_does_not_apply()
    {
        var ended = _program.Run("levers", "certain.json", "-n", "400");

        ended.RequireSuccess();
        foreach (var told in new[]
        {
            "smaller model (write) saves most: $0.490 of $0.61", "quality is not simulated", "--set phases.write.model=openai/gpt-5-nano",
            "80 % of its fixed 2,000 tokens are read from the cache", "every call pays the price of a batch already",
            "no phase has `duplicate`",
        })
            Assert.Contains(told, ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Levers_are_of_one_scenario() =>
        _program.Run("levers", "certain.json", "--items", "5,6").RequireOneLine(2, "levers are tried on one scenario");

    private static void Saves(double usd, JsonElement lever) =>
        Assert.Equal(-usd, lever.GetProperty("meanUsd").GetProperty("value").GetDouble(), 1e-9);
}
