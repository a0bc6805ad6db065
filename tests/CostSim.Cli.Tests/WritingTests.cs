namespace CostSim.Cli.Tests;

/// <summary><c>init</c>, <c>validate</c> and <c>schema</c>: what helps to write a scenario.</summary>
public sealed class WritingTests : IDisposable
{
    private const string Warned = """
        { "name": "A", "items": 10, "model": "gpt-5.4-mini", "tier": "batch", "spread": {}, "factors": { "idle": 4 },
          "phases": [ { "id": "a", "inputTokens": [1, 2], "outputTokens": 2 } ], "pricesOn": "2026-11-21" }
        """;

    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Templates_are_listed()
    {
        var ended = _program.Run("init");

        ended.RequireSuccess();
        Assert.Matches("(?m)^tickets +Tag tickets", ended.Output);
        Assert.Empty(_program.Entries);
    }

    [Fact]
    public void A_template_is_written_and_sound()
    {
        _program.Run("init", "catalog").RequireSuccess();
        var validated = _program.Run("validate", "catalog.json", "--set", "pricesOn=2026-11-21");

        validated.RequireSuccess();
        Assert.Equal("catalog.json: sound, 2 runs\n", validated.Output);
        Assert.Empty(validated.Errors);
    }

    [Fact]
    public void A_file_that_is_there_stays()
    {
        File.WriteAllText(_program["mine.json"], "mine");
        _program.Run("init", "tickets", "-o", "mine.json").RequireOneLine(2, "mine.json already exists; give --force");
        Assert.Equal("mine", File.ReadAllText(_program["mine.json"]));

        _program.Run("init", "tickets", "-o", "mine.json", "--force").RequireSuccess();
        Assert.Contains("Ticket tagging", File.ReadAllText(_program["mine.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_written_is_told()
    {
        _program.Run("init", "none").RequireOneLine(2, "there is no template 'none'; choose from agents, catalog");
        _program.Run("init", "tickets", "-o", "no/such/folder/x.json").RequireOneLine(
            4, "'no/such/folder/x.json' cannot be written: there is no such folder");
        _program.Run("init", "tickets", "-o", ".").RequireOneLine(4, "'.' is a folder");
        _program.Run("init", "tickets", "-o", "").RequireOneLine(2, "the name of the file is empty");
    }

    [Fact]
    public void All_errors_of_all_files_are_told()
    {
        File.WriteAllText(_program["warned.json"], Warned);
        File.WriteAllText(_program["wrong.json"],
            Warned.Replace("[1, 2]", "[2, 1]", StringComparison.Ordinal).Replace("10", "0", StringComparison.Ordinal));

        var ended = _program.Run("validate", "warned.json", "wrong.json", "none.json");
        Assert.Equal(2, ended.ExitCode);
        Assert.Equal("warned.json: sound, 1 warning\nwrong.json: 2 errors, 1 warning\nnone.json: 1 error\n", ended.Output);
        Assert.Contains("wrong.json(1,25): error items", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("wrong.json(2,43): error phases.a.inputTokens", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_are_errors_where_that_is_asked_for()
    {
        File.WriteAllText(_program["warned.json"], Warned);

        Assert.Equal(0, _program.Run("validate", "warned.json").ExitCode);
        Assert.Equal(2, _program.Run("validate", "warned.json", "--strict").ExitCode);
        Assert.Equal(0, _program.Run("validate", "warned.json", "--strict", "--set", "factors=null").ExitCode);
    }

    [Fact]
    public void Findings_are_data_where_that_is_asked_for()
    {
        File.WriteAllText(_program["warned.json"], Warned);
        var ended = _program.Run("validate", "warned.json", Program.FiftyAtoms, "--format", "json");

        ended.RequireSuccess();
        var files = ResultOnDisk.Parse(ended.Output);
        Assert.Equal([true, true], files.EnumerateArray().Select(file => file.GetProperty("sound").GetBoolean()));
        Assert.Equal([1, 0], files.EnumerateArray().Select(file => file.GetProperty("findings").GetArrayLength()));
        var finding = files[0].GetProperty("findings")[0];
        Assert.Equal(
            ("warning", "factors.idle", 1, 98),
            (finding.GetProperty("severity").GetString(), finding.GetProperty("path").GetString(), finding.GetProperty("line").GetInt32(),
                finding.GetProperty("column").GetInt32()));
        Assert.Equal("the factor \"idle\" is not used", finding.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("scenario", "schema")]
    [InlineData("summary", "schema", "summary")]
    [InlineData("validate", "schema", "validate")]
    public void The_schema_is_that_of_the_repository(string name, params string[] arguments)
    {
        var ended = _program.Run(arguments);

        ended.RequireSuccess();
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "schemas", $"{name}.schema.json")), ended.Output);
    }

    [Fact]
    public void Help_names_every_schema()
    {
        var help = _program.Run("schema", "--help").Output;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "schemas")))
            Assert.Matches($"\\b{Path.GetFileName(file).Split('.')[0]}\\b", help);
    }

    /// <summary>Each fits 80 columns; none has a warning, at the prices of the day that it names.</summary>
    [Fact]
    public void Every_shipped_scenario_is_sound()
    {
        _program.Environment["COLUMNS"] = "80";
        var ended = _program.Run(
            ["validate", .. Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.json").Order(StringComparer.Ordinal)]);

        Assert.Equal(
            """
            50atoms-sync.json: sound
            50atoms.json: sound
            backfill.json: sound
            catalog-enrichment.json: sound, 2 runs
            report-generation.json: sound, 1 run
            support-tagging.json: sound, 1 run, 2 variants
            translation.json: sound, 2 runs, 2 variants

            """,
            ended.Output.Replace(Path.Combine(Repository.Root, "scenarios") + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
        // That a provider will shut a model down is said, and is no fault of a scenario whose day and prices are held fast.
        Assert.All(ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Contains("advises against", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("validate a.json --format xml")]
    [InlineData("init tickets catalog")]
    [InlineData("schema --bogus")]
    [InlineData("schema all")]
    public void A_mistake_ends_with_2_and_one_line(string arguments) => _program.Run(arguments.Split(' ')).RequireOneLine(2, "");
}
