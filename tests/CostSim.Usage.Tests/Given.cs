using System.Text;
using CostSim.Batches;

namespace CostSim.Usage.Tests;

/// <summary>Files in memory, and what is read from them.</summary>
internal static class Given
{
    public static string Samples { get; } = Path.Combine(AppContext.BaseDirectory, "Samples");

    public static BatchFile File(string text, string name = "out.jsonl") => File(Encoding.UTF8.GetBytes(text), name);

    public static BatchFile Lines(params string[] lines) => File(string.Join('\n', lines));

    public static BatchFile File(byte[] bytes, string name = "out.jsonl") => new(name, () => new MemoryStream(bytes));

    public static LedgerSummary Read(params string[] lines) => Ledger.Read([Lines(lines)]);

    public static (List<LedgerRow> Rows, LedgerSummary Summary) Rows(IReadOnlyList<BatchFile> files, LedgerOptions? options = null)
    {
        var rows = new List<LedgerRow>();
        return (rows, Ledger.Read(files, rows.Add, options));
    }

    /// <summary>The row of one line.</summary>
    public static LedgerRow Row(string line) => Assert.Single(Rows([File(line)]).Rows);

    /// <summary>The only warning of one line.</summary>
    public static LedgerWarning Warning(params string[] lines) => Assert.Single(Read(lines).Warnings);

    public static BatchException Fault(params string[] lines) => Assert.Throws<BatchException>(() => Read(lines));

    /// <summary>A result of OpenAI's chat completions.</summary>
    public static string Chat(
        string id, string response = "r", string usage = """{"prompt_tokens":10,"completion_tokens":5}""", string content = "yes") =>
        $$$"""{"id":"batch_{{{response}}}","custom_id":"{{{id}}}","response":{"status_code":200,"body":{"id":"{{{response}}}","model":"gpt-4o","choices":[{"message":{"content":"{{{content}}}"},"finish_reason":"stop"}],"usage":{{{usage}}} }},"error":null}""";

    /// <summary>An error of OpenAI.</summary>
    public static string Error(string id, string line = "e", string code = "batch_expired") =>
        $$$"""{"id":"{{{line}}}","custom_id":"{{{id}}}","response":null,"error":{"code":"{{{code}}}","message":"it failed"}}""";

    /// <summary>A result of Anthropic.</summary>
    public static string Message(string id, string response = "m", string usage = """{"input_tokens":10,"output_tokens":5}""") =>
        $$$$"""{"custom_id":"{{{{id}}}}","result":{"type":"succeeded","message":{"id":"{{{{response}}}}","model":"claude-opus-5","usage":{{{{usage}}}},"stop_reason":"end_turn"}}}""";
}
