using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;

namespace CostSim.Engine.Tests.Planning;

public class TotalsBookTests
{
    private const string Tokens = "\"inputTokens\": [100, 200], \"outputTokens\": [10, 20]";

    [Fact]
    public void First_and_repeated_calls_of_one_amount_are_one_sum()
    {
        var phase = Plan($$"""{ "id": "a", {{Tokens}}, "retry": { "rate": 0.1, "rounds": 2 } }""").Phases[0];

        Assert.Equal([false, true], phase.Totals.Select(total => total.IsOutput));
        Assert.Equal([0, 1, 2], phase.Sources.Select(source => source.Round));
        Assert.All(phase.Sources, source => Assert.Equal([0, 1], source.Terms.Select(term => term.Total)));
    }

    [Fact]
    public void Each_kind_of_call_has_streams_of_its_own()
    {
        var phase = Plan($$"""{ "id": "a", {{Tokens}}, "retry": { "rate": 0.1, "rounds": 2, "fix": { {{Tokens}} } } }""").Phases[0];
        var streams = phase.Sources.SelectMany(source => source.Terms).SelectMany(term => term.Calls).Select(factor => factor.Stream)
            .ToList();

        Assert.Equal(10, streams.Count);
        Assert.Equal(streams.Count, streams.Distinct().Count());
    }

    [Fact]
    public void Other_prices_are_other_sums()
    {
        var phase = Plan(
            """
            { "id": "a", "inputTokens": 100, "outputTokens": 0,
              "retry": { "rate": 0.1, "rounds": 1, "fix": { "model": "gpt-5", "inputTokens": 100, "outputTokens": 0 } } }
            """).Phases[0];

        Assert.Equal([125_000L, 625_000L], phase.Totals.Where(total => !total.IsOutput).Select(total => total.PricePicoUsd));
    }

    [Fact]
    public void Nothing_is_added_for_tokens_that_are_certainly_none()
    {
        var phase = Plan("""{ "id": "a", "inputTokens": 0, "outputTokens": [1, 2] }""").Phases[0];

        Assert.Single(phase.Sources[0].Terms);
        Assert.True(phase.Totals[phase.Sources[0].Terms[0].Total].IsOutput);
    }

    [Fact]
    public void Draws_stand_in_the_order_of_the_product()
    {
        const string Phase = """{ "id": "b", "inputTokens": 1, "visibleTokens": [10, 20], "billedPerVisible": "ratio" }""";
        var plan = Plan("""{ "id": "a", "inputTokens": 1, "visibleTokens": 2, "billedPerVisible": "ratio" },""" + Phase);
        var names = plan.Phases[1].Totals.Single(total => total.IsOutput).RunDraws.Select(draw => plan.RunDraws[draw].Name);

        Assert.Equal(["phases.b.visibleTokens/run", "factors.ratio/run"], names);
    }

    private static Plan Plan(string phases) => Planner.Build(
        Repository.Read(
            $$"""
            { "name": "x", "items": 1, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.2, "call": 0.3 },
              "factors": { "ratio": [1.3, 2] }, "phases": [ {{phases}} ] }
            """),
        1);
}
