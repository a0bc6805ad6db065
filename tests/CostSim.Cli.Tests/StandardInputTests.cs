namespace CostSim.Cli.Tests;

/// <summary><c>-</c> in the place of a file.</summary>
public sealed class StandardInputTests : IDisposable
{
    private const string Piped = """
        { "name": "Piped jobs/a", "item": "job", "items": 2, "model": "gpt-5.4-mini", "tier": "batch", "spread": {},
          "phases": [ { "id": "a", "inputTokens": [10, 20], "outputTokens": 50 } ], "pricesOn": "2026-11-21" }
        """;

    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_run_of_it_is_that_of_its_file_in_a_folder_of_the_scenarios_name()
    {
        File.WriteAllText(_program["piped.json"], Piped);
        _program.Run("run", "piped.json", "-n", "100", "-q").RequireSuccess();
        _program.RunWithInput(Piped, "run", "-", "-n", "100", "-q").RequireSuccess();

        Assert.Equal(ResultOnDisk.Hash(_program["out/piped"]), ResultOnDisk.Hash(_program["out/Piped-jobs-a"]));
    }

    [Theory]
    [InlineData("validate", "standard input: sound")]
    [InlineData("deploy kubernetes --shards 2 --image a", "path: Piped-jobs-a.json")]
    [InlineData("explain", "Piped jobs/a")]
    [InlineData("check --budget 1", "PASS")]
    [InlineData("levers -n 100", "Piped jobs/a")]
    [InlineData("compare --tier batch,standard -n 100", "Piped jobs/a")]
    public void Other_commands_read_it(string command, string fragment)
    {
        var ended = _program.RunWithInput(Piped, [.. command.Split(' '), "-"]);

        ended.RequireSuccess();
        Assert.Contains(fragment, ended.Output, StringComparison.Ordinal);
        Assert.Empty(_program.Entries);
    }

    [Fact]
    public void Findings_name_it()
    {
        var ended = _program.RunWithInput(Piped.Replace("50", "\"50\"", StringComparison.Ordinal), "run", "-");

        Assert.Equal(2, ended.ExitCode);
        Assert.StartsWith("standard input(2,", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("the file is empty", _program.RunWithInput("", "validate", "-").Errors, StringComparison.Ordinal);
        Assert.Contains("larger than 4 MB", _program.RunWithInput(new string(' ', 4 * 1024 * 1024 + 1), "validate", "-").Errors,
            StringComparison.Ordinal);
    }
}
