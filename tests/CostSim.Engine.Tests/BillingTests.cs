using System.Text;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>What providers bill, rule by rule: the amounts are calculated by hand from the rule that stands beside them.</summary>
public class BillingTests
{
    private const int Trials = 2000;

    [Theory]
    // A cache at all, one that is written and never read, and one that is always read.
    [InlineData("claude-opus-4-6", "batch", "11400", 3672, 11_400 * 2.5 + 3672 * 12.5)]
    [InlineData("claude-opus-4-6", "batch", """{ "cached": 0, "of": 11400, "lifetime": "5m" }""", 3672, 11_400 * 3.125 + 3672 * 12.5)]
    [InlineData("claude-opus-4-6", "batch", """{ "cached": 0, "of": 11400, "lifetime": "1h" }""", 3672, 11_400 * 5 + 3672 * 12.5)]
    [InlineData("claude-opus-4-6", "batch", """{ "cached": 1, "of": 11400, "lifetime": "5m" }""", 3672, 11_400 * 0.25 + 3672 * 12.5)]
    // The provider writes what it is sent, at 1.25 × the input price of so long a call.
    [InlineData("gpt-5.6-luna", "batch", "300083", 17, 300_083 * 0.25 + 17 * 0.9)]
    [InlineData("gpt-5.6-luna", "batch", "5000", 17, 5000 * 0.125 + 17 * 0.6)]
    [InlineData("gpt-5.6-luna", "batch", """{ "sum": [{ "cached": 0, "of": 300051 }, 32] }""", 17, 300_051 * 0.25 + 32 * 0.2 + 17 * 0.9)]
    // Too short to be cached.
    [InlineData("gpt-5.6-luna", "batch", "1000", 17, 1000 * 0.1 + 17 * 0.6)]
    [InlineData(
        "claude-haiku-4-5", "standard", """{ "sum": [{ "cached": 0.9, "of": 1500, "lifetime": "5m" }, 1000] }""", 200, 2500 * 1 + 200 * 5)]
    // Audio has its own price, and embeddings have no output.
    [InlineData("gemini-2.5-flash", "standard", """{ "text": 200, "audio": 19200 }""", 400, 200 * 0.3 + 19_200 * 1.0 + 400 * 2.5)]
    [InlineData("text-embedding-3-small", "batch", "400", 0, 400 * 0.01)]
    // Any tier of the catalogue.
    [InlineData("gpt-5-mini", "flex", "1000", 100, 1000 * 0.125 + 100 * 1)]
    public void A_call_costs(string model, string tier, string input, int output, double microUsd)
    {
        var scenario = Read(One(input, output, model, tier));
        var plan = Planner.Build(scenario, 3);

        Assert.Equal(3 * microUsd * 1e-6, plan.Support.Cost.Min, 1e-12);
        Assert.Equal(3 * microUsd * 1e-6, plan.Support.Cost.Max, 1e-12);
        Assert.All(Simulated.Run(plan, 16).Table()[0, Measure.Cost], usd => Assert.Equal(3 * microUsd * 1e-6, usd, 1e-11));
    }

    [Fact]
    public void A_cache_that_is_switched_off_writes_nothing() =>
        Assert.Equal(5000 * 0.1e-6 + 17 * 0.6e-6,
            Planner.Build(Read(One("5000", 17, "gpt-5.6-luna", "batch"), "cached=false"), 1).Support.Cost.Max, 1e-15);

    [Fact]
    public void An_adjustment_is_in_every_price_and_in_no_token()
    {
        var scenario = Read(One("2000", 300, "claude-sonnet-4-6", "batch", 10_000,
            """ "priceAdjustments": [ { "name": "region", "factor": 1.1 }, { "name": "other", "factor": 9, "models": ["gpt-5-mini"] }, """
            + """ { "name": "past", "factor": 7, "to": "2026-10-31" } ],"""));
        var plan = Planner.Build(scenario, scenario.Items);

        Assert.Equal(57.75, plan.Support.Cost.Min, 1e-9);
        Assert.Equal(20_000_000, plan.Support.InputTokens.Max);
        Assert.Equal((1_650_000, 8_250_000), (scenario.Model.Price.InputPicoUsd, scenario.Model.Price.OutputPicoUsd));
    }

    [Fact]
    public void A_fee_is_paid_for_every_billed_call_and_is_a_part_of_the_cost()
    {
        // 5,000 calls and, of each, a tenth again: 5,500 × ($0.01 + 8,000 × $0.125/M + 1,050 × $1/M) on average.
        var scenario = Read("""
            { "name": "x", "items": 5000, "model": "gpt-5-mini", "tier": "batch", "spread": {}, "phases": [
              { "id": "a", "inputTokens": [4000, 12000], "outputTokens": [600, 1500], "feePerCallUsd": 0.01,
                "retry": { "rate": 0.1, "rounds": 1 } } ], "limits": [ { "atMostUsd": 40, "confidence": 0.95 } ] }
            """);
        var plan = Planner.Build(scenario, scenario.Items);
        var mean = Simulated.Run(plan, Trials).Table()[0, Measure.Cost].Average();

        Assert.Equal(5000 * (0.01 + 4000 * 0.125e-6 + 600 * 1e-6), plan.Support.Cost.Min, 1e-9);
        Assert.Equal(5500 * (0.01 + 8000 * 0.125e-6 + 1050 * 1e-6), mean, 0.3);
    }

    [Fact]
    public void Refused_calls_that_are_not_billed_cost_nothing()
    {
        // A unit is paid for once, when it has its answer; one in ten thousand never has one.
        var scenario = Read("""
            { "name": "x", "items": 10000, "model": "gpt-5-mini", "tier": "batch", "spread": {}, "phases": [
              { "id": "a", "inputTokens": 3000, "outputTokens": 600, "retry": { "rate": 0.1, "rounds": 3, "billed": false } } ] }
            """);
        var plan = Planner.Build(scenario, scenario.Items);
        var drawn = Simulated.Run(plan, Trials).Table();

        Assert.Equal(9.75 * (1 - 1e-4), drawn[0, Measure.Cost].Average(), 1e-4);
        Assert.Equal(10_000 * (1 - 1e-4), drawn[0, Measure.Calls].Average(), 0.1);
        Assert.Equal(9.75, plan.Support.Cost.Max, 1e-9);
        Assert.Equal(0, plan.Support.Cost.Min);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Unbilled_refusals_agree_with_the_naive_interpreter(bool exact)
    {
        var scenario = Read("""
            { "name": "x", "items": 60, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.2, "call": 0.3 }, "phases": [
              { "id": "a", "split": { "easy": 2, "hard": 1 }, "inputTokens": [2000, 6000], "outputTokens": [60, 150], "feePerCallUsd": 0.001,
                "retry": { "rate": { "range": [0.3, 0.6], "level": "item" }, "rounds": 2, "billed": false }, "keep": 0.8 },
              { "id": "b", "only": "hard", "inputTokens": [500, 900], "outputTokens": [10, 40] } ] }
            """);
        Agree(scenario, exact, [(0, Measure.Cost), (1, Measure.Cost), (2, Measure.Cost), (1, Measure.Calls), (2, Measure.Calls)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fees_modalities_and_written_caches_agree_with_the_naive_interpreter(bool exact)
    {
        var scenario = Read("""
            { "name": "x", "items": 40, "model": "gpt-5.6-luna", "tier": "batch", "spread": { "item": 0.2, "call": 0.3 }, "phases": [
              { "id": "a", "inputTokens": [2000, 6000], "outputTokens": [60, 150], "fees": ["web_search"],
                "feePerCallUsd": { "product": [0.002, { "range": [0, 4], "level": "call" }] },
                "retry": { "rate": [0.1, 0.3], "rounds": 2, "extraInputTokens": 700 } },
              { "id": "b", "share": 0.4, "model": "gemini-2.5-flash", "tier": "standard",
                "inputTokens": { "text": { "sum": [100, [50, 90]] }, "audio": [4000, 9000] }, "outputTokens": [10, 40] } ] }
            """);
        Agree(scenario, exact, [(0, Measure.Cost), (1, Measure.Cost), (2, Measure.Cost), (1, Measure.InputTokens)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cut_answer_is_paid_and_asked_again_with_more_room(bool exact)
    {
        // Lognormal with 90 % in 500 to 9,000: m = ln √(500 × 9000), s = ln 18 ÷ (2 × 1.6449). Each call pays what it wants up to 4,096; the
        // 22.7 % that want more pay again, up to 8,192, and 3,000 tokens of input each time (docs/scenario.md, "Retries").
        const double Usd = (3000 * 0.125 * 1.226965 + 2328.881 + 1434.252) * 1e-3;
        var scenario = Read(Cut(1000, """{ "90%": [500, 9000], "level": "call" }"""));
        var drawn = Simulated.Run(Planned(scenario, exact), exact ? 2000 : 20_000).Table();

        Assert.Equal(Usd, drawn[0, Measure.Cost].Average(), 0.01);
        Assert.Equal(1226.965, drawn[0, Measure.Calls].Average(), 1.5);
        Agree(scenario, exact, [(0, Measure.Cost), (1, Measure.Calls), (1, Measure.InputTokens), (1, Measure.OutputTokens)]);
    }

    [Theory]
    [InlineData("""{ "90%": [500, 9000], "level": "item" }""", 0.8)]
    [InlineData("""{ "90%": [500, 9000], "spread": { "item": 0.3, "call": 0.5 } }""", 0.8)]
    [InlineData("""{ "product": [[1, 3], { "range": [200, 9000], "level": "call" }] }""", 0.8)]
    public void Cut_answers_agree_with_the_naive_interpreter(string output, double share)
    {
        var scenario = Read(Cut(150, output, $$"""
            "share": {{share.ToString(System.Globalization.CultureInfo.InvariantCulture)}},
            "inputTokens": { "range": [2000, 6000], "spread": { "item": 0.2, "call": 0.3 } },
            """));
        foreach (var exact in new[] { true, false })
            Agree(scenario, exact, [(0, Measure.Cost), (1, Measure.Calls), (1, Measure.InputTokens), (1, Measure.OutputTokens)]);
    }

    [Fact]
    public void The_ends_of_cut_answers_are_those_of_both_calls()
    {
        var plan = Planner.Build(Read(Cut(10, "[1000, 20000]")), 10);

        Assert.Equal((10, 20), (plan.Support.Calls.Min, plan.Support.Calls.Max));
        Assert.Equal((10_000, 10 * (4096 + 8192)), (plan.Support.OutputTokens.Min, plan.Support.OutputTokens.Max));
        Assert.Equal((30_000, 60_000), (plan.Support.InputTokens.Min, plan.Support.InputTokens.Max));
    }

    [Fact]
    public void What_is_asked_again_where_a_cache_is_written_is_written_again()
    {
        var text = Cut(20, "[4000, 12000]").Replace("gpt-5-mini", "gpt-5.6-luna", StringComparison.Ordinal);
        var drawn = Simulated.Run(Planner.Build(Read(text), 20), 16).Table();

        Assert.All(Enumerable.Range(0, 16), trial =>
        {
            // 1.25 × $0.1/M for each call.
            Assert.InRange(drawn[1, Measure.Calls][trial], 21, 40);
            var usd = drawn[1, Measure.Calls][trial] * 3000 * 0.125e-6 + drawn[1, Measure.OutputTokens][trial] * 0.6e-6;
            Assert.Equal(usd, drawn[0, Measure.Cost][trial], 1e-6);
        });
    }

    private static string Cut(int items, string output, string more = "\"inputTokens\": 3000,") => $$"""
        { "name": "x", "items": {{items}}, "model": "gpt-5-mini", "tier": "batch", "spread": {}, "phases": [ { "id": "a", {{more}}
          "outputTokens": {{output}}, "maxOutputTokens": 4096, "retry": { "rate": "cut", "rounds": 1, "maxOutputTokens": 8192 } } ] }
        """;

    private static Plan Planned(Scenario scenario, bool exact)
    {
        var plan = Planner.Build(scenario, scenario.Items);
        if (exact)
            return plan;
        plan = plan with { Collapse = CollapsePlanner.Build(plan).Collapse };
        Assert.NotNull(plan.Collapse);
        return plan;
    }

    private static void Agree(Scenario scenario, bool exact, IReadOnlyList<(int Scope, Measure Measure)> compared)
    {
        var drawn = Simulated.Run(Planned(scenario, exact), 20_000).Table();
        var naive = new NaiveInterpreter(scenario, scenario.Items, 3).Run(4000);

        foreach (var (scope, measure) in compared)
        {
            var (ours, theirs) = (drawn[scope, measure], naive[scope, measure]);
            var error = 5 * Deviation(theirs) / Math.Sqrt(theirs.Length);
            Assert.InRange(ours.Average(), theirs.Average() - error, theirs.Average() + error);
            Assert.InRange(Deviation(ours) / Deviation(theirs), 0.93, 1.07);
        }
    }

    private static double Deviation(double[] values) =>
        Math.Sqrt(values.Average(value => value * value) - values.Average() * values.Average());

    private static string One(string input, int output, string model, string tier, long items = 1, string more = "") => $$"""
        { "name": "x", "items": {{items}}, "model": "{{model}}", "tier": "{{tier}}", "spread": {}, {{more}}
          "phases": [ { "id": "a", "inputTokens": {{input}}, "outputTokens": {{output}} } ] }
        """;

    private static Scenario Read(string text, params string[] changes)
    {
        var reading = ScenarioReader.Read("x.json", Encoding.UTF8.GetBytes(text), new ScenarioChanges(changes), FixedPrices.OfBilling);
        return reading.Scenario ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
    }
}
