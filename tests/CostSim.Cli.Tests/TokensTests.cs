using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace CostSim.Cli.Tests;

public sealed class TokensTests : IDisposable
{
    private const string Secret = "the harbour master keeps a heron";

    /// <summary>Its tokens: three a message and three for the reply beside role and text, as OpenAI's cookbook has it.</summary>
    private const string Request =
        """{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"gpt-5-mini","max_completion_tokens":1000,"messages":[{"role":"user","content":"tiktoken is great!"}]}}""";

    private readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Files_compressed_files_folders_and_the_standard_input()
    {
        Directory.CreateDirectory(_program["more"]);
        File.WriteAllText(_program["a.jsonl"], Request);
        using (var packed = new GZipStream(File.Create(_program["more/b.jsonl.gz"]), CompressionLevel.Fastest))
            packed.Write(Encoding.UTF8.GetBytes(Request));
        var ended = _program.RunWithInput(Request, "tokens", "a.jsonl", "more", "-", "--format", "json", "--prices", FixedPrices.File);

        ended.RequireSuccess();
        Assert.Empty(ended.Errors);
        using var json = JsonDocument.Parse(ended.Output);
        Assert.Equal(3, json.RootElement.GetProperty("requests").GetInt64());
        Assert.Equal(["a.jsonl", "more/b.jsonl.gz", "standard input"],
            json.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("file").GetString()));
        var group = json.RootElement.GetProperty("groups")[0];
        Assert.Equal((13, false),
            (group.GetProperty("inputTokens").GetProperty("max").GetDouble(), group.GetProperty("estimated").GetBoolean()));
        // Three times 13 tokens of $0.125 and 1,000 of $1 a million.
        Assert.Equal(3 * (13 * 0.125 + 1000) / 1e6, group.GetProperty("bills")[0].GetProperty("highUsd").GetDouble(), 1e-15);
    }

    [Fact]
    public void A_table_and_markdown_and_nothing_when_quiet()
    {
        File.WriteAllText(_program["a.jsonl"], Request);

        Assert.Contains("gpt-5-mini, chat", _program.Run("tokens", "a.jsonl").Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "### Tokens of 1 file", _program.Run("tokens", "a.jsonl", "--format", "markdown").Output, StringComparison.Ordinal);
        Assert.Empty(_program.Run("tokens", "a.jsonl", "-q").Output);
    }

    [Fact]
    public void The_model_of_a_job_has_a_price()
    {
        File.WriteAllText(_program["a.jsonl"], """{"recordId":"1","modelInput":{"prompt":"x","max_tokens":9}}""");

        Assert.Contains("--model NAME says which", _program.Run("tokens", "a.jsonl").Output, StringComparison.Ordinal);
        var known = _program.Run("tokens", "a.jsonl", "--model", "claude-haiku-4-5", "--model", "mine=gpt-5", "--prices", FixedPrices.File);
        Assert.Contains("claude-haiku-4-5, invoke (estimated) │ batch", known.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"custom_id\":\"1\",", 2, "a.jsonl(2,17): error: this is not JSON")]
    [InlineData("{\"recordId\":\"1\",\"modelInput\":{\"prompt\":\"x\"}}", 2, "a.jsonl(2,1): error: this request is of Bedrock")]
    public void A_bad_line_is_named(string line, int exitCode, string complaint)
    {
        File.WriteAllText(_program["a.jsonl"], $"{Request}\n{line}\n");
        var ended = _program.Run("tokens", "a.jsonl");

        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.StartsWith(complaint, ended.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokens", "give request files, or folders of them")]
    [InlineData("tokens nowhere.jsonl --model =x", "--model =x: MODEL, or NAME=MODEL for a deployment")]
    [InlineData("tokens nowhere.jsonl --model a --model b", "--model b: 'a' is already given")]
    [InlineData("tokens nowhere.jsonl --threads 0", "--threads 0: a number from 1 to 1,024")]
    [InlineData("tokens nowhere.jsonl --format csv", "--format csv: table, json or markdown")]
    public void A_mistake_is_told_in_one_line(string arguments, string fragment) =>
        _program.Run(arguments.Split(' ')).RequireOneLine(2, fragment);

    [Fact]
    public void A_path_that_is_not_there()
    {
        var ended = _program.Run("tokens", "nowhere.jsonl");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("there is no such file or folder", ended.Errors, StringComparison.Ordinal);
    }

    /// <summary>
    /// A sentence in every place where a request may have one, and in lines that are none, is in nothing that is printed.
    /// </summary>
    [Fact]
    public void Nothing_of_a_prompt_is_printed()
    {
        var lines = new[]
        {
            Request.Replace("tiktoken is great!", Secret, StringComparison.Ordinal)
                .Replace("\"1\"", $"\"{Secret}\"", StringComparison.Ordinal)
                .Replace("\"user\"", $"\"{Secret}\",\"name\":\"{Secret}\"", StringComparison.Ordinal)
                .Replace("\"max_c", $"\"tools\":[\"{Secret}\"],\"{Secret}\":\"{Secret}\",\"max_c", StringComparison.Ordinal),
            $$$"""{"custom_id":"{{{Secret}}}","params":{"system":"{{{Secret}}}","messages":[{"content":[{"type":"{{{Secret}}}"}]}]}}""",
            $$$"""{"params":{"model":"{{{Secret}}}"}}""",
            $$$"""{"url":"{{{Secret}}}","body":{}}""",
            $$$"""{"{{{Secret}}}":"{{{Secret}}}"}""",
            $$$"""{"params":"{{{Secret}}} """,
            Secret,
        };
        var formats = new[] { "table", "json", "markdown" };
        for (var i = 0; i < lines.Length; i++)
        {
            File.WriteAllText(_program["a.jsonl"], lines[i]);
            var ended = _program.Run("tokens", "a.jsonl", "--format", formats[i % formats.Length]);

            Assert.Equal(i < 2 ? 0 : 2, ended.ExitCode);
            Assert.DoesNotContain("heron", ended.Output + ended.Errors, StringComparison.OrdinalIgnoreCase);
        }
    }
}
