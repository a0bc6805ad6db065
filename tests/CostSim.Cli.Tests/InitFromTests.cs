using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace CostSim.Cli.Tests;

/// <summary><c>init --from</c>: request files become a scenario that is sound, runs at once and forecasts their input.</summary>
public sealed class InitFromTests : IDisposable
{
    private readonly Program _program = new();

    public InitFromTests() => File.WriteAllText(_program["prices.json"], InventedBatches.Prices);

    public void Dispose() => _program.Dispose();

    public static TheoryData<string> Shapes => [.. InventedBatches.Shapes.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_shape_becomes_a_scenario_that_forecasts_its_input(string shape)
    {
        var models = InventedBatches.Shapes[shape];
        File.WriteAllText(_program["batch.jsonl"], InventedBatches.Of(shape));
        var made = Run(["init", "--from", "batch.jsonl", .. models]);

        made.RequireSuccess();
        Assert.Contains(
            "Check it with 'costsim validate batch.json --prices prices.json --prices-only'", made.Output, StringComparison.Ordinal);
        Run("validate", "batch.json").RequireSuccess();
        RequireForecast(models);
    }

    /// <summary>Whatever a user sees of it, or keeps, has nothing of a prompt.</summary>
    [Theory]
    [InlineData("chat-of-long-beginning")]
    [InlineData("gemini")]
    public void It_runs_at_once_and_nothing_of_a_prompt_is_written(string shape)
    {
        File.WriteAllText(_program["batch.jsonl"], InventedBatches.Of(shape));
        var made = Run(["init", "--from", "batch.jsonl", .. InventedBatches.Shapes[shape]]);
        var run = Run("run", "batch.json", "-n", "2000", "-o", "x", "--no-plots");

        made.RequireSuccess();
        run.RequireSuccess();
        Assert.True(File.Exists(_program["x/report.html"]));
        foreach (var text in new[] { made, run }.Select(ended => ended.Output + ended.Errors).Concat(Written()))
            Assert.DoesNotContain("heron", text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Several files, models and endpoints: the scenario has the exact number of each, and the cost of the input of all together.
    /// </summary>
    [Fact]
    public void Several_kinds_in_several_files()
    {
        Directory.CreateDirectory(_program["requests"]);
        foreach (var shape in new[] { "chat", "embeddings", "azure" })
            File.WriteAllText(_program[$"requests/{shape}.jsonl"], InventedBatches.Of(shape));
        using (var packed = new GZipStream(File.Create(_program["more.jsonl.gz"]), CompressionLevel.Fastest))
            packed.Write(Encoding.UTF8.GetBytes(InventedBatches.Of("chat")));
        var made = Run("init", "--from", "requests", "more.jsonl.gz", "--model", "deployed=gpt-4.1");

        made.RequireSuccess();
        Assert.StartsWith("requests.json: 1,600 requests, with their input tokens in requests.gpt-4-1-chat.csv, ", made.Output,
            StringComparison.Ordinal);
        Assert.Equal([400, 800, 400], Scenario("requests.json").GetProperty("phases")[0].GetProperty("split").EnumerateObject()
            .Select(kind => kind.Value.GetInt64()));
        File.Move(_program["requests.json"], _program["batch.json"]);
        RequireForecast(["--model", "deployed=gpt-4.1"], "requests", "more.jsonl.gz");
        var calls = ResultOnDisk.Summary(_program["input"]).GetProperty("runs")[0].GetProperty("phases").EnumerateArray()
            .Where(phase => phase.GetProperty("id").GetString()!.EndsWith("-embeddings", StringComparison.Ordinal));
        // What a list of tokens has is known without an encoding.
        Assert.Equal(InventedBatches.TokensOfEmbeddings,
            Assert.Single(calls).GetProperty("inputTokens").GetProperty("mean").GetDouble(), InventedBatches.TokensOfEmbeddings * 0.01);
    }

    [Fact]
    public void The_standard_input_and_a_folder_to_write_into()
    {
        Directory.CreateDirectory(_program["out"]);
        _program.RunWithInput(
            InventedBatches.Of("chat"), "init", "--from", "-", "--prices", "prices.json", "-o", "out/mine.json").RequireSuccess();

        Assert.Equal(["out/", "out/mine.chat.csv", "out/mine.json", "prices.json"], _program.Entries);
        Assert.Contains("\"name\": \"Requests of standard input\"", File.ReadAllText(_program["out/mine.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_day_of_the_prices_stays_in_the_scenario()
    {
        File.WriteAllText(_program["batch.jsonl"], InventedBatches.Of("chat"));
        Run("init", "--from", "batch.jsonl", "--prices-on", "2026-11-21").RequireSuccess();

        Assert.Contains("\"pricesOn\": \"2026-11-21\",", File.ReadAllText(_program["batch.json"]), StringComparison.Ordinal);
        Run("init", "--from", "batch.jsonl", "--prices-on", "2025-11-21", "--force").RequireOneLine(
            2, "no price of 'gpt-5-mini' is known for 2025-11-21");
    }

    /// <summary>Of all files that would be written, none is if one of them is there.</summary>
    [Fact]
    public void Files_that_are_there_stay()
    {
        File.WriteAllText(_program["batch.jsonl"], InventedBatches.Of("chat"));
        File.WriteAllText(_program["batch.chat.csv"], "mine");
        Run("init", "--from", "batch.jsonl").RequireOneLine(
            2, "batch.chat.csv already exists; give --force to overwrite it, or another --out");
        Assert.Equal(["batch.chat.csv", "batch.jsonl", "prices.json"], _program.Entries);
        Assert.Equal("mine", File.ReadAllText(_program["batch.chat.csv"]));

        Run("init", "--from", "batch.jsonl", "--force").RequireSuccess();
        Run("init", "--from", "batch.jsonl").RequireOneLine(2, "batch.chat.csv already exists");
    }

    [Theory]
    [InlineData("vertex", "", "batch.jsonl: requests of Vertex AI name no model: say which with --model MODEL")]
    [InlineData("azure", "", "no price of 'deployed' is known: say which model it is with --model deployed=MODEL")]
    [InlineData("vertex", "--model gemini-2.5-flsh", "no price of 'gemini-2.5-flsh' is known (did you mean 'gemini-2.5-flash'?)")]
    [InlineData("chat", "-o no/such/x.json", "'no/such/x.chat.csv' cannot be written: there is no such folder")]
    [InlineData("chat", "--threads 0", "--threads 0: a number from 1 to 1,024")]
    [InlineData("chat", "-o .", "'.' is a folder")]
    public void What_is_in_the_way_is_told_and_nothing_is_written(string shape, string more, string told)
    {
        File.WriteAllText(_program["batch.jsonl"], InventedBatches.Of(shape));
        var ended = Run(["init", "--from", "batch.jsonl", .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        ended.RequireOneLine(more.StartsWith("-o", StringComparison.Ordinal) ? 4 : 2, told);
        Assert.Equal(["batch.jsonl", "prices.json"], _program.Entries);
    }

    [Theory]
    [InlineData("nowhere.jsonl", "nowhere.jsonl(1,1): error: there is no such file or folder")]
    [InlineData("a.jsonl", "a.jsonl(1,1): error: a request is a JSON object")]
    [InlineData("a.jsonl nowhere.jsonl", "nowhere.jsonl(1,1): error: there is no such file or folder")]
    public void What_is_no_request_file_is_told(string paths, string complaint)
    {
        File.WriteAllText(_program["a.jsonl"], InventedBatches.Secret);
        var ended = Run(["init", "--from", .. paths.Split(' ')]);

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.StartsWith(complaint, ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("heron", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(["a.jsonl", "prices.json"], _program.Entries);
    }

    [Theory]
    [InlineData("init tickets --model gpt-5", "--model is of no use without --from")]
    [InlineData("init --prices prices.json", "--prices is of no use without --from")]
    [InlineData("init --from", "--from has no value")]
    public void Options_of_request_files_belong_to_them(string arguments, string told) =>
        _program.Run(arguments.Split(' ')).RequireOneLine(2, told);

    private Ended Run(params IReadOnlyList<string> arguments) => _program.Run([.. arguments, "--prices", "prices.json", "--prices-only"]);

    private IEnumerable<string> Written() =>
        _program.Entries.Where(entry => !entry.EndsWith('/') && entry != "batch.jsonl").Select(entry => File.ReadAllText(_program[entry]));

    /// <summary>
    /// The cost of the input alone: what <c>tokens</c> says of the files lies between P5 and P95 of the scenario without output.
    /// </summary>
    private void RequireForecast(IReadOnlyList<string> models, params string[] files)
    {
        var counted = Run(["tokens", .. files is [] ? ["batch.jsonl"] : files, "--format", "json", .. models]);
        counted.RequireSuccess();
        var exact = ResultOnDisk.Parse(counted.Output).GetProperty("groups").EnumerateArray()
            .Sum(group => group.GetProperty("bills")[0].GetProperty("inputUsd").GetDouble());

        // What the files have without text, such as audio, is counted by neither.
        var scenario = Scenario("batch.json");
        var changes = scenario.GetProperty("phases").EnumerateArray().SelectMany(phase =>
            new[] { ("outputTokens", "0"), ("maxOutputTokens", "null") }
                .Where(change => phase.TryGetProperty(change.Item1, out var value) && $"{value}" != change.Item2)
                .Select(change => $"phases.{phase.GetProperty("id")}.{change.Item1}={change.Item2}"))
            .Concat(scenario.TryGetProperty("factors", out var factors) && factors.TryGetProperty("audio-tokens", out _)
                ? ["factors.audio-tokens=0"] : Array.Empty<string>())
            .SelectMany(change => new[] { "--set", change });
        Run(["run", "batch.json", "-n", "20000", "-o", "input", "--no-plots", "--no-report", .. changes]).RequireSuccess();
        var percentiles = ResultOnDisk.Summary(_program["input"]).GetProperty("runs")[0].GetProperty("total").GetProperty("cost")
            .GetProperty("percentiles");
        Assert.InRange(
            exact, percentiles.GetProperty("P5").GetProperty("value").GetDouble(),
            percentiles.GetProperty("P95").GetProperty("value").GetDouble());
    }

    private JsonElement Scenario(string name) => JsonDocument.Parse(
        File.ReadAllText(_program[name]),
        new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }).RootElement;
}
