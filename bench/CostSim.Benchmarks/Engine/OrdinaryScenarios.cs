using System.Text;
using CostSim.Scenarios;

namespace CostSim.Benchmarks.Engine;

/// <summary>Scenarios as people write them, with words that change how a run is drawn.</summary>
public static class OrdinaryScenarios
{
    private const int PilotValues = 200;

    /// <summary>The phases of the reference job that call; each has a cap on output then, which binds in some of them.</summary>
    private static readonly string[] Calls = ["P1", "P2", "P4", "P6", "P7", "P8", "P8.retry.fix", "P9"];

    /// <summary>The reference job with <c>maxOutputTokens</c> on every phase that calls.</summary>
    public static Scenario CappedFiftyAtoms { get; } = Sound(ScenarioReader.ReadFile(
        Repository.Path("scenarios/50atoms.json"), new ScenarioChanges([.. Calls.Select(call => $"phases.{call}.maxOutputTokens=4096")]),
        PriceCatalogue.BuiltIn));

    /// <summary>A phase whose output is 200 values from a pilot, and a review of some.</summary>
    public static Scenario PilotOfTwoHundred { get; } = Read($$"""
        { "name": "From a pilot", "items": 2000, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.05, "call": 0.1 },
          "phases": [
            { "id": "write", "inputTokens": [900, 1400], "outputTokens": { "values": [{{string.Join(", ", Pilot())}}], "level": "call" },
              "retry": { "rate": [0.01, 0.05], "rounds": 2 } },
            { "id": "review", "share": 0.05, "model": "gpt-5", "inputTokens": [1200, 1900], "outputTokens": [30, 60] } ] }
        """);

    /// <summary>Forty items of which some are much longer than others, in every phase.</summary>
    public static Scenario LongTailOfForty { get; } = Read("""
        { "name": "Long and short items", "items": 40, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.05, "call": 0.1 },
          "factors": { "length": { "lognormal": { "mean": 1, "sd": 1 }, "level": "item" } },
          "phases": [
            { "id": "read", "inputTokens": { "product": [[2000, 4000], "length"] }, "visibleTokens": { "product": [[300, 600], "length"] }, "billedPerVisible": [1.3, 2] },
            { "id": "sample", "share": 0.2, "model": "gpt-5", "inputTokens": { "product": [[1000, 2000], "length"] }, "outputTokens": [100, 300] } ] }
        """);

    /// <summary>Output tokens that rise like those of a pilot: many short ones, a few long ones.</summary>
    private static IEnumerable<int> Pilot() =>
        Enumerable.Range(0, PilotValues).Select(i => 180 + i + 120_000 / (PilotValues + 20 - i) / 10);

    private static Scenario Read(string json) =>
        Sound(ScenarioReader.Read("ordinary", Encoding.UTF8.GetBytes(json), ScenarioChanges.None, PriceCatalogue.BuiltIn));

    private static Scenario Sound(ScenarioReading reading) =>
        reading.Scenario ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
}
