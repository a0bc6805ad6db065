using System.Text.Json;

namespace CostSim.Cli.Tests;

/// <summary>Documents on the standard output, for programs and pull requests.</summary>
public sealed class FormatTests : IDisposable
{
    private static readonly string[] Few = ["run", Program.FiftyAtoms, "-n", "2000", "--items", "5", "-o", "x"];

    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Markdown_is_a_table_a_small_plot_and_folded_details_and_nothing_else()
    {
        var ended = _program.Run([.. Few, "--format", "markdown"]);

        ended.RequireSuccess();
        Assert.Empty(ended.Complaints);
        Assert.StartsWith("### Question generation", ended.Output, StringComparison.Ordinal);
        foreach (var told in new[] { "| **P50, to commit: even chances** | **$", "```text\n", "─┬─",
            "<summary>Where the money goes</summary>\n\n| Phase |", "costsim run 50atoms.json --items 5 -n 2000 --seed 1\n" })
            Assert.Contains(told, ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Written to", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_program.Folder, ended.Output, StringComparison.Ordinal);
        ResultOnDisk.RequireComplete(_program["x"]);
    }

    [Fact]
    public void Csv_has_the_numbers_of_the_summary()
    {
        var ended = _program.Run([.. Few, "--format", "csv"]);

        ended.RequireSuccess();
        Assert.Empty(ended.Complaints);
        Assert.StartsWith("scenario,items,run,variant,tier,scope,phase,measure,statistic,value,ci_low,ci_high\r\n", ended.Output,
            StringComparison.Ordinal);
        var row = ended.Output.Split("\r\n").Single(line => line.Contains(",total,,cost,P95,", StringComparison.Ordinal)).Split(',');
        var p95 = ResultOnDisk.Summary(_program["x"]).GetProperty("runs")[0].GetProperty("total").GetProperty("cost").GetProperty(
            "percentiles").GetProperty("P95");
        Assert.Equal(
            new[] { "value", "low", "high" }.Select(name => p95.GetProperty(name).GetDouble()),
            row[^3..].Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Precision_takes_as_many_trials_as_it_needs_and_the_same_run_has_the_same_bytes()
    {
        var precise = _program.Run("run", Program.FiftyAtoms, "--items", "1", "--precision", "0.5%", "-o", "a", "--keep-trials");
        precise.RequireSuccess();
        var summary = ResultOnDisk.Summary(_program["a"]);
        var trials = summary.GetProperty("trials").GetInt64();
        _program.Run("run", Program.FiftyAtoms, "--items", "1", "-n", $"{trials}", "-o", "b", "--keep-trials").RequireSuccess();

        Assert.Contains($"after {trials:N0} trials; target ±0.5 %", precise.Output, StringComparison.Ordinal);
        Assert.InRange(HalfWidth(summary), 0, 0.005);
        Assert.Equal(ResultOnDisk.Hash(_program["a"]), ResultOnDisk.Hash(_program["b"]));
    }

    [Fact]
    public void A_cap_that_comes_first_is_told_also_beside_a_document()
    {
        var ended = _program.Run(
            "run", Program.FiftyAtoms, "--items", "1", "--precision", "0.1%", "-n", "5000", "-o", "x", "--format", "json");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("after 5,000 trials, the maximum allowed; target ±0.1 %", ended.Errors, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(ended.Output);
        Assert.Equal(5000, json.RootElement.GetProperty("trials").GetInt64());
        Assert.True(HalfWidth(json.RootElement) > 0.001);
    }

    private static double HalfWidth(JsonElement summary)
    {
        var p95 = summary.GetProperty("runs")[0].GetProperty("total").GetProperty("cost").GetProperty("percentiles").GetProperty("P95");
        return (p95.GetProperty("high").GetDouble() - p95.GetProperty("low").GetDouble()) / 2 / p95.GetProperty("value").GetDouble();
    }
}
