using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>
/// Input that is read from caches, written to them, or neither: its ends, its cost in every trial, and where calls go one by one.
/// </summary>
public class CachedInputTests
{
    private const int Trials = 20_000;

    private const string Claude =
        """
        { "name": "x", "items": 3, "model": "claude-haiku-4-5", "tier": "standard", "spread": { "item": 0.3, "call": 0.4 }, "phases": [
          { "id": "a", "split": 2, "outputTokens": 0,
            "inputTokens": { "sum": [{ "cached": [0.6, 0.9], "of": [1000, 3000], "lifetime": "1h" }, [200, 500]] } } ] }
        """;

    private static readonly Scenario LongInputs = Repository.Read(
        """
        { "name": "x", "items": 3, "model": "gpt-5.6-luna", "tier": "batch", "spread": { "item": 0.3, "call": 0.4 }, "phases": [
          { "id": "a", "split": 3, "outputTokens": [500, 900],
            "inputTokens": { "sum": [{ "cached": { "range": [0.2, 0.9], "spread": { "item": 0.5 } }, "of": [100000, 200000] }, [90000, 190000]] },
            "retry": { "rate": 0.3, "rounds": 2, "extraInputTokens": 20000 } } ] }
        """);

    [Fact]
    public void The_ends_of_the_cost_stand_at_opposite_ends_of_the_share()
    {
        var support = Planner.Build(Repository.Read(Claude), 1).Support;

        // Reads at $0.10, writes for an hour at $2, other input at $1 for a million; two calls.
        Assert.Equal(2 * (1000 * (0.9 * 0.1e-6 + 0.1 * 2e-6) + 200 * 1e-6), support.Cost.Min, 1e-12);
        Assert.Equal(2 * (3000 * (0.6 * 0.1e-6 + 0.4 * 2e-6) + 500 * 1e-6), support.Cost.Max, 1e-12);
        Assert.Equal((2 * 1200.0, 2 * 3500.0), (support.InputTokens.Min, support.InputTokens.Max));
    }

    [Fact]
    public void Each_part_of_the_input_has_its_own_ends()
    {
        var parts = Planner.Build(Repository.Read(Claude), 1).Phases[0].InputPartsPerItem!;

        Assert.Equal(new Bounds(400, 1000), parts.Plain.Tokens);
        Assert.Equal((2 * 600, 2 * 2700), (Math.Round(parts.Read.Tokens.Min, 6), Math.Round(parts.Read.Tokens.Max, 6)));
        Assert.Equal((2 * 100, 2 * 1200), (Math.Round(parts.Written.Tokens.Min, 6), Math.Round(parts.Written.Tokens.Max, 6)));
        Assert.Equal(2 * 1200 * 2e-6, parts.Written.CostUsd.Max, 1e-12);
    }

    [Fact]
    public void What_a_model_does_not_bill_as_a_write_is_plain_input()
    {
        var parts = Planner.Build(Repository.Read(Claude, "model=gpt-5-mini"), 1).Phases[0].InputPartsPerItem!;

        Assert.Equal(Bounds.Zero, parts.Written.Tokens);
        Assert.Equal((2 * 300, 2 * 1700), (Math.Round(parts.Plain.Tokens.Min, 6), Math.Round(parts.Plain.Tokens.Max, 6)));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("item")]
    public void Reads_and_writes_share_one_draw_in_every_trial(string level)
    {
        // 1,000 tokens, each read or written: so the cost tells the share, which the same scenario with another price must have as well.
        var text = $$"""
            { "name": "x", "items": 2, "model": "claude-haiku-4-5", "tier": "batch", "spread": {}, "phases": [ { "id": "a", "outputTokens": 0,
              "inputTokens": { "cached": { "range": [0.2, 1], "level": "{{level}}" }, "of": 1000, "lifetime": "5m" } } ] }
            """;
        Plan[] plans = [Planner.Build(Repository.Read(text), 2),
            Planner.Build(Repository.Read(text, "phases.a.inputTokens.lifetime=\"1h\""), 2)];
        var runs = Simulated.Run(plans, 2_000);
        var (fiveMinutes, hour, tokens) = (runs.Table(0)[1, Measure.Cost], runs.Table(1)[1, Measure.Cost],
            runs.Table(0)[1, Measure.InputTokens]);

        for (var t = 0; t < fiveMinutes.Length; t++)
        {
            // cost = read × 0.05 + (2000 − read) × 0.625, or × 1, dollars for a million.
            var read = (2000 * 0.625 - fiveMinutes[t] * 1e6) / (0.625 - 0.05);
            Assert.InRange(read, 400, 2000);
            Assert.Equal(2000, tokens[t]);
            Assert.Equal(read * 0.05 + (2000 - read) * 1, hour[t] * 1e6, 0.01);
        }
    }

    [Fact]
    public void Standard_is_exactly_twice_batch_in_every_trial()
    {
        Plan[] plans = [Planner.Build(Repository.Read(Claude), 3), Planner.Build(Repository.Read(Claude, "tier=batch"), 3)];
        var runs = Simulated.Run(plans, 2_000);

        Assert.Equal(runs.Steps(0, Measure.Cost), runs.Steps(0, Measure.Cost, plan: 1).Select(cost => 2 * cost));
    }

    [Fact]
    public void A_share_that_is_certainly_nothing_is_written_and_never_read()
    {
        var plan = Planner.Build(Repository.Read(Claude, "phases.a.inputTokens.sum.0.cached=0"), 1);

        // Writes for an hour at $2, other input at $1 for a million; two calls.
        Assert.Equal(2 * (3000 * 2e-6 + 500 * 1e-6), plan.Support.Cost.Max, 1e-12);
        Assert.Equal(Bounds.Zero, plan.Phases[0].InputPartsPerItem!.Read.Tokens);
    }

    [Fact]
    public void Long_calls_pay_the_long_prices_of_their_caches()
    {
        Assert.Contains(Planner.Build(LongInputs, 1).Phases[0].Sources, source => source.OneByOne is not null);
        var naive = new NaiveInterpreter(LongInputs, 3, 5).Run(Trials);

        LawCheck.AssertNone(LawCheck.Agreement(Simulated.Table(LongInputs, 3, Trials), naive, checks: 8));
    }

    [Theory]
    [InlineData(nameof(Faults.NothingIsCached))]
    [InlineData(nameof(Faults.TheRestIsRead))]
    public void Another_cache_of_long_calls_is_caught(string fault)
    {
        var faulty = fault == nameof(Faults.NothingIsCached) ? Faults.NothingIsCached(LongInputs) : Faults.TheRestIsRead(LongInputs);
        var naive = new NaiveInterpreter(LongInputs, 3, 5).Run(Trials);

        Assert.NotEmpty(LawCheck.Agreement(Simulated.Table(faulty, 3, Trials), naive, checks: 8));
    }

    [Fact]
    public void A_cap_on_the_output_leaves_the_cost_of_the_cached_input_alone()
    {
        var text = Claude.Replace(
            "\"outputTokens\": 0", "\"outputTokens\": { \"range\": [10, 90], \"level\": \"call\" }", StringComparison.Ordinal);
        var capped = Repository.Read(text, "phases.a.maxOutputTokens=50");
        var naive = new NaiveInterpreter(capped, 3, 5).Run(Trials);

        LawCheck.AssertNone(LawCheck.Agreement(Simulated.Table(capped, 3, Trials), naive, checks: 8));
        Assert.Equal(
            Simulated.Table(capped, 3, 500)[1, Measure.InputTokens],
            Simulated.Table(Repository.Read(text), 3, 500)[1, Measure.InputTokens]);
    }
}
