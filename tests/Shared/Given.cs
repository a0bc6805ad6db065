using System.Text;
using CostSim.Engine;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Tests;

/// <summary>Small scenarios, and runs of them.</summary>
internal static class Given
{
    /// <summary>Two phases with calls, a local one, an allowance, a limit.</summary>
    public const string Tickets = """
        {
          "name": "Ticket tagging", "item": "ticket", "items": 20, "model": "gpt-5-mini", "tier": "batch",
          "spread": { "item": 0.1, "call": 0.2 },
          "phases": [
            { "id": "known", "local": true, "keep": [0.7, 0.8] },
            { "id": "tag", "name": "Tagging", "inputTokens": [700, 1500], "visibleTokens": [40, 90], "billedPerVisible": [1.5, 3],
              "retry": { "rate": [0.01, 0.05], "rounds": 2 } },
            { "id": "review", "share": 0.05, "model": "gpt-5", "inputTokens": [900, 1800], "outputTokens": [30, 60] },
          ],
          "allowances": [ { "name": "Guide", "inputTokensPerItem": [300, 400] } ],
          "limits": [ { "atMostUsd": 0.01, "confidence": 0.95 } ],
        }
        """;

    /// <summary>Two runs, a variant, a margin, operations, limits of all kinds.</summary>
    public const string Catalog = """
        {
          "name": "Catalog", "item": "record", "model": "gpt-5-mini", "tier": "batch", "safetyMargin": 0.2, "spread": { "item": 0.1, "call": 0.2 },
          "runs": { "month": { "items": 20, "period": "month" }, "archive": { "items": 30, "change": { "tier": "standard", "phases.review": null } } },
          "phases": [
            { "id": "write", "inputTokens": [700, 1500], "outputTokens": [40, 90] },
            { "id": "review", "share": 0.2, "model": "gpt-5", "inputTokens": [900, 1800], "outputTokens": [30, 60] },
          ],
          "operations": [ { "name": "Storage", "usdPerRun": [0.02, 0.03] }, { "name": "People", "usdPerItem": { "range": [0.001, 0.003], "level": "item" } } ],
          "variants": { "nano": { "phases.write.model": "gpt-5-nano" } },
          "limits": [
            { "run": "month", "atMostUsd": 0.009, "confidence": 0.95 },
            { "atMostUsd": 0.0035, "confidence": 0.9, "per": "item", "of": "all" },
          ],
        }
        """;

    /// <summary>A scenario of one phase.</summary>
    /// <param name="input">Its input tokens, as the scenario writes them.</param>
    /// <param name="more">Further keys of the scenario, each followed by a comma.</param>
    public static string OnePhase(string input, string output = "100", long items = 1, string more = "") => $$"""
        {
          "name": "One", "item": "item", "items": {{items}}, "model": "gpt-5-mini", "tier": "batch", "spread": {}, {{more}}
          "phases": [ { "id": "P1", "inputTokens": {{input}}, "outputTokens": {{output}} } ],
        }
        """;

    public static Scenario Scenario(string text, params string[] changes)
    {
        var reading = ScenarioReader.Read("test.json", Encoding.UTF8.GetBytes(text), new ScenarioChanges(changes), FixedPrices.Catalogue);
        return reading.Scenario ?? throw new ArgumentException(string.Join('\n', reading.Diagnostics));
    }

    /// <summary>Every run of a scenario, then every run in each variant.</summary>
    public static IReadOnlyList<Scenario> Cases(string text) =>
        ScenarioReader.Read("test.json", Encoding.UTF8.GetBytes(text), ScenarioChanges.None, FixedPrices.Catalogue).Cases;

    public static Scenario FiftyAtoms => Scenario(Repository.Text("scenarios", "50atoms.json"));

    /// <summary>Runs a scenario at numbers of items; its own where none is given.</summary>
    public static Outcome Run(string text, long trials = 2000, params long[] items) => Run(Scenario(text), trials, null, items);

    public static Outcome Run(Scenario scenario, long trials, double? budgetUsd = null, params long[] items) =>
        Run([.. (items.Length == 0 ? [scenario.Items] : items).Select(count => new SizedScenario(scenario, count))], trials, budgetUsd);

    /// <summary>Runs every case of a scenario at its own number of items, on the same draws.</summary>
    public static Outcome RunCases(string text, long trials) =>
        Run([.. Cases(text).Select(one => new SizedScenario(one, one.Items))], trials, null);

    private static Outcome Run(SizedScenario[] cases, long trials, double? budgetUsd)
    {
        Plan[] plans = [.. cases.Select(one => Planner.Build(one.Scenario, one.Items))];
        var drawn = new DrawnTrials(plans);
        var results = Simulation.Run(plans, new SimulationOptions(1, trials, 2) { Sink = drawn });
        return new Outcome(drawn, results, new Summary
        {
            Scenario = cases[0].Scenario,
            Seed = 1,
            Trials = trials,
            ResultHash = Simulation.ResultHash(results),
            Runs = [.. results.Zip(cases, (result, one) => Summariser.Summarise(one.Scenario, result, budgetUsd))],
        });
    }
}

/// <summary>A run: the trials themselves, what the engine kept of them, and the summary.</summary>
internal sealed record Outcome(DrawnTrials Trials, IReadOnlyList<Aggregates> Results, Summary Summary)
{
    public RunSummary Run => Summary.Runs[0];
}

/// <summary>Keeps every trial, in the steps of the engine.</summary>
internal sealed class DrawnTrials(IReadOnlyList<Plan> plans) : ITrialSink
{
    private readonly List<(long First, long[][][] Values)> _blocks = [];

    public void Accept(IReadOnlyList<TrialBlock> blocks)
    {
        var values = blocks.Select(block => Scopes(block).ToArray()).ToArray();
        lock (_blocks)
            _blocks.Add((blocks[0].FirstTrial, values));
    }

    /// <summary>The trials in order, in steps.</summary>
    /// <param name="plan">Which plan.</param>
    /// <param name="phase">Index of the phase, or −1 for the run.</param>
    public long[] Steps(int plan, int phase, Measure measure) =>
        [.. _blocks.OrderBy(block => block.First).SelectMany(
            block => block.Values[plan][(phase + 1) * TrialBlock.MeasureCount + (int)measure])];

    /// <summary>The trials in order, in the measure's unit.</summary>
    public double[] Values(int plan, int phase, Measure measure) =>
        Array.ConvertAll(Steps(plan, phase, measure), step => step * plans[plan].UnitsPerStep(measure));

    private static IEnumerable<long[]> Scopes(TrialBlock block)
    {
        foreach (var measure in Enum.GetValues<Measure>())
            yield return block.Plan.Measures.Contains(measure) ? block.Total(measure).ToArray() : [];
        for (var phase = 0; phase < block.Plan.Phases.Count; phase++)
        {
            foreach (var measure in Enum.GetValues<Measure>())
                yield return block.Plan.Measures.Contains(measure) ? block.Phase(phase, measure).ToArray() : [];
        }
    }
}
