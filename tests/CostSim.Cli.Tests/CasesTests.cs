using System.Text.Json;

namespace CostSim.Cli.Tests;

/// <summary>Several runs and variants of one scenario.</summary>
public sealed class CasesTests : IDisposable
{
    private const string Catalog = """
        {
          "name": "Catalog", "item": "record", "model": "gpt-5-mini", "tier": "batch", "pricesOn": "2026-06-01", "spread": {},
          "safetyMargin": 0.2,
          "runs": { "month": { "items": 20, "period": "month" }, "archive": { "items": 30, "change": { "phases.review": null } } },
          "phases": [
            { "id": "write", "inputTokens": [700, 1500], "outputTokens": [40, 90] },
            { "id": "review", "share": 0.2, "model": "gpt-5", "inputTokens": [900, 1800], "outputTokens": [30, 60] },
          ],
          "operations": [ { "name": "Storage", "usdPerRun": 2 } ],
          "variants": { "nano": { "model": "gpt-5-nano" } },
        }
        """;

    private readonly Program _program = new();

    public CasesTests() => File.WriteAllText(_program["catalog.json"], Catalog);

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Runs_stand_side_by_side_and_are_not_added_up()
    {
        var ended = Run();

        ended.RequireSuccess();
        foreach (var told in new[] { "not to be added up", "│ month   ", "│ archive ", "a month", "month: 20 records", "P50 × 1.20",
            "People and tools" })
            Assert.Contains(told, ended.Output, StringComparison.Ordinal);
        ResultOnDisk.RequireComplete(_program["x"]);
        Assert.Equal(["month  20 month", "archive  30 "], Told());
    }

    [Fact]
    public void A_run_can_be_chosen_and_takes_other_numbers_of_items()
    {
        Run("--run", "month").RequireSuccess();
        Assert.Equal(["month  20 month"], Told());

        Run("--run", "month", "--items", "5,6").RequireSuccess();
        Assert.Equal(["month  5 month", "month  6 month"], Told());
        Assert.True(File.Exists(_program["x/plots/cost-histogram-5.svg"]));
    }

    [Fact]
    public void Variants_stand_side_by_side()
    {
        Run("--variant", "nano").RequireSuccess();
        Assert.Equal(["month nano 20 month", "archive nano 30 "], Told());

        Run("--variant", "nano", "--variant", "base", "--run", "archive").RequireSuccess();
        Assert.Equal(["archive nano 30 ", "archive  30 "], Told());

        Run("--variant=all", "--run=archive,month").RequireSuccess();
        Assert.Equal(["archive  30 ", "month  20 month", "archive nano 30 ", "month nano 20 month"], Told());
    }

    [Fact]
    public void A_run_alone_costs_what_it_costs_beside_the_others()
    {
        Run().RequireSuccess();
        var beside = ResultOnDisk.Summary(_program["x"]).GetProperty("runs")[1].GetProperty("total").GetRawText();
        Run("--run", "archive").RequireSuccess();

        Assert.Equal(beside, ResultOnDisk.Summary(_program["x"]).GetProperty("runs")[0].GetProperty("total").GetRawText());
    }

    [Theory]
    [InlineData("--run x", "--run x: choose from month, archive")]
    [InlineData("--variant x", "--variant x: choose from base, nano, all")]
    [InlineData("--items 5", "--items: the runs month, archive have their own; choose one with --run")]
    [InlineData("--variant", "--variant has no value")]
    public void A_mistake_is_told_in_one_line(string arguments, string fragment) => Run(arguments.Split(' ')).RequireOneLine(2, fragment);

    [Fact]
    public void A_scenario_without_runs_has_none_to_choose() =>
        _program.Run("run", Program.FiftyAtoms, "--run", "month").RequireOneLine(2, "--run month: the scenario has no runs");

    [Fact]
    public void Explain_takes_all_of_them_or_one()
    {
        var all = _program.Run("explain", "catalog.json");
        all.RequireSuccess();
        var one = _program.Run("explain", "catalog.json", "--run", "month", "--variant", "nano");
        one.RequireSuccess();

        Assert.Contains("in a run of 20 records", all.Output, StringComparison.Ordinal);
        Assert.Contains("in a run of 30 records", all.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("in a run of 30 records", one.Output, StringComparison.Ordinal);
    }

    private Ended Run(params string[] more) => _program.Run(["run", "catalog.json", "-n", "300", "-o", "x", .. more]);

    private IEnumerable<string> Told() => ResultOnDisk.Summary(_program["x"]).GetProperty("runs").EnumerateArray()
        .Select(run => $"{Word(run, "run")} {Word(run, "variant")} {run.GetProperty("items")} {Word(run, "period")}");

    private static string Word(JsonElement run, string key) => run.TryGetProperty(key, out var word) ? word.GetString()! : "";
}
