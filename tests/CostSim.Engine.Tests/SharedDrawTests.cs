using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>Which draws are one draw: what scenarios share, and what phases of one scenario share.</summary>
public class SharedDrawTests
{
    private const int Trials = 20_000;

    /// <summary>Six standard errors of a correlation of nothing.</summary>
    private static readonly double Uncorrelated = 6 / Math.Sqrt(Trials);

    [Theory]
    [InlineData("phases.P1=null")]
    [InlineData("phases.P2=null")] // the first to say "medium"
    [InlineData("phases.P8.retry=null")]
    [InlineData("phases.P9.visibleTokens=[1,2]")]
    [InlineData("allowances=null")]
    public void A_phase_keeps_its_trials_whatever_happens_to_another_that_leaves_its_units_alone(string change)
    {
        var changed = Repository.FiftyAtoms(null, change);

        AssertSharedPhases(Repository.FiftyAtoms(), changed, phase => !change.StartsWith($"phases.{phase}", StringComparison.Ordinal));
    }

    [Fact]
    public void The_order_of_phases_that_pass_units_on_is_no_matter()
    {
        var scenario = Repository.FiftyAtoms();
        var reordered = scenario with { Phases = [.. scenario.Phases.Take(4), .. scenario.Phases.Skip(4).Reverse()] };

        AssertSharedPhases(scenario, reordered, _ => true);
    }

    /// <summary>
    /// So many tokens, of a sum that fills a double, that a product in another order would round to another step now and then.
    /// </summary>
    [Fact]
    public void A_phase_keeps_its_trials_where_another_is_the_first_to_say_its_factors()
    {
        const string Phase =
            """
            { "id": "b", "inputTokens": 0, "billedPerVisible": "ratio",
              "visibleTokens": { "range": [1e8, 9e8], "spread": { "item": 0.3, "call": 0.3 } } }
            """;
        var one = Repository.Read(Text(Phase));
        var two = Repository.Read(Text("""{ "id": "a", "inputTokens": 0, "visibleTokens": 1, "billedPerVisible": "ratio" },""" + Phase));

        AssertSharedPhases(one, two, phase => phase == "b", 100_000, items: 3);

        static string Text(string phases) =>
            $$"""
            { "name": "x", "items": 1, "model": "gpt-5-nano", "tier": "batch", "spread": {}, "factors": { "ratio": [1.3, 900] },
              "phases": [ {{phases}} ] }
            """;
    }

    [Fact]
    public void A_changed_phase_does_not_keep_its_trials()
    {
        var changed = Repository.FiftyAtoms(null, "phases.P6.visibleTokens=[300,601]");

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertSharedPhases(Repository.FiftyAtoms(), changed, phase => phase == "P6"));
    }

    [Theory]
    [InlineData("run", 1)]
    [InlineData("item", 1)]
    [InlineData("call", 0)]
    public void A_name_is_one_draw_for_all_phases_but_afresh_for_each_call(string level, double expected)
    {
        var table = TwoPhases($$"""{ "range": [100, 300], "level": "{{level}}" }""", "\"f\"");

        Assert.Equal(expected, Correlation(table), expected == 1 ? 1e-9 : Uncorrelated);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("item")]
    [InlineData("call")]
    public void An_amount_written_again_is_another_draw(string level)
    {
        var amount = $$"""{ "range": [100, 300], "level": "{{level}}" }""";

        Assert.Equal(0, Correlation(TwoPhases(amount, amount)), Uncorrelated);
    }

    [Fact]
    public void A_split_name_shares_its_run_and_item_parts()
    {
        // Of the log-range 0.3 + 0.3 is shared; the rest is each call's own. Nearly linear, so covariances are in the ratio of the squares.
        var table = TwoPhases("""{ "range": [100, 110], "spread": { "item": 0.3, "call": 0.4 } }""", "\"f\"", items: 1);

        Assert.Equal((0.09 + 0.09) / (0.09 + 0.09 + 0.16), Correlation(table), 0.03);
    }

    [Fact]
    public void A_name_said_twice_in_one_call_is_one_draw()
    {
        var scenario = Repository.Read(
            """
            { "name": "x", "items": 2, "model": "gpt-5", "tier": "batch", "spread": { "item": 0.3, "call": 0.7 }, "factors": { "f": [100, 300] },
              "phases": [ { "id": "a", "split": 3, "inputTokens": "f", "outputTokens": "f" } ] }
            """);
        var simulated = Simulated.Run(Planner.Build(scenario, 2), 2_000);

        Assert.Equal(simulated.Steps(1, Measure.InputTokens), simulated.Steps(1, Measure.OutputTokens));
    }

    [Fact]
    public void Retries_share_the_run_and_item_parts_of_their_first_calls_and_draw_their_own_call_parts()
    {
        const string Factor = """{ "range": [100, 300], "level": "LEVEL" }""";
        double Ratio(string level)
        {
            var scenario = Repository.Read(
                $$"""
                { "name": "x", "items": 1, "model": "gpt-5", "tier": "batch", "spread": {}, "phases": [ { "id": "a", "outputTokens": 0,
                  "inputTokens": {{Factor.Replace("LEVEL", level, StringComparison.Ordinal)}}, "retry": { "rate": 1, "rounds": 3 } } ] }
                """);
            return new Sample(Simulated.Table(scenario, 1, Trials)[1, Measure.InputTokens]).Variance / (200.0 * 200 / 12);
        }

        // Four calls: 4² times the variance of one where they agree, 4 times where they are independent.
        Assert.Equal(16, Ratio("run"), 0.5);
        Assert.Equal(16, Ratio("item"), 0.5);
        Assert.Equal(4, Ratio("call"), 0.2);
    }

    private static TrialTable TwoPhases(string factor, string second, int items = 3) => Simulated.Table(
        Repository.Read(
            $$"""
            { "name": "x", "items": 3, "model": "gpt-5", "tier": "batch", "spread": {}, "factors": { "f": {{factor}} },
              "phases": [ { "id": "a", "inputTokens": "f", "outputTokens": 0 }, { "id": "b", "inputTokens": {{second}}, "outputTokens": 0 } ] }
            """),
        items,
        Trials);

    private static double Correlation(TrialTable table) =>
        MathNet.Numerics.Statistics.Correlation.Pearson(table[1, Measure.InputTokens], table[2, Measure.InputTokens]);

    private static void AssertSharedPhases(Scenario one, Scenario two, Func<string, bool> isShared, int trials = 3_000, int items = 1)
    {
        Plan[] plans = [Planner.Build(one, items), Planner.Build(two, items)];
        Assert.Equal(plans[0].TokenBits, plans[1].TokenBits);
        var simulated = Simulated.Run(plans, trials);
        var ids = plans.Select(plan => plan.Phases.Select(phase => phase.Id).ToList()).ToList();
        var shared = ids[0].Intersect(ids[1]).Where(isShared).ToList();
        Assert.NotEmpty(shared);
        foreach (var id in shared)
        {
            var (a, b) = (ids[0].IndexOf(id) + 1, ids[1].IndexOf(id) + 1);
            Assert.All(Measures.OfTokens, measure =>
                Assert.True(simulated.Steps(a, measure, 0).AsSpan().SequenceEqual(simulated.Steps(b, measure, 1)), $"{id}: {measure}"));
        }
    }
}
