using System.Text.Json;

namespace CostSim.Cli.Tests;

/// <summary><c>costsim calibrate</c> on the built program, with the pilot of docs/bill.md.</summary>
public sealed class CalibrateTests : IDisposable
{
    private static readonly string Pilot = Path.Combine(Repository.Root, "scenarios", "pilot", "pilot.json");
    private static readonly string Usage = Path.Combine(Repository.Root, "scenarios", "pilot", "usage");

    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Without_a_file_it_shows_what_it_would_write()
    {
        var ended = Run("--format", "json");

        Assert.Equal(0, ended.ExitCode);
        var document = JsonDocument.Parse(ended.Output).RootElement;
        var rate = document.GetProperty("rates")[0];
        Assert.Equal(("phases.tag.retry.rate", 10, 60),
            (rate.GetProperty("path").GetString(), rate.GetProperty("k").GetInt32(), rate.GetProperty("n").GetInt32()));
        Assert.Equal(711, Tokens(document, "phases.tag.reasoningTokens").GetProperty("mean").GetDouble());
        Assert.Contains(
            document.GetProperty("kept").EnumerateArray(), one => one.GetProperty("path").GetString() == "phases.tag.inputTokens (cached)");
        Assert.Equal(2, document.GetProperty("cases").GetArrayLength());
        Assert.Contains("Amounts before and after", Run().Output, StringComparison.Ordinal);
    }

    /// <summary>The walk of docs/bill.md: what is written is read without a finding, and the bill lies in its band.</summary>
    [Fact]
    public void What_it_writes_has_the_bill_in_its_band()
    {
        var path = _program["calibrated.json"];
        var ended = Run("-o", path);

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("calibrated.json is written", ended.Output, StringComparison.Ordinal);
        Assert.Equal(0, _program.Run("validate", path, "--strict").ExitCode);
        Assert.Equal(0, _program.Run("reconcile", path, "--usage", Usage, "-n", "2000").ExitCode);
        // All else is as it was, the comments too.
        var text = File.ReadAllText(path);
        foreach (var line in File.ReadLines(Pilot).Take(9))
            Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.Contains("// the guide, the same in every call", text, StringComparison.Ordinal);
        Assert.Contains("// before: a guess: what a few calls by hand had", text, StringComparison.Ordinal);

        Assert.Equal(2, Run("-o", path).ExitCode);
        Assert.Equal(text, File.ReadAllText(path));
        Assert.Equal(0, Run("-o", path, "--force", "--drift", "0").ExitCode);
        Assert.DoesNotContain("drift", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dash_writes_the_scenario_and_nothing_else()
    {
        var ended = Run("-o", "-");

        Assert.Equal(0, ended.ExitCode);
        Assert.StartsWith("// A pilot of 60 tickets", ended.Output, StringComparison.Ordinal);
        Assert.EndsWith("}\n", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("tag-0001", ended.Output + ended.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--drift|200%", "--drift 200%: a share from 0 to 1, such as 5% or 0.05")]
    [InlineData("--drift|much", "--drift much: a share from 0 to 1")]
    [InlineData("--set|items=9", "--set: what is written is the text of")]
    [InlineData("--items|5,6", "bands are shown of one run")]
    [InlineData("--prices-on|2020-01-01", "pricesOn")]
    public void Mistakes_are_told(string options, string fragment)
    {
        var ended = Run(options.Split('|'));

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(fragment, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_told() => Assert.Equal(4, Run("-o", _program["no/such/folder.json"]).ExitCode);

    private Ended Run(params string[] options) => _program.Run(["calibrate", Pilot, "--usage", Usage, "-n", "1000", .. options]);

    private static JsonElement Tokens(JsonElement document, string path) =>
        document.GetProperty("tokens").EnumerateArray().First(one => one.GetProperty("path").GetString() == path);
}
