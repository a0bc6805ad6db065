using CostSim.Engine.Comparison;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests.Comparison;

/// <summary>Scenarios without chance, whose every number is worked out by hand.</summary>
public class CostPartsTests
{
    /// <summary>
    /// Batch prices of gpt-5-mini: $0.125, read from a cache $0.0125, output $1; of gpt-5, which corrects: $0.625 and $5 for a million
    /// tokens.
    /// </summary>
    private const string Text = """
        {
          "name": "Parts", "items": 10, "model": "gpt-5-mini", "tier": "batch", "spread": {},
          "phases": [
            { "id": "write", "split": 3, "inputTokens": { "sum": [{ "cached": 0.5, "of": 1000 }, 200] }, "outputTokens": 100,
              "retry": { "rate": 1, "rounds": 1, "extraInputTokens": 50, "fix": { "model": "gpt-5", "inputTokens": 400, "outputTokens": 80 } } },
            { "id": "person", "usdPerUnit": 0.25 },
          ],
          "allowances": [ { "name": "Guide", "inputTokensPerItem": 700 } ],
          "operations": [ { "name": "Storage", "usdPerRun": 5 } ],
        }
        """;

    private static readonly IReadOnlyList<PhaseMeans> Means = Read(Text);

    [Fact]
    public void First_and_repeated_calls_are_told_apart()
    {
        var write = Means[0];

        Assert.Equal((10, 30), (write.Items, write.FirstCalls));
        Assert.Equal(30 * 1200, write.Input.FirstTokens, 1e-6);
        Assert.Equal(30 * 1200 + 30 * 1250 + 30 * 400, write.Input.Tokens, 1e-6);
        Assert.Equal(30 * 100, write.Output.FirstTokens, 1e-6);
        Assert.Equal(30 * 100 + 30 * 100 + 30 * 80, write.Output.Tokens, 1e-6);
    }

    [Fact]
    public void Input_and_output_each_have_their_cost_with_and_without_a_cache()
    {
        var write = Means[0];
        const double Fresh = 60 * 1200 + 30 * 50;

        Assert.Equal(Fresh * 0.125e-6 + 30 * 400 * 0.625e-6, write.Input.UncachedUsd, 1e-12);
        Assert.Equal(Fresh * 0.125e-6 + 30 * 400 * 0.625e-6 - 60 * 500 * (0.125e-6 - 0.0125e-6), write.Input.Usd, 1e-12);
        Assert.Equal(60 * 100 * 1e-6 + 30 * 80 * 5e-6, write.Output.Usd, 1e-12);
        Assert.Equal(write.Output.Usd, write.Output.UncachedUsd);
    }

    [Fact]
    public void People_allowances_and_lines_of_operations_have_a_place()
    {
        Assert.Equal((0.25 * 30, 0.0), (Math.Round(Means[1].OperationsUsd, 9), Means[1].Usd));
        Assert.Equal((10.0, 7000.0), (Means[2].FirstCalls, Means[2].Input.FirstTokens));
        Assert.Equal(7000 * 0.125e-6, Means[2].Input.Usd, 1e-12);
        Assert.Equal(5, Means[3].OperationsUsd, 1e-9);
    }

    [Fact]
    public void A_plan_beside_is_run_only_where_it_tells_something()
    {
        var plain = Repository.Read(
            """{ "name": "Plain", "items": 2, "model": "gpt-5-mini", "tier": "batch", "spread": {}, "phases": [ { "id": "P", "inputTokens": 10, "outputTokens": 10 } ] }""");

        Assert.Empty(CostParts.Of(plain, Planner.Build(plain, 2)).Plans);
        Assert.Equal(3, CostParts.Of(Repository.Read(Text), Planner.Build(Repository.Read(Text), 10)).Plans.Count);
    }

    private static IReadOnlyList<PhaseMeans> Read(string text)
    {
        var scenario = Repository.Read(text);
        var plan = ComparedPlans.Decide([new(scenario, scenario.Items)], exact: false, KernelSelector.Selected)[0].Plan;
        var parts = CostParts.Of(scenario, plan);
        var results = Simulation.Run([plan, .. parts.Plans], new SimulationOptions(1, 8, 1) { WithDrivers = false });
        return parts.Read(results[0], [.. results.Skip(1)]);
    }
}
