using System.Text;

namespace CostSim.Scenarios.Tests.Reading.Cases;

public class CaseBinderTests
{
    private const string Runs = """
        "runs": {
          "month": { "items": 50, "period": "month" },
          "archive": { "items": 400, "change": { "phases.review": null, "phases.tag.retry.rate": 0.2, "tier": "standard" } },
        },
        """;

    private const string Variants = """
        "variants": {
          "cheap": { "model": "gpt-5-nano", "phases.review.share": 0.5 },
          "once": { "phases.tag.retry": null },
        },
        """;

    private static readonly string Text = With(Runs + Variants);

    [Fact]
    public void Every_run_is_a_scenario_of_its_own()
    {
        var cases = Given.Read(With(Runs)).Cases;

        Assert.Equal(["month", "archive"], cases.Select(one => one.Run!.Name));
        Assert.Equal(["month", null], cases.Select(one => one.Run!.Period));
        Assert.Equal([50L, 400L], cases.Select(one => one.Items));
        Assert.Equal([2, 1], cases.Select(one => one.Phases.Count));
        Assert.Equal([Tier.Batch, Tier.Standard], cases.Select(one => one.Model.Tier));
        Assert.Equal([0.1, 0.2], cases.Select(one => ((Certain)one.Phases[0].Retry!.Rate).Value));
    }

    [Fact]
    public void The_first_run_is_the_scenario()
    {
        var reading = Given.Read(Text);

        Assert.Empty(reading.Diagnostics);
        Assert.Same(reading.Cases[0], reading.Scenario);
    }

    [Fact]
    public void Variants_come_after_the_runs_as_they_are()
    {
        var cases = Given.Read(Text).Cases;

        Assert.Equal(
            [("month", null), ("archive", null), ("month", "cheap"), ("archive", "cheap"), ("month", "once"), ("archive", "once")],
            cases.Select(one => (one.Run!.Name, one.Variant)));
        Assert.Equal("gpt-5-nano", cases[2].Phases[0].Call!.Model.Model);
        Assert.Equal(new Certain("phases.review.share", 0.5), cases[2].Phases[1].Share);
        Assert.All(cases.Skip(4), one => Assert.Null(one.Phases[0].Retry));
    }

    [Fact]
    public void What_a_run_has_taken_away_a_variant_need_not_change() => Assert.Single(Given.Read(Text).Cases[3].Phases);

    [Fact]
    public void What_no_run_has_is_an_error()
    {
        var finding = Assert.Single(
            Given.Read(Text.Replace("phases.review.share", "phases.reviews.share", StringComparison.Ordinal)).Diagnostics);

        Assert.Equal("variants.cheap.phases.reviews.share", finding.Path);
        Assert.Equal("there is no phase \"reviews\"", finding.Message);
        Assert.Contains("\"cheap\"", Text.Split('\n')[finding.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_does_not_reach_the_other_cases()
    {
        var cases = Given.Read(With("""
            "runs": { "a": { "items": 1, "change": { "phases.tag.retry": { "rate": 0.3, "rounds": 1 }, "phases.tag.retry.rounds": 5 } }, "b": { "items": 1 } },
            "variants": { "x": { "phases.tag.retry.rounds": 7 } },
            """)).Cases;

        Assert.Equal([5, 2, 7, 7], cases.Select(one => one.Phases[0].Retry!.Rounds));
    }

    [Fact]
    public void The_command_line_has_the_last_word()
    {
        var reading = Given.Read(Text, new ScenarioChanges(["phases.tag.retry.rate=0.4"], Tier.Batch));

        Assert.All(reading.Cases.Take(4), one => Assert.Equal(new Certain("phases.tag.retry.rate", 0.4), one.Phases[0].Retry!.Rate));
        Assert.All(reading.Cases, one => Assert.Equal(Tier.Batch, one.Model.Tier));
    }

    [Fact]
    public void An_element_that_the_command_line_takes_out_is_taken_out_once()
    {
        var limits = Given.Read(
            With(Runs + """ "limits": [{ "atMostUsd": 1, "confidence": 0.9 }, { "atMostUsd": 2, "confidence": 0.9 }], """),
            "limits.0=null").Cases;

        Assert.All(limits, one => Assert.Equal(2, Assert.Single(one.Limits).AtMostUsd));
    }

    [Fact]
    public void A_limit_speaks_of_its_run_or_of_all()
    {
        var cases = Given.Read(With(Runs + """
            "limits": [
              { "run": "archive", "atMostUsd": 9, "confidence": 0.9 },
              { "atMostUsd": 0.1, "confidence": 0.8, "per": "item", "of": "all" },
            ],
            """)).Cases;

        Assert.Equal([new Limit(0.1, 0.8, PerItem: true, OfAll: true)], cases[0].Limits);
        Assert.Equal([new Limit(9, 0.9), new Limit(0.1, 0.8, PerItem: true, OfAll: true)], cases[1].Limits);
    }

    [Fact]
    public void Operations_and_the_safety_margin_are_read()
    {
        var scenario = Given.Read(
            With(""" "items": 5, "safetyMargin": 0.25, "operations": [ { "name": "People", "usdPerRun": [40, 60], "usdPerItem": 0.2 } ], """)).Scenario!;

        Assert.Equal(0.25, scenario.SafetyMargin);
        var operation = Assert.Single(scenario.Operations);
        Assert.Equal("People", operation.Name);
        Assert.Equal(new Uncertain("operations.0.usdPerRun", new UniformShape(40, 60), Spread.AtRun), operation.UsdPerRun);
        Assert.Equal(new Certain("operations.0.usdPerItem", 0.2), operation.UsdPerItem);
    }

    [Fact]
    public void A_factor_that_one_run_uses_is_used()
    {
        const string Factors = """ "factors": { "size": [10, 20], "idle": 4 }, """;
        var text = With(Factors + Runs).Replace("\"inputTokens\": 20", "\"inputTokens\": \"size\"", StringComparison.Ordinal)
            .Replace("\"phases.review\": null", "\"phases.review.inputTokens\": 7", StringComparison.Ordinal);

        Assert.Contains("\"idle\" is not used", Assert.Single(Given.Read(text).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cases_have_hashes_of_their_own() => Assert.Equal(6, Given.Read(Text).Cases.Select(one => one.Hash).Distinct().Count());

    [Fact]
    public void Too_many_cases_of_a_large_scenario_are_refused_at_once()
    {
        var variants = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"v{i}\": {{ \"tier\": \"standard\" }}"));
        var factors = string.Join(',', Enumerable.Range(0, 30_000).Select(i => $"\"f{i}\": {i}"));

        var reading = Given.Read(With($"\"items\": 1, \"variants\": {{ {variants} }}, \"factors\": {{ {factors} }},"));

        Assert.Contains(
            reading.Diagnostics, finding => finding.Message.StartsWith("101 cases of a scenario of 30,", StringComparison.Ordinal));
        Assert.Null(reading.Scenario);
    }

    [Fact]
    public void As_many_cases_as_there_may_be_are_read_in_time()
    {
        var runs = string.Join(',',
            Enumerable.Range(0, 50).Select(
                i => $"\"r{i}\": {{ \"items\": {i + 1}, \"change\": {{ \"phases.tag.inputTokens\": {i + 5} }} }}"));
        var variants = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"v{i}\": {{ \"phases.review.inputTokens\": {i + 30} }}"));
        var text = Encoding.UTF8.GetBytes(With($"\"runs\": {{ {runs} }}, \"variants\": {{ {variants} }},"));

        var reading = ScenarioReader.Read("test.json", text, ScenarioChanges.None, FixedPrices.Catalogue);

        Assert.Empty(reading.Diagnostics);
        Assert.Equal(50 * 101, reading.Cases.Count);
    }

    private static string With(string more) => $$"""
        {
          "name": "Tagging", "model": "gpt-5-mini", "tier": "batch", "spread": {}, {{more}}
          "phases": [
            { "id": "tag", "inputTokens": [10, 40], "outputTokens": 100, "retry": { "rate": 0.1, "rounds": 2 } },
            { "id": "review", "share": 0.1, "inputTokens": 20, "outputTokens": 10 },
          ],
        }
        """;
}
