using System.Text.Json;

namespace CostSim.Cli.Tests;

/// <summary><c>costsim forecast</c> on the built program, with the pilot of docs/bill.md.</summary>
public sealed class ForecastTests : IDisposable
{
    private static readonly string Pilot = Path.Combine(Repository.Root, "scenarios", "pilot", "pilot.json");
    private static readonly string Tags = Path.Combine(Repository.Root, "scenarios", "pilot", "usage", "1-tag.jsonl");
    private static readonly string Usage = Path.Combine(Repository.Root, "scenarios", "pilot", "usage");

    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("", 0, "Spent so far: $0.0652.")]
    [InlineData("--budget|0.09", 0, "Token cost at most $0.09 (--budget) holds")]
    [InlineData("--budget|0.07", 1, "Token cost at most $0.07 (--budget) does not hold")]
    [InlineData("--budget|0.075|--confidence|30%", 0, "and 30 % is asked for.")]
    public void The_exit_code_tells_whether_the_budget_holds(string options, int code, string said)
    {
        var ended = _program.Run(
            ["forecast", Pilot, "--usage", Tags, "-n", "2000", .. options.Split('|', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(code, ended.ExitCode);
        Assert.Contains(said, ended.Output, StringComparison.Ordinal);
    }

    /// <summary>Spent is exact, and the whole is spent and the rest.</summary>
    [Fact]
    public void The_document_adds_up()
    {
        var ended = _program.Run("forecast", Pilot, "--usage", Tags, "-n", "2000", "--format", "json");
        var document = JsonDocument.Parse(ended.Output).RootElement;
        var spent = document.GetProperty("spentUsd").GetDecimal();

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(spent, document.GetProperty("phases").EnumerateArray().Sum(phase => phase.GetProperty("spentUsd").GetDecimal()));
        Assert.Equal((double)spent + Median("rest"), Median("whole"), 1e-9);
        Assert.Equal("counted", document.GetProperty("phases")[0].GetProperty("basis").GetString());

        double Median(string name) =>
            document.GetProperty(name).GetProperty("percentiles").GetProperty("P50").GetProperty("value").GetDouble();
    }

    /// <summary>The command in the document gives the document again.</summary>
    [Fact]
    public void The_command_reproduces_it()
    {
        var first = _program.Run(
            "forecast", Pilot, "--usage", Usage, "--done", "tag=60,review=50%", "--budget", "0.1", "-n", "500", "--format", "json");
        var command = JsonDocument.Parse(first.Output).RootElement.GetProperty("command").GetString()!;

        Assert.Contains("--done tag=60,review=50%", command, StringComparison.Ordinal);
        Assert.Contains("--budget 0.1 -n 500 --seed 1", command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "phase,scope,statistic,value,ci_low,ci_high")]
    [InlineData("markdown", "### Pilot: what the whole will cost")]
    public void Documents_begin_as_they_should(string format, string begin)
    {
        var ended = _program.Run("forecast", Pilot, "--usage", Tags, "-n", "500", "--format", format);

        Assert.Equal(0, ended.ExitCode);
        Assert.StartsWith(begin, ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--done|37", 0, "")]
    [InlineData("--done|61", 2, "--done 61: a share such as 37%, or a number of items from 0 to 60; by phase as tag=100%,review=40%")]
    [InlineData("--done|101%", 2, "--done 101%: a percentage from 0% to 100%, such as 37%")]
    [InlineData("--done|0.37", 2, "--done 0.37: a share such as 37%, or a number")]
    [InlineData("--done|tags=5", 2, "--done tags=5: 'tags' is no phase that calls; choose from tag, review")]
    [InlineData("--done|tag", 2, "--done tag: a share such as 37%")]
    [InlineData("--confidence|90%", 2, "--confidence applies to --budget")]
    [InlineData("--items|60,70", 2, "a forecast is of one run")]
    [InlineData("-n|1e9", 2, "a forecast keeps its trials in memory; of this scenario at most 8,388,608")]
    [InlineData("--prices-on|2020-01-01", 2, "pricesOn")]
    public void Mistakes_are_told(string options, int code, string fragment)
    {
        string[] few = options.StartsWith("-n", StringComparison.Ordinal) ? [] : ["-n", "300"];
        var ended = _program.Run(["forecast", Pilot, "--usage", Tags, .. few, .. options.Split('|')]);

        Assert.Equal(code, ended.ExitCode);
        Assert.Contains(fragment, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_told() =>
        Assert.Contains(_program.Run("forecast", Pilot, "--usage", "nothing.jsonl").ExitCode, new[] { 2, 4 });
}
