using System.Text.Json;

namespace CostSim.Cli.Tests;

/// <summary><c>costsim reconcile</c> on the built program, with the pilot of docs/bill.md.</summary>
public sealed class ReconcileTests : IDisposable
{
    private static readonly string Pilot = Path.Combine(Repository.Root, "scenarios", "pilot", "pilot.json");
    private static readonly string Usage = Path.Combine(Repository.Root, "scenarios", "pilot", "usage");

    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_bill_outside_the_band_fails_and_says_why()
    {
        var ended = _program.Run("reconcile", Pilot, "--usage", Usage, "-n", "2000");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("The bill is outside the band from P5 to P95.", ended.Output, StringComparison.Ordinal);
        Assert.Matches(@"The largest part of the difference of \+\$[0-9.]+ is reasoning", ended.Output);
    }

    /// <summary>The walk through docs/bill.md ends with a plan that the bill fits.</summary>
    [Fact]
    public void A_corrected_plan_has_the_bill_in_its_band()
    {
        var ended = _program.Run(
            "reconcile", Pilot, "--usage", Usage, "--set", "phases.tag.reasoningTokens={\"range\":[330,770],\"level\":\"run\"}", "--set",
            "phases.tag.retry.rate=0.12", "-n", "2000", "--format", "json");

        Assert.Equal(0, ended.ExitCode);
        var document = JsonDocument.Parse(ended.Output).RootElement;
        Assert.True(document.GetProperty("within").GetBoolean());
        var total = document.GetProperty("total");
        Assert.Equal(
            total.GetProperty("differenceUsd").GetDecimal(),
            total.GetProperty("explanation").EnumerateArray().Sum(part => part.GetProperty("usd").GetDecimal()));
        Assert.Equal(
            total.GetProperty("billedUsd").GetDecimal() - total.GetProperty("forecastUsd").GetDecimal(),
            total.GetProperty("differenceUsd").GetDecimal());
    }

    [Fact]
    public void With_a_folder_it_leaves_a_report_and_every_row()
    {
        var ended = _program.Run("reconcile", Pilot, "--usage", Usage, "-n", "500", "-o", "bill");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("Written to bill", ended.Output, StringComparison.Ordinal);
        Assert.All(
            ["ledger.parquet", "reconcile.json", "report.html", "plots/bill-difference.png", "manifest.json"],
            name => Assert.True(File.Exists(_program[$"bill/{name}"]), name));
    }

    /// <summary>Where a record cannot be read, nothing is left, half-written or not.</summary>
    [Fact]
    public void With_a_wrong_record_no_folder_is_left()
    {
        File.WriteAllText(_program["wrong.jsonl"], "{ \"id\": \"a\", ");
        var ended = _program.Run("reconcile", Pilot, "--usage", "wrong.jsonl", "-o", "bill");

        Assert.Equal(2, ended.ExitCode);
        Assert.Equal(["wrong.jsonl"], _program.Entries);
    }

    /// <summary>The files of a pattern stand one after the other, as a shell writes them.</summary>
    [Theory]
    [InlineData("csv", "phase,scope,statistic,value")]
    [InlineData("markdown", "### Pilot: the bill beside its forecast")]
    public void Documents_begin_as_they_should(string format, string begin)
    {
        var files = Directory.GetFiles(Usage).Order(StringComparer.Ordinal).ToArray();
        var ended = _program.Run(["reconcile", Pilot, "--usage", .. files, "-n", "500", "--format", format]);

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith(begin, ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--band|95,5", 2, "--band 95,5: two percentiles from 0 to 100, the lower first, such as 5,95")]
    [InlineData("--items|5,6", 2, "a bill is held against one run")]
    [InlineData("--prices-on|2020-01-01", 2, "pricesOn")]
    public void Mistakes_are_told(string options, int code, string fragment)
    {
        var ended = _program.Run(["reconcile", Pilot, "--usage", Usage, .. options.Split('|')]);

        Assert.Equal(code, ended.ExitCode);
        Assert.Contains(fragment, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_of_no_phase_are_counted()
    {
        var ended = _program.Run(
            "reconcile", Pilot, "--usage", Usage, "--set", "phases.tag.customId=\"x-*\"", "--set", "phases.review.customId=\"y-*\"");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(
            "nothing says which of the phases tag, review these billed requests belong to", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("\"customId\": \"tag-*\"", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_told() =>
        Assert.Contains(_program.Run("reconcile", Pilot, "--usage", "nothing.jsonl").ExitCode, new[] { 2, 4 });
}
