namespace CostSim.Cli.Tests;

public sealed class ExplainTests : IDisposable
{
    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void It_shows_what_a_scenario_means_and_writes_nothing()
    {
        var ended = _program.Run("explain", Program.FiftyAtoms);

        ended.RequireSuccess();
        foreach (var told in new[] { "Tokens of one atom", "1,156K", "1,117K", "Absolute range of a run", "$1,406",
            "Share of mean", "All moving together", "factors.medium", "Never above", "phases.P4.retry.capPerItem",
                "How each phase is simulated", "Prices of 2026-11-21, USD per million tokens" })
            Assert.Contains(told, ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', ended.Output);
        Assert.Empty(_program.Entries);
    }

    [Fact]
    public void Each_run_variant_and_number_of_items_is_explained_under_its_title()
    {
        File.WriteAllText(_program["cases.json"], Cases);
        var ended = _program.Run("explain", "cases.json", "--variant", "all");

        ended.RequireSuccess();
        Assert.Equal(["Cases: month, base", "Cases: archive, base", "Cases: month, short", "Cases: archive, short"],
            ended.Output.Split('\n').Where(line => line.StartsWith("Cases", StringComparison.Ordinal)));
        Assert.Equal(4, ended.Output.Split("What is uncertain").Length - 1);
        Assert.Equal(2, _program.Run("explain", Program.FiftyAtoms, "--items", "1,2").Output.Split("What is uncertain").Length - 1);
    }

    [Fact]
    public void The_same_is_told_as_a_document()
    {
        File.WriteAllText(_program["cases.json"], Cases);
        var ended = _program.Run("explain", "cases.json", "--variant", "all", "--format", "json");

        ended.RequireSuccess();
        Assert.Empty(ended.Complaints);
        var runs = ResultOnDisk.Parse(ended.Output).GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(
            [("month", null, 3L), ("archive", null, 5L), ("month", "short", 3L), ("archive", "short", 5L)],
            runs.Select(
                run => (run.GetProperty("run").GetString()!, run.TryGetProperty("variant", out var variant) ? variant.GetString() : null,
                    run.GetProperty("items").GetInt64())));
        var phase = runs[0].GetProperty("phases")[0];
        Assert.Equal((10, 20),
            (phase.GetProperty("perItem").GetProperty("inputTokens").GetProperty("min").GetDouble(),
                phase.GetProperty("perItem").GetProperty("inputTokens").GetProperty("max").GetDouble()));
        Assert.Equal(1, phase.GetProperty("shareOfMeanCost").GetDouble());
        Assert.Contains("draw", phase.GetProperty("drawn").GetString(), StringComparison.Ordinal);
        var quantity = runs[0].GetProperty("quantities")[0];
        Assert.Equal(("phases.a.inputTokens", false, "[10,20]", "guessed"), (
            quantity.GetProperty("path").GetString(), quantity.GetProperty("certain").GetBoolean(),
                quantity.GetProperty("written").GetString(), quantity.GetProperty("comment").GetString()));
        Assert.Equal(["cases.json"], _program.Entries);
    }

    private const string Cases = """
        { "name": "Cases", "item": "item", "model": "gpt-5-mini", "tier": "batch", "pricesOn": "2026-06-01", "spread": {},
          "runs": { "month": { "items": 3 }, "archive": { "items": 5 } },
          "variants": { "short": { "phases.a.outputTokens": 10 } },
          "phases": [ { "id": "a", "inputTokens": [10, 20], // guessed
                        "outputTokens": 50 } ] }
        """;

    [Fact]
    public void A_tier_and_changes_are_heeded()
    {
        var ended = _program.Run("explain", Program.FiftyAtoms, "--tier", "standard", "--items", "1", "--set", "name=Mine");

        ended.RequireSuccess();
        Assert.Contains("Mine", ended.Output, StringComparison.Ordinal);
        Assert.Contains("gpt-5.1, standard", ended.Output, StringComparison.Ordinal);
    }

    /// <summary>The layouts have tests of their own; here it is seen that the program asks for the right one.</summary>
    [Theory]
    [InlineData("80", 80)]
    [InlineData("120", 120)]
    [InlineData("", 100)]
    [InlineData("wide", 100)]
    public void Redirected_output_is_as_wide_as_COLUMNS_says_and_a_hundred_without_it(string columns, int width)
    {
        _program.Environment["COLUMNS"] = columns;
        var ended = _program.Run("explain", Program.FiftyAtoms);

        ended.RequireSuccess();
        Assert.Equal(width, ended.Output.Split('\n').Max(line => line.Length));
    }
}
