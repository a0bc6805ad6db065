using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies.Tests.Bills;

/// <summary>Jobs that a sampler of the tests draws and bills, held against the right scenario and against wrong ones.</summary>
public class ReconciliationTests
{
    private const int Seeds = 200;

    private static readonly StudyOptions Many = new() { Trials = 100_000, Threads = 2 };

    private static readonly SampledJob Job = new();

    /// <summary>A cause that is planted: the job that is run, the job that is planned, and whether a batch is sent twice.</summary>
    private sealed record Planted(SampledJob Run, SampledJob Plan, BillCause Cause, bool IsTwice = false);

    private static readonly Dictionary<string, Planted> Causes = new()
    {
        ["model"] = new(Job with { Model = "gpt-5" }, Job, BillCause.Price),
        ["tier"] = new(Job with { Tier = "standard" }, Job, BillCause.Price),
        ["reasoning"] = new(Job with { Reasoning = 3 }, Job, BillCause.Reasoning),
        ["input"] = new(Job with { Input = 4 }, Job, BillCause.InputTokens),
        ["volume"] = new(Job with { Items = 400 }, Job, BillCause.Volume),
        ["retries"] = new(Job with { RetryRate = 0.6 }, Job, BillCause.Retries),
        ["duplicates"] = new(Job, Job, BillCause.Duplicates, IsTwice: true),
        ["cache"] = new(Job with { CacheHit = 0 }, Job with { CacheHit = 0.95 }, BillCause.Cache),
    };

    public static TheoryData<string> Names => new(Causes.Keys);

    /// <summary>The law of the right scenario is that of the bill: its percentile is uniform.</summary>
    [Fact]
    public void Against_the_right_scenario_the_percentile_is_uniform()
    {
        var forecast = Forecast(Job);
        var ranks = Enumerable.Range(1, Seeds).Select(seed => Reconciled(forecast, Job, seed).Percentile.Value).Order().ToList();

        // Kolmogorov and Smirnov: of 200 uniform numbers the greatest distance exceeds this with a probability of 1e-4.
        var greatest = Math.Sqrt(Math.Log(2 / 1e-4) / 2 / Seeds);
        Assert.All(ranks.Index(), one =>
            Assert.InRange(one.Item, (one.Index + 1.0) / Seeds - greatest, (double)one.Index / Seeds + greatest));
        Assert.InRange(
            Enumerable.Range(1, Seeds).Count(seed => Reconciled(forecast, Job, seed).IsWithin), 0.8 * Seeds, Seeds);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_cause_is_the_largest(string name)
    {
        var planted = Causes[name];
        var forecast = Forecast(planted.Plan);
        var found = Enumerable.Range(1, Seeds).Count(
            seed => Reconciled(forecast, planted.Run, seed, planted.IsTwice).Difference.Ranked.First() == planted.Cause);

        Assert.InRange(found, 0.95 * Seeds, Seeds);
    }

    /// <summary>What is planted of nothing else: a cause that was not planted is far smaller.</summary>
    [Theory]
    [InlineData("tier")]
    [InlineData("duplicates")]
    public void What_doubles_a_bill_is_told_to_the_picodollar(string name)
    {
        var planted = Causes[name];
        var forecast = Forecast(planted.Plan);
        var (wrong, right) = (Reconciled(forecast, planted.Run, 7, planted.IsTwice), Reconciled(forecast, Job, 7));

        // Standard costs twice what batch does; the batch of the first phase is all of it here.
        var expected = name == "tier" ? right.ActualPicoUsd : right.Bill.Phases[0].First.PicoUsd;
        Assert.Equal(expected, wrong.Difference[planted.Cause]);
        Assert.Equal(expected, wrong.ActualPicoUsd - right.ActualPicoUsd);
        foreach (var cause in Enum.GetValues<BillCause>().Where(cause => cause != planted.Cause))
            Assert.Equal(right.Difference[cause], wrong.Difference[cause]);
    }

    /// <summary>A job in which nothing is by chance is explained without a rest.</summary>
    [Fact]
    public void A_certain_job_costs_what_is_planned()
    {
        var scenario = Given.Scenario(Given.OnePhase("1000", "100", items: 7));
        var bill = BilledJob.Of(scenario, [.. Enumerable.Range(0, 7).Select(i => BilledJob.Row($"x{i}", new(1000, 0, 0, 0, 0, 40, 60)))]);
        var reconciled = Study.Reconcile(new(scenario, 7), bill, null, Many with { Trials = 100 });

        // 7 × (1,000 × $0.125 + 100 × $1) a million.
        Assert.Equal(7 * (1000 * 125_000 + 100 * 1_000_000), reconciled.ActualPicoUsd);
        Assert.Equal(0, reconciled.Difference.PicoUsd);
        Assert.Empty(reconciled.Difference.Ranked);
        Assert.True(reconciled.IsWithin);
        Assert.Equal(7, reconciled.Items);
    }

    [Fact]
    public void Each_kind_of_input_has_its_price()
    {
        var scenario = Given.Scenario(Given.OnePhase("1000", "100"), "model=\"claude-sonnet-4-6\"");
        var price = scenario.Phases[0].Call!.Model.Price;
        var row = BilledJob.Row("a", new(10, 200, 3000, 40_000, 50_000, 7, 0));
        var bill = BilledJob.Of(scenario, [row with { Model = "claude-sonnet-4-6", Provider = Batches.Provider.Anthropic }]);

        Assert.Equal(
            10 * price.InputPicoUsd + 200 * price.CachedInputPicoUsd + (3000 + 40_000) * price.CacheWrite.FiveMinutesPicoUsd
                + 50_000 * price.CacheWrite.OneHourPicoUsd,
            (long)bill.All.Input);
        Assert.Equal(7 * price.OutputPicoUsd, (long)bill.All.Output);
    }

    /// <summary>A request is long or short by itself, whatever the others are.</summary>
    [Fact]
    public void A_long_request_pays_the_prices_of_its_length()
    {
        var scenario = Given.Scenario(Given.OnePhase("1000"), "model=\"gemini-2.5-pro\"");
        var price = scenario.Phases[0].Call!.Model.Price;
        var (most, longer) = (price.LongContext!.AboveInputTokens, price.LongContext);
        var row = BilledJob.Row("a", new(most, 0, 0, 0, 0, 10, 0)) with { Model = "gemini-2.5-pro", Provider = Batches.Provider.Gemini };
        var bill = BilledJob.Of(scenario, [row, row with { CustomId = "b", Tokens = new(most + 1, 0, 0, 0, 0, 10, 0) }]);

        Assert.NotEqual(longer.InputPicoUsd, price.InputPicoUsd);
        Assert.Equal(most * price.InputPicoUsd + (most + 1) * longer.InputPicoUsd, bill.All.Input);
        Assert.Equal(10 * (price.OutputPicoUsd + longer.OutputPicoUsd), (long)bill.All.Output);
    }

    [Fact]
    public void A_use_of_a_tool_has_its_fee_and_says_where_there_is_none()
    {
        var scenario = Given.Scenario(Given.OnePhase("1000"));
        var row = BilledJob.Row("a", new(1000, 0, 0, 0, 0, 100, 0)) with { Tools = new ToolCalls(3, 0, 0) };
        var (known, unknown) = (new BillBuilder(scenario, WithFee), new BillBuilder(scenario, FixedPrices.Catalogue));
        known.Add(row);
        unknown.Add(row);

        Assert.Equal(3 * 10_000_000_000, known.Finish(BilledJob.Nothing).All.Fees);
        Assert.Equal([KeyValuePair.Create("web_search", 3L)], unknown.Finish(BilledJob.Nothing).WithoutFee);
    }

    /// <summary>At 3.5 cents a request before Gemini 3, and 1.4 cents a query since.</summary>
    [Theory]
    [InlineData("gemini-2.5-pro", 35_000_000_000)]
    [InlineData("gemini-3-pro", 3 * 14_000_000_000)]
    public void Gemini_bills_a_grounded_request_or_each_query(string model, long picoUsd)
    {
        var catalogue = FixedPrices.Catalogue.With(new PriceCatalogue(new CatalogueContent([.. Sold("gemini-3-pro")], [])
        {
            Fees =
            [
                new ToolFee("google", "google_search", 0.014m, new(2026, 1, 1), null, new(2026, 11, 21), "a test"),
                new ToolFee("google", "google_search_2", 0.035m, new(2026, 1, 1), null, new(2026, 11, 21), "a test"),
            ],
        }));
        var builder = new BillBuilder(Given.Scenario(Given.OnePhase("1000")), catalogue);
        builder.Add(BilledJob.Row("a", new(1000, 0, 0, 0, 0, 100, 0)) with
        {
            Model = model,
            Provider = Batches.Provider.Gemini,
            Tools = new ToolCalls(3, 0, 0),
        });

        Assert.Equal(picoUsd, builder.Finish(BilledJob.Nothing).All.Fees);

        static IEnumerable<PriceRow> Sold(string name) => FixedPrices.Catalogue.Rows.Where(row => row.Model == "gemini-2.5-pro")
            .Select(row => row with { Model = name });
    }

    /// <summary>The prices of tests, and one cent for a search.</summary>
    private static readonly PriceCatalogue WithFee = FixedPrices.Catalogue.With(new PriceCatalogue(
        new CatalogueContent([], [])
        {
            Fees = [new ToolFee("openai", "web_search", 0.01m, new(2026, 1, 1), null, new(2026, 11, 21), "a test")],
        }));

    [Fact]
    public void An_unmeasured_request_is_in_no_sum_and_counted()
    {
        var scenario = Given.Scenario(Given.OnePhase("1000"));
        var bill = BilledJob.Of(
            scenario,
            [
                BilledJob.Row("a", new(1000, 0, 0, 0, 0, 100, 0)), BilledJob.Row("b", default) with { Status = RowStatus.Unmeasured },
                BilledJob.Row("c", default) with { Status = RowStatus.Expired, Model = null },
            ]);

        Assert.Equal((1, 1, 1), (bill.All.Calls, bill.Phases[0].Unmeasured, bill.Phases[0].Unbilled));
    }

    [Theory]
    [InlineData("gpt-77", "out.jsonl, line 1: no price is known for the model gpt-77 on 2026-11-21")]
    [InlineData("gpt-5-mini", "no flex price of gpt-5-mini is known")]
    public void An_unknown_price_is_an_error(string model, string message)
    {
        var fault = Assert.Throws<BillException>(() => BilledJob.Of(
            Given.Scenario(Given.OnePhase("1000")),
            [BilledJob.Row("a", new(1, 0, 0, 0, 0, 1, 0)) with { Model = model, Tier = new Tier("flex") }]));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Contains("--prices", fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_tell_phases_where_no_ids_do()
    {
        var bill = BilledJob.Of(Given.Scenario(Given.Tickets),
            [
                BilledJob.Row("a", new(1, 0, 0, 0, 0, 1, 0)),
                BilledJob.Row("b", new(1, 0, 0, 0, 0, 1, 0)) with { Model = "gpt-5-2025-08-07" },
            ]);

        Assert.Equal([("tag", 1L), ("review", 1L)], bill.Phases.Select(phase => (phase.Phase.Id, phase.First.Calls)));
    }

    [Fact]
    public void Requests_that_fit_several_phases_are_an_error_with_their_counts()
    {
        var scenario = Given.Scenario(Given.Tickets, "phases.review.model=\"gpt-5-mini\"");
        var fault = Assert.Throws<BillException>(
            () => BilledJob.Of(scenario, [BilledJob.Row("a-1", new(1, 0, 0, 0, 0, 1, 0)), BilledJob.Row("a-2", new(1, 0, 0, 0, 0, 1, 0))]));

        Assert.Equal(
            "nothing says which of the phases tag, review these billed requests belong to: 2 of gpt-5-mini-2025-08-07, "
                + "batch (custom id 'a-1')",
            fault.Message);
        Assert.Contains("\"customId\": \"tag-*\"", fault.Hint, StringComparison.Ordinal);
    }

    private static Reconciliation Reconciled(Forecast forecast, SampledJob job, int seed, bool isTwice = false)
    {
        var batches = job.Draw(seed);
        var builder = new BillBuilder(forecast.Scenario, FixedPrices.Catalogue);
        foreach (var row in (isTwice ? [.. batches, SampledJob.Repeated(batches[0])] : batches).SelectMany(batch => batch.Rows))
            builder.Add(row);
        var reconciled = Reconciliation.Of(forecast, builder.Finish(BilledJob.Nothing));
        RequireExact(reconciled);
        return reconciled;
    }

    /// <summary>Parts add up, by phase, by cause and in all; residuals are nothing to speak of.</summary>
    private static void RequireExact(Reconciliation reconciled)
    {
        Assert.Equal(reconciled.ActualPicoUsd - reconciled.Forecast.MeanPicoUsd, reconciled.Difference.PicoUsd);
        Assert.Equal(
            reconciled.ActualPicoUsd, reconciled.Phases.Aggregate(Int128.Zero, (sum, phase) => sum + (phase.Bill?.All.PicoUsd ?? 0)));
        foreach (var difference in reconciled.Phases.Select(phase => phase.Difference).Append(reconciled.Difference))
            Assert.Equal(
                difference.PicoUsd,
                Enum.GetValues<BillCause>().Aggregate(Int128.Zero, (sum, cause) => sum + difference[cause]));
        Assert.InRange(
            (double)Int128.Abs(reconciled.Difference[BillCause.Residual]), 0, 1e-3 * (double)reconciled.Forecast.MeanPicoUsd);
    }

    private static Forecast Forecast(SampledJob job)
    {
        var scenario = Given.Scenario(job.Scenario);
        return Study.Forecast(new(scenario, scenario.Items), Many);
    }
}
