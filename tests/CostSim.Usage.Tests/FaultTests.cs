using System.Text;
using CostSim.Batches;

namespace CostSim.Usage.Tests;

/// <summary>What is no record is told with file, line and column, and without anything of the line.</summary>
public class FaultTests
{
    private static readonly string Line = Given.Chat("a");

    [Theory]
    [InlineData("""{"custom_id":"1" "response":2}""", 18, "this is not JSON")]
    [InlineData("""{"custom_id":"1","response":{"status_code":200,"body":{"id":"r""", 63, "this is not JSON")]
    [InlineData("""{"a":1} {"b":2}""", 9, "this is not JSON")]
    [InlineData("[1]", 1, "a line is a JSON object")]
    [InlineData("7", 1, "a line is a JSON object")]
    [InlineData("""{"requests":[]}""", 1, "this is neither a result of a batch nor a statement of a provider")]
    [InlineData("""{"data":[{"embedding":[0.5]}]}""", 1, "this is neither a result of a batch nor a statement of a provider")]
    [InlineData("""{"data":[{"starting_at":"soon","results":[{"amount":"1","currency":"USD"}]}]}""", 10, "a bucket of an export begins and ends")]
    [InlineData("""{"custom_id":"\ud800","response":null,"error":{}}""", 14, "this text has half of a surrogate pair")]
    public void A_line_that_is_no_record(string line, int column, string message)
    {
        var finding = Given.Fault("", " ", line, "{").Finding;

        Assert.Equal(("out.jsonl", 3, column), (finding.Source, finding.Line, finding.Column));
        Assert.StartsWith(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_a_model_is_not_a_text()
    {
        var finding = Given.Fault(Line, Line.Replace("gpt-4o", "a long answer", StringComparison.Ordinal)).Finding;

        Assert.Equal((2, "`model` is not the name of a model"), (finding.Line, finding.Message));
    }

    /// <summary>A download that broke off.</summary>
    [Fact]
    public void The_last_line_is_cut_off()
    {
        var finding = Given.Fault(Line, Given.Chat("b", "r2")[..^9]).Finding;

        Assert.Equal(2, finding.Line);
        Assert.Contains("cut off", finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_encodings_are_errors()
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
            Assert.Equal(1, Fault([.. encoding.Preamble, .. encoding.GetBytes($"{Line}\n{Line}")]).Line);
        var latin = Encoding.Latin1.GetBytes($"{Line}\n{Given.Chat("é", "r2")}");
        Assert.Equal((2, "this is not valid UTF-8"), Told(Fault(latin)));

        static Scenarios.Diagnostic Fault(byte[] bytes) =>
            Assert.Throws<BatchException>(() => Ledger.Read([Given.File(bytes)])).Finding;

        static (int, string) Told(Scenarios.Diagnostic finding) => (finding.Line, finding.Message);
    }

    public static TheoryData<string, string> Others => new()
    {
        { Given.Message("b"), "results of Anthropic" },
        { """{"custom_id":"b","response":{"status_code":400},"error":null}""", "results of Azure OpenAI" },
        { """{"key":"b","error":{"code":13}}""", "results of Gemini" },
        { """{"status":"no","request":{},"response":{}}""", "results of Vertex AI" },
        { """{"recordId":"b","modelInput":{},"error":{}}""", "results of Bedrock" },
        { """{"object":"batch","created_at":1}""", "batch objects of OpenAI" },
        { """{"custom_id":"b","url":"/v1/responses","body":{}}""", "requests of OpenAI" },
        {
            """{"data":[{"start_time":1,"end_time":2,"results":[{"object":"organization.usage.embeddings.result","input_tokens":1}]}]}""",
            "a usage export of OpenAI"
        },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void A_file_that_mixes_sources_names_the_line(string other, string name)
    {
        var finding = Given.Fault(Line, Line, "", other).Finding;

        Assert.Equal((4, $"this line has {name}, those before it have results of OpenAI"), (finding.Line, finding.Message));
        // In another block of lines than those before it.
        var far = Given.Fault([.. Enumerable.Range(0, 5000).Select(i => Given.Chat($"{i}", $"r{i}")), other]).Finding;
        Assert.Equal((5001, finding.Message), (far.Line, far.Message));
    }

    /// <summary>Answers of several endpoints, and errors, are one source; so are bodies of several models at Bedrock.</summary>
    [Fact]
    public void What_is_no_mixture() => Assert.Equal(3, Given.Read(
        Line, Given.Error("b"),
        """{"id":"c","custom_id":"c","response":{"status_code":200,"body":{"id":"r3","object":"response","status":"completed","usage":{"input_tokens":1,"output_tokens":1}}},"error":null}""")
        .Rows);

    [Fact]
    public void The_first_fault_is_told()
    {
        var lines = Enumerable.Range(0, 9000).Select(i => Given.Chat($"{i}", $"r{i}")).ToArray();
        (lines[2000], lines[4000], lines[8000]) = ("x", "{", "[");

        Assert.Equal(2001, Given.Fault(lines).Finding.Line);
    }

    [Fact]
    public void Without_records_there_is_nothing_to_read() =>
        Assert.Contains("there are no records here", Given.Fault("", "  ").Finding.Message, StringComparison.Ordinal);

    [Fact]
    public void It_can_be_stopped() => Assert.ThrowsAny<OperationCanceledException>(
        () => Ledger.Read([Given.File(Line)], cancellation: new CancellationToken(canceled: true)));

    /// <summary>
    /// A sentence in every text of every sample but ids and names, and lines broken at every byte: it is in no message, and in nothing that
    /// is kept.
    /// </summary>
    [Theory]
    [MemberData(nameof(SampleTests.Files), MemberType = typeof(SampleTests))]
    public void Nothing_of_a_prompt_or_an_answer_is_in_a_message(string sample)
    {
        const string Secret = "the harbour master keeps a heron";
        string[] texts = ["yes", "is it", "bad", "busy", "internal", "slow down", "a", "ended before it ran"];
        var planted = 0;
        foreach (var original in File.ReadLines(Path.Combine(Given.Samples, sample)))
        {
            var line = texts.Aggregate(
                original, (text, word) => text.Replace($"\"{word}\"", $"\"{Secret}\"", StringComparison.Ordinal));
            planted += line.Length > original.Length ? 1 : 0;
            for (var cut = 0; cut <= line.Length; cut++)
            {
                foreach (var broken in new[] { line[..cut], $"{line[..cut]}!{line[cut..]}" })
                    Assert.DoesNotContain("heron", Told(broken), StringComparison.OrdinalIgnoreCase);
            }

            Assert.DoesNotContain("heron", Told(line), StringComparison.OrdinalIgnoreCase);
        }

        Assert.True(planted > 0 || sample == "openai-embeddings.jsonl");

        static string Told(string line)
        {
            try
            {
                var (rows, summary) = Given.Rows([Given.File(line)]);
                return string.Join('\n', [
                    .. rows.Select(row => $"{row}"), $"{summary}", .. summary.Files.Select(file => $"{file}"),
                    .. summary.Totals.Select(total => $"{total}"), .. summary.Statements.Select(statement => $"{statement}"),
                    .. summary.Warnings.SelectMany(warning => warning.First.Select(finding => $"{finding}"))]);
            }
            catch (BatchException e)
            {
                return $"{e}";
            }
        }
    }
}
