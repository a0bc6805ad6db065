using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Execution;

/// <summary>Where an item's units go, trial by trial: every phase costs one token a call, so that its tokens count its units.</summary>
public class PhaseEvaluatorTests
{
    private const string Call = "\"inputTokens\": 1, \"outputTokens\": 0";

    [Fact]
    public void Units_are_conserved()
    {
        var (units, shared, after, kept) = Flow(
            $$"""
            { "id": "units", "split": 12, {{Call}} },
            { "id": "shared", "share": 0.4, "keep": 0.5, {{Call}} },
            { "id": "after", "keep": [0.2, 0.9], {{Call}} },
            { "id": "kept", {{Call}} }
            """);

        for (var t = 0; t < units.Length; t++)
        {
            Assert.Equal(12, units[t]);
            Assert.InRange(shared[t], 0, units[t]);
            Assert.InRange(after[t], units[t] - shared[t], units[t]); // what a share does not take goes on
            Assert.InRange(kept[t], 0, after[t]);
        }

        Assert.Contains(true, after.Zip(units, (a, u) => a < u));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_certain_keep_drops_all_or_none_of_what_was_taken(int keep)
    {
        var (units, shared, after, _) = Flow(
            $$"""
            { "id": "units", "split": 12, {{Call}} },
            { "id": "shared", "share": 0.4, "keep": {{keep}}, {{Call}} },
            { "id": "after", {{Call}} },
            { "id": "last", {{Call}} }
            """);

        for (var t = 0; t < units.Length; t++)
            Assert.Equal(units[t] - shared[t] * (1 - keep), after[t]);
    }

    [Fact]
    public void A_split_makes_units_of_all_units()
    {
        var (first, second, third, last) = Flow(
            $$"""
            { "id": "first", "split": 3, "keep": 0.5, {{Call}} },
            { "id": "second", {{Call}} },
            { "id": "third", "split": 4, {{Call}} },
            { "id": "last", {{Call}} }
            """);

        Assert.All(first, n => Assert.Equal(3, n));
        Assert.Equal(second.Select(n => 4 * n), third);
        Assert.Equal(third, last);
    }

    [Theory]
    [InlineData(0.94, 56, 53)]
    [InlineData(0.94, 50, 47)]
    [InlineData(0.5, 5, 2)] // 2.5: half to even
    [InlineData(0.5, 7, 4)] // 3.5
    [InlineData(0.035, 300, 10)] // 10.5, in double 10.500000000000002
    [InlineData(0.004, 1625, 6)] // 6.5, in float 6.5000005
    [InlineData(0.018, 750, 14)] // 13.5, in both too little
    public void A_rounded_share_takes_as_many_units_as_its_decimals_say(double share, int units, int taken)
    {
        var phases =
            $$"""{ "id": "a", "local": true, "split": {{units}} }, { "id": "b", "share": {{share}}, "counts": "rounded", {{Call}} }""";
        var plan = Planner.Build(Read(phases), 2);

        Assert.All(Simulated.Run(plan, 100).Steps(2, Measure.Calls), calls => Assert.Equal(2 * taken, calls));
        Assert.Equal(new Bounds(2 * taken, 2 * taken), plan.Support.Calls);
    }

    [Theory]
    [InlineData(1, 3, 100, 4)]
    [InlineData(1, 3, 2, 3)] // a cap of 2 rounds for the one unit
    [InlineData(0, 3, 100, 1)]
    public void A_certain_rate_repeats_all_or_none(int rate, int rounds, int cap, int calls)
    {
        var scenario = Read($$"""{ "id": "a", {{Call}}, "retry": { "rate": {{rate}}, "rounds": {{rounds}}, "capPerItem": {{cap}} } }""");

        Assert.All(Simulated.Run(Planner.Build(scenario, 1), 100).Steps(1, Measure.Calls), n => Assert.Equal(calls, n));
    }

    [Fact]
    public void Repeated_calls_keep_to_the_cap_of_each_item_and_reach_it()
    {
        var scenario = Read($$"""{ "id": "a", "split": 6, {{Call}}, "retry": { "rate": 0.6, "rounds": 3, "capPerItem": 5 } }""");
        var calls = Simulated.Run(Planner.Build(scenario, 1), 5_000).Steps(1, Measure.Calls);

        Assert.All(calls, n => Assert.InRange(n, 6, 11));
        Assert.Equal(Enumerable.Range(6, 6).Select(n => (long)n), calls.Distinct().Order());
    }

    [Fact]
    public void Each_repeated_call_has_one_correction_and_its_extra_input()
    {
        var scenario = Read(
            """
            { "id": "a", "split": 6, "inputTokens": 1, "outputTokens": 0,
              "retry": { "rate": 0.4, "rounds": 3, "extraInputTokens": 10, "fix": { "inputTokens": 100, "outputTokens": 1000 } } }
            """);
        var table = Simulated.Table(scenario, 2, 2_000);

        for (var t = 0; t < 2_000; t++)
        {
            var repeated = table[1, Measure.OutputTokens][t] / 1000;
            Assert.Equal(12 + 2 * repeated, table[1, Measure.Calls][t]);
            Assert.Equal(12 + repeated * (1 + 10 + 100), table[1, Measure.InputTokens][t]);
        }
    }

    [Fact]
    public void An_allowance_makes_no_calls()
    {
        var scenario = Read(
            $$"""{ "id": "a", {{Call}} }""", """ "allowances": [ { "name": "b", "inputTokensPerItem": 7, "outputTokensPerItem": 5 } ] """);
        var table = Simulated.Table(scenario, 3, 10);

        Assert.All(table[2, Measure.Calls], n => Assert.Equal(0, n));
        Assert.All(table[2, Measure.InputTokens], n => Assert.Equal(21, n));
        Assert.All(table[2, Measure.OutputTokens], n => Assert.Equal(15, n));
        Assert.All(table[0, Measure.Calls], n => Assert.Equal(3, n));
    }

    [Fact]
    public void Cost_is_tokens_times_the_price_of_their_call()
    {
        var scenario = Read(
            """
            { "id": "a", "inputTokens": 1000, "outputTokens": 100, "retry": { "rate": 1, "rounds": 1,
              "fix": { "model": "gpt-4.1", "tier": "standard", "inputTokens": 2000, "outputTokens": 300 } } }
            """);
        var cost = Simulated.Table(scenario, 1, 1)[0, Measure.Cost][0];

        Assert.Equal((2 * (1000 * 0.625 + 100 * 5) + 2000 * 2 + 300 * 8) / 1e6, cost, 1e-15);
    }

    private static (long[] A, long[] B, long[] C, long[] D) Flow(string phases)
    {
        var simulated = Simulated.Run(Planner.Build(Read(phases), 1), 3_000);
        var calls = Enumerable.Range(1, 4).Select(scope => simulated.Steps(scope, Measure.Calls)).ToArray();
        for (var scope = 1; scope <= 4; scope++)
            Assert.Equal(calls[scope - 1].Select(n => n * 256), simulated.Steps(scope, Measure.InputTokens));
        return (calls[0], calls[1], calls[2], calls[3]);
    }

    private static Scenario Read(string phases, string rest = "\"limits\": []") => Repository.Read(
        $$"""{ "name": "x", "items": 1, "model": "gpt-5", "tier": "batch", "spread": {}, "phases": [ {{phases}} ], {{rest}} }""");
}
