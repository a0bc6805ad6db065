using CostSim.Engine;
using CostSim.Engine.Planning;
using CostSim.Output.Reports;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tests.Reports;

/// <summary>
/// What is told, word by word: Golden/NAME.txt. A changed text is read and judged first; then <c>COSTSIM_ACCEPT=1 dotnet test</c> writes
/// the texts anew.
/// </summary>
public class ReportTests
{
    private static readonly string Unbounded = Given.OnePhase(
        """{ "90%": [100, 900] }""", items: 1000,
        more: """ "expect": [{ "items": 1000, "absoluteUsd": [0.1, 2], "realisticUsd": [0.5, 0.9], "realisticRoundedToUsd": 0.1 }], """);

    [Fact]
    public void A_run() => RequireGolden("run", RunReport.Of(ImaginedRun.Of(Given.FiftyAtoms, 20_000)));

    [Fact]
    public void A_run_with_what_drives_it() =>
        RequireGolden("run-drivers", RunReport.Of(ImaginedRun.WithDrivers(Given.Scenario(Given.Tickets), 2000)));

    [Fact]
    public void A_run_of_one_item_with_too_few_trials() =>
        RequireGolden("run-few-trials", RunReport.Of(ImaginedRun.Of(Given.FiftyAtoms, 20, 1)));

    [Fact]
    public void A_run_against_a_limit() => RequireGolden("run-limit", RunReport.Of(ImaginedRun.Of(Given.Scenario(Given.Tickets), 2000)));

    [Fact]
    public void A_run_against_a_limit_that_it_does_not_keep() =>
        RequireGolden("run-limit-missed", RunReport.Of(ImaginedRun.Of(Given.Scenario(Given.Tickets, "limits.0.confidence=0.99"), 2000)));

    [Fact]
    public void A_run_of_several_numbers_of_items() =>
        RequireGolden("run-items", RunReport.Of(ImaginedRun.Of(Given.FiftyAtoms, 1000, 1, 50, 200)));

    [Fact]
    public void A_run_with_run_factors_held() =>
        RequireGolden("run-fixed", RunReport.Of(ImaginedRun.Of(Given.Scenario(Given.Tickets), 500) with { RunFactorsFixed = true }));

    [Fact]
    public void A_run_with_correlations() =>
        RequireGolden("run-correlations", RunReport.Of(ImaginedRun.Of(Given.Scenario(Given.Tickets), 500) with
        {
            Correlations =
        [
            new AchievedRank(new Correlation("factors.reasoning", "phases.tag.inputTokens", 0.7), 0.69861, 500),
            new AchievedRank(new Correlation("factors.reasoning", "phases.review.inputTokens", -0.25), null, 500),
        ],
        }));

    [Fact]
    public void A_run_without_limit_and_without_agreement() =>
        RequireGolden("run-unbounded", RunReport.Of(ImaginedRun.Of(Given.Scenario(Unbounded), 2000)));

    [Fact]
    public void A_run_that_costs_nothing() =>
        RequireGolden("run-nothing", RunReport.Of(ImaginedRun.Of(Given.Scenario(Given.OnePhase("0", "0")), 100)));

    [Fact]
    public void Runs_and_variants_side_by_side() =>
        RequireGolden("run-cases", RunReport.Of(ImaginedRun.OfCases(Given.Cases(Given.Catalog), 20_000)));

    [Fact]
    public void One_run_of_several() =>
        RequireGolden("run-month", RunReport.Of(ImaginedRun.OfCases(Given.Cases(Given.Catalog).Take(1), 20_000)));

    [Fact]
    public void An_explanation() => RequireGolden("explain", Explain(Given.FiftyAtoms));

    [Fact]
    public void An_explanation_without_limit_and_allowances() => RequireGolden("explain-unbounded", Explain(Given.Scenario(Unbounded)));

    [Fact]
    public void An_explanation_of_models_and_local_phases() => RequireGolden("explain-tickets", Explain(Given.Scenario(Given.Tickets)));

    [Fact]
    public void A_run_with_a_second_currency_and_old_prices() =>
        RequireGolden(
            "run-currency", RunReport.Of(ImaginedRun.Of(Given.Scenario(Given.Tickets, [.. Settings, "pricesOn=2027-03-01"]), 2000)));

    [Fact]
    public void A_run_of_several_numbers_of_items_with_a_second_currency() =>
        RequireGolden("run-currency-items", RunReport.Of(ImaginedRun.Of(Given.Scenario(Given.Tickets, Settings), 2000, 1, 20)));

    [Fact]
    public void An_explanation_with_a_second_currency_and_a_price_that_ends() =>
        RequireGolden("explain-currency", Explain(Given.Scenario(Given.Tickets, [.. Settings, "phases.review.model=gemini-3.8-flash"])));

    private static readonly string[] Settings = ["""currency={ "code": "EUR", "perUsd": 0.92, "on": "2026-11-20" }""", "timing=scheduled",
        "completionWindowHours=24"];

    [Fact]
    public void An_explanation_of_caches() => RequireGolden("explain-caches", Explain(Given.Scenario(
        """
        { "name": "Chunks", "item": "chunk", "items": 20, "model": "claude-haiku-4-5", "tier": "batch", "spread": { "item": 0.1 }, "phases": [
          { "id": "draft", "inputTokens": { "sum": [{ "cached": [0.5, 0.9], "of": [2000, 4000], "lifetime": "5m" }, 300] }, "outputTokens": [200, 400],
            "retry": { "rate": 0.1, "rounds": 1 } },
          { "id": "check", "model": "gpt-5-mini", "inputTokens": { "cached": 0.5, "of": { "product": [1000, [1, 2]] } }, "outputTokens": 20 } ] }
        """)));

    [Fact]
    public void An_explanation_of_operations_correlations_and_shapes() => RequireGolden("explain-shapes", Explain(Given.Scenario(
        """
        { "name": "Shapes", "item": "order", "items": 20, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.1 },
          "factors": { "length": { "lognormal": { "mean": 1, "sd": 0.4 }, "level": "item" }, "twin": "length" },
          "phases": [
            { "id": "draft", "split": { "a": 2, "b": 3 }, "inputTokens": { "product": [[2000, 4000], "length", 1.5] }, "outputTokens": { "by": { "a": { "90%": [50, 90] }, "b": 80 } } },
            { "id": "person", "share": { "betaFrom": { "k": 3, "n": 40 }, "level": "run" }, "usdPerUnit": { "product": [[5, 9], "twin"] } } ],
          "correlations": [ { "between": ["phases.draft.inputTokens.product.0", "phases.person.share"], "rank": 0.5 } ] }
        """)));

    private static Report Explain(Scenario scenario)
    {
        var plan = Planner.Build(scenario, 1);
        return new ExplainReport(
            new ScenarioExplanation(scenario, plan, [.. plan.Phases.Select(phase => phase.Drawing)], ImaginedRun.Of(scenario, 8192))
            {
                // Another number of items, so that its row is told from the other.
                Together = plan.RunFactors.Count > 1 ? ImaginedRun.Of(scenario, 8192, 2 * scenario.Items).Runs[0].Total : null,
            }).Build();
    }

    internal static void RequireGolden(string name, Report report)
    {
        var file = Path.Combine(Repository.Tests, "Reports", "Golden", $"{name}.txt");
        var text = ReportText.Of(report);
        if (Environment.GetEnvironmentVariable("COSTSIM_ACCEPT") == "1")
            File.WriteAllText(file, text);
        Assert.Equal(File.ReadAllText(file), text);
    }
}
