using System.Text;

namespace CostSim.Cli.Tests;

/// <summary>
/// What the program says of scenarios that cannot be meant; every finding and its words are tested where scenarios are read.
/// </summary>
public sealed class HostileScenarioTests : IDisposable
{
    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("an unknown field", "\"items\": 1,", "\"items\": 1, \"itmes\": 2,", "itmes")]
    [InlineData("a missing price", "gpt-5.4-mini", "gpt-99-huge", "gpt-99-huge")]
    [InlineData("min above max", "[100, 200]", "[200, 100]", "200")]
    [InlineData("a negative rate", "\"rate\": 0.1", "\"rate\": -0.1", "-0.1")]
    [InlineData("an overflowing number", "[100, 200]", "1e999", "1e999")]
    [InlineData("an enormous number", "[100, 200]", "1e300", "the most for tokens")]
    [InlineData("names in a circle", "\"factors\": {}", "\"factors\": { \"a\": \"b\", \"b\": \"a\" }", "circle")]
    [InlineData("a half-written file", "\"phases\"", "\"phases", "test.json(")]
    [InlineData("no items", "\"items\": 1,", "", "items")]
    public void Is_told_with_file_line_and_cause(string what, string part, string replacement, string fragment)
    {
        var text = Sound.Replace(part, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Sound, text);
        File.WriteAllText(_program["test.json"], text);

        RequireFinding(_program.Run("run", "test.json", "-n", "10", "-o", "x"), fragment, what);
    }

    [Fact]
    public void The_scenario_that_is_spoilt_here_is_sound()
    {
        File.WriteAllText(_program["test.json"], Sound);

        _program.Run("run", "test.json", "-n", "10", "-o", "x", "-q").RequireSuccess();
    }

    [Theory]
    [InlineData("not JSON", "hello", "test.json(1,1)")]
    [InlineData("empty", "", "the file is empty")]
    [InlineData("a list", "[]", "is no scenario")]
    [InlineData("bytes", "\u0000\u0001", "test.json(1,1)")]
    public void Other_files_are_no_scenarios(string what, string text, string fragment)
    {
        File.WriteAllText(_program["test.json"], text);

        RequireFinding(_program.Run("run", "test.json", "-o", "x"), fragment, what);
    }

    [Fact]
    public void A_hundred_thousand_brackets_are_refused()
    {
        File.WriteAllText(_program["test.json"], new string('[', 100_000));

        RequireFinding(_program.Run("run", "test.json", "-o", "x"), "deep", "depth");
    }

    [Fact]
    public void A_file_of_a_hundred_megabytes_is_refused()
    {
        using (var file = File.Create(_program["test.json"]))
            file.SetLength(100_000_000);

        RequireFinding(_program.Run("run", "test.json", "-o", "x"), "larger than 4 MB", "size");
    }

    /// <summary>It reads well; what it can come to leaves no room for what it usually is.</summary>
    [Theory]
    [InlineData("run")]
    [InlineData("explain")]
    [InlineData("check")]
    public void Tokens_over_too_many_decades_are_refused(string verb)
    {
        File.WriteAllText(
            _program["test.json"], Sound.Replace("[100, 200]", "{ \"90%\": [1e-9, 1e9], \"level\": \"run\" }", StringComparison.Ordinal));
        string[] options = verb switch { "run" => ["-n", "10", "-o", "x"], "check" => ["--budget", "5", "--confidence", "0.9"], _ => [] };

        var ended = _program.Run([verb, "test.json", .. options]);

        Assert.True(ended.ExitCode == 2, $"{verb}: {ended}");
        Assert.Contains("phases.P1: a call can come to", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
    }

    /// <summary>Sixty-four kinds of units, of which each is repeated by itself.</summary>
    [Fact]
    public void Too_many_kinds_of_calls_are_refused_with_their_place()
    {
        var routes = Enumerable.Range(0, 6).Select(i => $$"""{ "id": "r{{i}}", "local": true, "route": { "x{{i}}": 0.5 } }""");
        var phases = Enumerable.Range(0, 40).Select(i => $$"""
            { "id": "p{{i}}", "inputTokens": 1, "outputTokens": 1, "retry": { "rate": 0.3, "rounds": 20, "failed": "drop" } }
            """);
        File.WriteAllText(_program["test.json"], Sound.Replace(
            "\"phases\": [", $"\"phases\": [ {string.Join(", ", routes.Concat(phases))}, ", StringComparison.Ordinal));

        var ended = _program.Run("run", "test.json", "-n", "10", "-o", "x");

        Assert.True(ended.ExitCode == 2, $"{ended}");
        Assert.Contains("phases.p29.retry: up to here, planning takes more than 40,000 steps", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_no_scenarios()
    {
        RequireFinding(_program.Run("run", "none.json", "-o", "x"), "none.json(1,1): error: there is no such file", "missing");
        RequireFinding(_program.Run("run", ".", "-o", "x"), "this is a folder", "folder");
        RequireFinding(_program.Run("run", "", "-o", "x"), "the name of the file is empty", "no name");
        RequireFinding(_program.Run("explain", "none.json"), "there is no such file", "explain");
    }

    [Fact]
    public void A_change_that_cannot_be_made_is_told()
    {
        RequireFinding(
            _program.Run("run", Program.FiftyAtoms, "-o", "x", "--set", "phases.P99.keep=1"), "there is no phase \"P99\"", "set");
        RequireFinding(_program.Run("run", Program.FiftyAtoms, "-o", "x", "--set", "items"), "a change has no `=`", "set");
    }

    [Fact]
    public void Several_errors_come_at_once_each_on_its_line()
    {
        File.WriteAllText(_program["test.json"],
            Sound.Replace("[100, 200]", "-1", StringComparison.Ordinal).Replace("0.1", "7", StringComparison.Ordinal));

        var ended = _program.Run("run", "test.json", "-o", "x");
        Assert.Equal(2, ended.ExitCode);
        Assert.Equal(2, ended.Errors.Split('\n').Count(line => line.Contains(": error", StringComparison.Ordinal)));
    }

    [Fact]
    public void Text_that_looks_like_markup_is_printed_as_it_is()
    {
        File.WriteAllText(_program["test.json"], Sound.Replace("\"Test\"", "\"[red]Test[/] {0} %s\"", StringComparison.Ordinal));

        var ended = _program.Run("run", "test.json", "-n", "10", "-o", "x");
        ended.RequireSuccess();
        Assert.Contains("[red]Test[/] {0} %s", ended.Output, StringComparison.Ordinal);
        RequireFinding(_program.Run("run", "[bold]x[/].json", "-o", "x"), "[bold]x[/].json(1,1)", "markup");
    }

    [Fact]
    public void The_largest_scenario_that_is_allowed_is_run_or_refused_in_words()
    {
        var text = new StringBuilder(Sound).Replace("[100, 200]", "1000000000").Replace("\"items\": 1,", "\"items\": 1000000000,")
            .ToString();
        File.WriteAllText(_program["test.json"], text);

        // One trial of a billion items takes long; what can be computed at once must not fail.
        var ended = _program.Run("run", "test.json", "-n", "1", "--items", "3", "-o", "x");
        ended.RequireSuccess();
        ResultOnDisk.RequireComplete(_program["x"]);
    }

    private const string Sound = """
        { "name": "Test", "item": "item", "items": 1, "model": "gpt-5.4-mini", "tier": "batch", "spread": {},
          "factors": {},
          "phases": [ { "id": "P1", "inputTokens": [100, 200], "outputTokens": 50, "retry": { "rate": 0.1, "rounds": 1 } } ],
          "pricesOn": "2026-11-21" }
        """;

    /// <summary>Exit code 2, the finding on the error stream, no stack trace, and nothing written.</summary>
    private void RequireFinding(Ended ended, string fragment, string what)
    {
        Assert.True(ended.ExitCode == 2, $"{what}: {ended}");
        Assert.Empty(ended.Output);
        Assert.Contains(fragment, ended.Errors, StringComparison.Ordinal);
        Assert.Contains(": error", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        // A finding is one line, and a second one with a hint.
        Assert.Equal(1, ended.Errors.TrimEnd('\n').Split('\n').Count(line => !line.StartsWith("    ", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(_program["x"]) && !File.Exists(_program["x/manifest.json"]));
    }
}
