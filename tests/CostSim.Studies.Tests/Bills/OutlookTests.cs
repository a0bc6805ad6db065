using CostSim.Engine.Checks;
using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies.Tests.Bills;

/// <summary>What is made of single jobs that are partly done.</summary>
public class OutlookTests
{
    private static readonly OutlookOptions Some = new() { Trials = 4000, Threads = 2 };

    private static readonly SampledJob Job = new();

    /// <summary>A job in which nothing is by chance costs what is planned: 7 × (1,000 × $0.125 + 100 × $1) a million.</summary>
    [Fact]
    public void A_certain_job_goes_on_as_planned()
    {
        var outlook = Of(OnePhase(7), Calls(3));

        Assert.Equal(3 * 225_000_000, outlook.SpentPicoUsd);
        Assert.Equal(4 * 0.000225, outlook.Rest["P50"]!.Value.Value, 1e-12);
        Assert.Equal(7 * 0.000225, outlook.Whole["P99"]!.Value.Value, 1e-12);
        Assert.Equal(new PhaseProgress(3, ProgressBasis.Counted, true) { Shown = 3 }, outlook.Phases[0].Progress);
        Assert.DoesNotContain(outlook.Phases[0].Rates, rate => rate.IsOutside);
    }

    [Fact]
    public void A_finished_job_costs_what_was_spent()
    {
        var outlook = Of(OnePhase(7), Calls(7));

        Assert.True(outlook.Rest.IsNothing);
        Assert.Equal((double)outlook.SpentPicoUsd * 1e-12, outlook.Whole["P1"]!.Value.Value, 1e-12);
    }

    /// <summary>Where the scenario knows no better, the rest goes on as the records do: 1,300 tokens instead of 1,000.</summary>
    [Fact]
    public void Records_outside_of_the_scenario_overrule_it()
    {
        var outlook = Of(OnePhase(7), Calls(3, input: 1300));

        Assert.Equal(4 * (1300 * 0.125e-6 + 100e-6), outlook.Rest["P50"]!.Value.Value, 1e-12);
        Assert.Equal([Quantity.Input], outlook.Phases[0].Rates.Where(rate => rate.IsOutside).Select(rate => rate.Quantity));
    }

    /// <summary>Standard costs twice what batch does.</summary>
    [Fact]
    public void The_rest_has_the_prices_that_were_billed()
    {
        var outlook = Of(OnePhase(7), Calls(3).Select(row => row with { Tier = Tier.Standard }));

        Assert.Equal(2, outlook.Phases[0].PriceRatio, 1e-12);
        Assert.Equal(8 * 0.000225, outlook.Rest["P50"]!.Value.Value, 1e-12);
    }

    /// <summary>An answer without counts is an item less to do.</summary>
    [Fact]
    public void Answers_without_counts_are_done_and_cost_nothing_known()
    {
        var outlook = Of(OnePhase(7), [.. Calls(3), BilledJob.Row("x", default) with { Status = RowStatus.Unmeasured }]);

        Assert.Equal(4, outlook.Phases[0].Progress.Items);
        Assert.Equal(3 * 0.000225, outlook.Rest["P50"]!.Value.Value, 1e-12);
    }

    /// <summary>A rate that is known is not learned from the noise of a few items.</summary>
    [Fact]
    public void Noise_of_a_small_part_is_not_taken_for_knowledge()
    {
        var scenario = Given.Scenario(Given.OnePhase("1000", items: 400).Replace(
            "\"outputTokens\": 100", "\"outputTokens\": 100, \"retry\": { \"rate\": 0.1, \"rounds\": 1 }", StringComparison.Ordinal));
        var calls = Calls(20).ToList();
        var rate = Of(scenario, [.. calls, .. calls.Take(5).Select(Again)]).Phases[0].Rates[0];

        Assert.Equal((1.1, 1.25), (Math.Round(rate.Planned, 2), rate.Seen!.Value));
        Assert.InRange(rate.Rest!.Value, 1.09, 1.11);
    }

    /// <summary>A rate that nobody knows is learned from many items.</summary>
    [Fact]
    public void A_rate_that_is_not_known_is_learned()
    {
        var scenario = Given.Scenario(Given.OnePhase("1000", items: 4000).Replace(
            "\"outputTokens\": 100", "\"outputTokens\": 100, \"retry\": { \"rate\": [0, 0.5], \"rounds\": 1 }", StringComparison.Ordinal));
        var calls = Calls(2000).ToList();
        var rate = Of(scenario, [.. calls, .. calls.Take(600).Select(Again)]).Phases[0].Rates[0];

        // 600 of 2,000 have a standard error of 0.01.
        Assert.InRange(rate.Rest!.Value, 1.29, 1.31);
    }

    /// <summary>Half of the tags are read and none of the reviews: both have the factor that the tags taught.</summary>
    [Theory]
    [InlineData("length", 2600)]
    [InlineData("other", 2000)]
    public void A_phase_that_was_not_begun_learns_of_a_factor_that_it_shares(string factor, double expected)
    {
        var scenario = Given.Scenario($$"""
            {
              "name": "Shared", "item": "item", "items": 100, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "factors": { "length": [0.5, 1.5], "other": [0.5, 1.5] },
              "phases": [
                { "id": "tag", "customId": "t*", "inputTokens": { "product": [1000, "length"] }, "outputTokens": 100 },
                { "id": "review", "customId": "r*", "inputTokens": { "product": [2000, "{{factor}}"] }, "outputTokens": 100 },
                { "id": "last", "customId": "l*", "inputTokens": { "product": [100, "other"] }, "outputTokens": 100 },
              ],
            }
            """);
        var outlook = Of(scenario, Calls(50, input: 1300).Select(row => row with { CustomId = $"t{row.CustomId}" }));
        var perCall = outlook.Phases[1].Rates.Single(rate => rate.Quantity == Quantity.Input).Rest!.Value / 0.125e-6;

        Assert.Equal(ProgressBasis.NotBegun, outlook.Phases[1].Progress.Basis);
        Assert.InRange(perCall, 0.98 * expected, 1.02 * expected);
    }

    /// <summary>After the first batch of two, reviews have not begun, and repetitions are still to come.</summary>
    [Fact]
    public void A_batch_that_is_still_to_be_sent_is_not_a_low_rate()
    {
        var batches = Job.Draw(5);
        var outlook = Of(Given.Scenario(Job.Scenario), batches[0].Rows);

        Assert.Equal(
            [(200, ProgressBasis.Counted, false), (0, ProgressBasis.NotBegun, true)],
            outlook.Phases.Select(phase => ((int)phase.Progress.Items, phase.Progress.Basis, phase.Progress.IsComplete)));
        Assert.InRange(outlook.Phases[0].RestCalls, 9, 11);
        Assert.InRange(outlook.Phases[1].RestCalls, 48, 52);
    }

    /// <summary>
    /// Of 40 calls 2 are planned to be repeated; that none is would be no surprise, but in batches repetitions are sent later. Who says
    /// that they are done is believed.
    /// </summary>
    [Fact]
    public void Where_no_repetition_is_seen_all_are_still_to_come()
    {
        var scenario = Given.Scenario((Job with { Items = 40 }).Scenario);
        IReadOnlyList<LedgerRow> rows = [.. SampledJob.OfFirst(40, Job.Draw(5))[0].Rows];
        var (shown, told) = (Of(scenario, rows).Phases[0], Of(scenario, rows, ("tag", DoneShare.OfItems(40))).Phases[0]);

        Assert.False(shown.Progress.IsComplete);
        Assert.InRange(shown.RestCalls, 1.9, 2.1);
        Assert.Equal((true, 0.0), (told.Progress.IsComplete, told.RestCalls));
    }

    /// <summary>Of 50 reviews 20 are billed: the others are still to come, unless somebody says that there will be none.</summary>
    [Fact]
    public void Few_calls_of_a_later_phase_say_that_it_is_behind()
    {
        var batches = Job.Draw(5);
        IEnumerable<LedgerRow> rows = [.. batches[0].Rows, .. batches[1].Rows, .. batches[2].Rows.Take(20)];
        var scenario = Given.Scenario(Job.Scenario);
        var (shown, told) = (Of(scenario, rows).Phases[1], Of(scenario, rows, ("review", DoneShare.OfShare(1))).Phases[1]);

        Assert.Equal((ProgressBasis.Behind, false), (shown.Progress.Basis, shown.Progress.IsComplete));
        Assert.InRange(shown.Progress.Items, 78, 82);
        Assert.InRange(shown.RestCalls, 28, 32);
        Assert.Equal((new PhaseProgress(200, ProgressBasis.Told, true), 0.0), (told.Progress, told.RestCalls));
    }

    /// <summary>A job that was sent twice is spent, and no sign of what is to come.</summary>
    [Fact]
    public void Duplicates_are_spent_and_not_learned_from()
    {
        var batches = SampledJob.OfFirst(100, Job.Draw(3));
        var scenario = Given.Scenario(Job.Scenario);
        var twice = SampledJob.Repeated(batches[0]);
        var (once, again) = (Of(scenario, batches.SelectMany(batch => batch.Rows)),
            Of(scenario, batches.Append(twice).SelectMany(batch => batch.Rows)));

        Assert.Equal(once.Rest, again.Rest, (a, b) => a!.Percentiles.SequenceEqual(b!.Percentiles));
        Assert.Equal(again.Bill.Phases[0].Duplicates.PicoUsd, again.SpentPicoUsd - once.SpentPicoUsd);
    }

    /// <summary>Allowances belong to no call: no record is theirs, and only items that all phases have done are done.</summary>
    [Fact]
    public void Allowances_wait_for_the_last_phase()
    {
        var scenario = Given.Scenario(Given.OnePhase(
            "1000", items: 10, more: "\"allowances\": [ { \"name\": \"Guide\", \"inputTokensPerItem\": 500 } ],"));
        var outlook = Of(scenario, Calls(4));

        Assert.Equal(6 * 500 * 0.125e-6, outlook.Phases[1].Rest["P50"]!.Value.Value, 1e-12);
        Assert.Equal(10 * (0.000225 + 500 * 0.125e-6), outlook.Planned["P50"]!.Value.Value, 1e-12);
    }

    /// <summary>People and local phases are in no record, and in no number; an allowance may be named as a phase.</summary>
    [Fact]
    public void Nothing_but_tokens_is_told()
    {
        var scenario = Given.Scenario("""
            {
              "name": "All", "item": "item", "items": 10, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [
                { "id": "known", "local": true, "keep": 0.5 },
                { "id": "tag", "inputTokens": 1000, "outputTokens": 100 },
                { "id": "people", "usdPerUnit": 2 },
              ],
              "allowances": [ { "name": "tag", "inputTokensPerItem": 100 } ],
              "operations": [ { "name": "Storage", "usdPerRun": 7 } ],
              "limits": [ { "atMostUsd": 0.001, "confidence": 0.9, "of": "all" } ],
            }
            """);
        var outlook = Of(scenario, Calls(5), ("tag", DoneShare.OfShare(1)));

        Assert.Equal([("tag", false), ("tag", true)], outlook.Phases.Select(phase => (phase.Id, phase.IsAllowance)));
        Assert.True(outlook.Rest.IsNothing);
        Assert.Equal(5 * 225_000_000, outlook.SpentPicoUsd);
        Assert.Empty(outlook.Budgets);
    }

    [Theory]
    [InlineData(0.0016, true)]
    [InlineData(0.0015, false)]
    public void A_budget_is_of_the_whole(double usd, bool holds)
    {
        var options = Some with { Policies = [new Policy("--budget", new Limit(usd, 0.95))] };
        var outlook = Study.Outlook(new(OnePhase(7), 7), BilledJob.Of(OnePhase(7), Calls(3)), options);

        Assert.Equal((holds, holds ? 1 : 0), (outlook.IsWithin, outlook.Budgets[0].Probability.Value));
    }

    [Fact]
    public void Limits_of_the_scenario_hold_at_its_own_items()
    {
        var scenario = Given.Scenario(Given.OnePhase(
            "1000", items: 7, more: "\"limits\": [ { \"atMostUsd\": 0.0002, \"confidence\": 0.9, \"per\": \"item\" } ],"));
        var bill = BilledJob.Of(scenario, Calls(3));

        Assert.False(Study.Outlook(new(scenario, 7), bill, Some).IsWithin);
        Assert.Empty(Study.Outlook(new(scenario, 8), bill, Some).Budgets);
    }

    private static Outlook Of(Scenario scenario, IEnumerable<LedgerRow> rows, params (string Phase, DoneShare Done)[] told) =>
        Study.Outlook(
            new(scenario, scenario.Items), BilledJob.Of(scenario, rows),
            Some with { Done = told.ToDictionary(one => one.Phase, one => one.Done) });

    private static Scenario OnePhase(int items) => Given.Scenario(Given.OnePhase("1000", items: items));

    private static IEnumerable<LedgerRow> Calls(int count, long input = 1000) =>
        Enumerable.Range(1, count).Select(i => BilledJob.Row($"{i}", new(input, 0, 0, 0, 0, 40, 60)));

    private static LedgerRow Again(LedgerRow row) => row with { File = "again.jsonl", Attempt = 2, BilledBefore = 1 };
}
