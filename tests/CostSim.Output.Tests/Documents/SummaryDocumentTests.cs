using System.Text.Json;
using CostSim.Engine;
using CostSim.Output.Documents;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tests.Documents;

public class SummaryDocumentTests
{
    [Fact]
    public void Correlations_are_written_as_asked_and_as_achieved()
    {
        using var stream = new MemoryStream();
        ResultJson.Write(stream, SummaryDocument.Of(Given.Run(Given.Tickets, 10).Summary with
        {
            Correlations = [new AchievedRank(new Correlation("factors.a", "phases.tag.inputTokens", 0.5), 0.493, 10),
                new AchievedRank(new Correlation("x", "y", 0.1), null, 10)],
        }));
        var written = JsonDocument.Parse(stream.ToArray()).RootElement.GetProperty("correlations");

        Assert.Equal(
            """[{"between":["factors.a","phases.tag.inputTokens"],"rank":0.5,"achieved":0.493,"achievedTrials":10},{"between":["x","y"],"rank":0.1,"achieved":null,"achievedTrials":10}]""",
            JsonSerializer.Serialize(written));
    }

    private static readonly string[] Measures = ["cost", "inputTokens", "outputTokens", "calls"];

    private static readonly JsonElement Atoms = Json(Given.Run(Given.FiftyAtoms, 400).Summary);

    [Fact]
    public void The_head_says_what_was_run()
    {
        Assert.Equal(["schemaVersion", "scenario", "item", "trials", "seed", "resultHash", "confidence", "pricesOn", "prices", "runs"],
            Names(Atoms));
        Assert.Equal(1, Atoms.GetProperty("schemaVersion").GetInt32());
        Assert.Equal("Question generation", Atoms.GetProperty("scenario").GetString());
        Assert.Equal(400, Atoms.GetProperty("trials").GetInt64());
        Assert.Equal(1ul, Atoms.GetProperty("seed").GetUInt64());
        Assert.Matches("^[0-9a-f]{64}$", Atoms.GetProperty("resultHash").GetString());
        Assert.Equal(0.95, Atoms.GetProperty("confidence").GetDouble());
    }

    [Fact]
    public void A_run_has_items_tier_total_and_phases()
    {
        var run = Atoms.GetProperty("runs")[0];

        Assert.Equal(["items", "tier", "total", "perItem", "phases", "drivers", "budgets", "expect"], Names(run));
        Assert.Equal(50, run.GetProperty("items").GetInt64());
        Assert.Equal("batch", run.GetProperty("tier").GetString());
        Assert.Equal(
            ["P1 phase", "P2 phase", "P4 phase", "P5 phase", "P6 phase", "P7 phase", "P8 phase", "P9 phase", "Unitemised output allowance"],
            run.GetProperty("phases").EnumerateArray()
                .Select(phase => (Kind: phase.GetProperty("kind").GetString(), Phase: phase))
                .Select(one => $"{one.Phase.GetProperty(one.Kind == "phase" ? "id" : "name")} {one.Kind}"));
    }

    [Fact]
    public void Every_measure_of_every_scope_has_the_same_fields()
    {
        var run = Atoms.GetProperty("runs")[0];
        Assert.Equal(Measures, Names(run.GetProperty("total")));
        Assert.Equal(Measures, Names(run.GetProperty("perItem")));
        Assert.All(run.GetProperty("phases").EnumerateArray(), phase => Assert.Equal(["id", "name", "kind", .. Measures], Names(phase)));

        foreach (var scope in run.GetProperty("phases").EnumerateArray().Append(run.GetProperty("total")).Append(
            run.GetProperty("perItem")))
        {
            foreach (var measure in Measures.Select(name => scope.GetProperty(name)))
            {
                Assert.Equal(["support", "min", "max", "mean", "sd", "percentiles"], Names(measure));
                Assert.Equal(["min", "max"], Names(measure.GetProperty("support")));
                Assert.Equal(MeasureSummary.PercentileNames, Names(measure.GetProperty("percentiles")));
                Assert.All(
                    measure.GetProperty("percentiles").EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null),
                    p => Assert.Equal(["value", "low", "high"], Names(p.Value)));
            }
        }
    }

    [Fact]
    public void A_percentile_without_enough_trials_is_null()
    {
        var percentiles = Atoms.GetProperty("runs")[0].GetProperty("total").GetProperty("cost").GetProperty("percentiles");

        Assert.Equal(JsonValueKind.Null, percentiles.GetProperty("P99.9").ValueKind);
        Assert.Equal(JsonValueKind.Object, percentiles.GetProperty("P50").ValueKind);
    }

    [Fact]
    public void A_cost_without_limit_has_a_support_whose_maximum_is_null()
    {
        var total = Json(Given.Run(Given.OnePhase("""{ "90%": [100, 900] }"""), 100).Summary).GetProperty("runs")[0].GetProperty("total");

        foreach (var name in new[] { "cost", "inputTokens" })
        {
            Assert.Equal(JsonValueKind.Null, total.GetProperty(name).GetProperty("support").GetProperty("max").ValueKind);
            Assert.Equal(JsonValueKind.Number, total.GetProperty(name).GetProperty("max").ValueKind);
        }

        Assert.Equal(100, total.GetProperty("outputTokens").GetProperty("support").GetProperty("max").GetDouble());
    }

    [Fact]
    public void Numbers_are_written_so_that_they_are_read_back_to_the_bit()
    {
        var outcome = Given.Run(Given.Tickets, 300);
        var cost = outcome.Run.Phases[1].Scope.Cost;
        var json = Json(outcome.Summary).GetProperty("runs")[0].GetProperty("phases")[1].GetProperty("cost");

        Assert.Equal(cost.Mean, json.GetProperty("mean").GetDouble());
        Assert.Equal(cost.StandardDeviation, json.GetProperty("sd").GetDouble());
        Assert.Equal(cost["P50"]!.Value.High, json.GetProperty("percentiles").GetProperty("P50").GetProperty("high").GetDouble());
        Assert.Equal(cost.Support.Max, json.GetProperty("support").GetProperty("max").GetDouble());
    }

    [Fact]
    public void Budgets_and_the_source_stand_beside_the_run()
    {
        var run = Atoms.GetProperty("runs")[0];

        Assert.Equal(["atMostUsd", "confidence", "probability"], Names(run.GetProperty("budgets")[0]));
        Assert.Equal(
            ["absolute minimum", "absolute maximum", "P5", "P95"],
            run.GetProperty("expect").EnumerateArray().Select(e => e.GetProperty("what").GetString()));
        Assert.All(run.GetProperty("expect").EnumerateArray(), e => Assert.Equal(["what", "sourceUsd", "resultUsd", "agrees"], Names(e)));
    }

    [Fact]
    public void Runs_with_run_factors_held_say_so() => Assert.True(
        Json(Given.Run(Given.Tickets, 10).Summary with { RunFactorsFixed = true }).GetProperty("runFactorsFixed").GetBoolean());

    [Fact]
    public void The_prices_stand_there_with_their_day_age_and_source()
    {
        Assert.Equal("2026-11-21", Atoms.GetProperty("pricesOn").GetString());
        var json = Json(
            Given.Run(
                Given.Scenario(Given.Tickets, "pricesOn=2026-12-01", "phases.review.model=gemini-2.5-pro",
                    "phases.tag.model=claude-sonnet-4-6"), 10).Summary);
        var (claude, gemini) = (json.GetProperty("prices")[0], json.GetProperty("prices")[1]);

        Assert.Equal(
            ["provider", "model", "tier", "inputUsdPerMillion", "cachedInputUsdPerMillion", "cacheWrite5mUsdPerMillion",
                "cacheWrite1hUsdPerMillion", "outputUsdPerMillion", "from", "to", "checkedOn", "ageDays", "source", "cacheSource"],
            Names(claude));
        Assert.Equal((0.15m, 3m),
            (claude.GetProperty("cachedInputUsdPerMillion").GetDecimal(), claude.GetProperty("cacheWrite1hUsdPerMillion").GetDecimal()));
        Assert.Equal(("2026-03-13", JsonValueKind.Null, "2026-11-21", 10), (
            claude.GetProperty("from").GetString(), claude.GetProperty("to").ValueKind, claude.GetProperty("checkedOn").GetString(),
                claude.GetProperty("ageDays").GetInt32()));
        Assert.Equal(JsonValueKind.Null, gemini.GetProperty("cachedInputUsdPerMillion").ValueKind);
        Assert.Equal((200_000, 7.5m), (
            gemini.GetProperty("longContext").GetProperty("aboveInputTokens").GetInt64(),
                gemini.GetProperty("longContext").GetProperty("outputUsdPerMillion").GetDecimal()));
    }

    [Fact]
    public void A_second_currency_stands_beside_every_cost_with_its_rate()
    {
        var json = Json(
            Given.Run(
                Given.Scenario(Given.Tickets, """currency={ "code": "EUR", "perUsd": 0.5, "on": "2026-11-20" }""", "timing=scheduled",
                    "completionWindowHours=48"), 300).Summary);
        var run = json.GetProperty("runs")[0];

        Assert.Equal("""{"code":"EUR","perUsd":0.5,"on":"2026-11-20"}""", JsonSerializer.Serialize(json.GetProperty("currency")));
        Assert.Equal(("scheduled", 48), (json.GetProperty("timing").GetString(), json.GetProperty("completionWindowHours").GetDouble()));
        foreach (var scope in run.GetProperty("phases").EnumerateArray().Append(run.GetProperty("total")).Append(
            run.GetProperty("perItem")))
        {
            var (usd, eur) = (scope.GetProperty("cost"), scope.GetProperty("costInCurrency"));
            Assert.Equal(Names(usd), Names(eur));
            foreach (var (one, other) in Numbers(usd).Zip(Numbers(eur)))
                Assert.Equal(one / 2, other);
        }
    }

    [Fact]
    public void Several_numbers_of_items_are_several_runs_in_the_order_asked()
    {
        var json = Json(Given.Run(Given.Tickets, 50, 3, 1, 2).Summary);

        Assert.Equal([3, 1, 2], json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("items").GetInt64()));
    }

    [Fact]
    public void The_text_ends_with_a_line_end_and_has_no_other_than_line_feeds()
    {
        using var stream = new MemoryStream();
        ResultJson.Write(stream, SummaryDocument.Of(Given.Run(Given.Tickets, 10).Summary));

        Assert.Equal((byte)'\n', stream.ToArray()[^1]);
        Assert.DoesNotContain((byte)'\r', stream.ToArray());
    }

    private static JsonElement Json(Summary summary)
    {
        using var stream = new MemoryStream();
        ResultJson.Write(stream, SummaryDocument.Of(summary));
        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }

    private static IEnumerable<double> Numbers(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => [json.GetDouble()],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Numbers(property.Value)),
        _ => [],
    };

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(property => property.Name);
}
