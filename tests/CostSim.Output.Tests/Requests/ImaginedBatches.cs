using System.Text;
using CostSim.Batches;
using CostSim.Requests;
using CostSim.Scenarios;

namespace CostSim.Output.Tests.Requests;

/// <summary>Batches with everything that a report of them may have to say.</summary>
internal static class ImaginedBatches
{
    public static PriceSheet Prices { get; } = FixedPrices.Catalogue.On(FixedPrices.Catalogue.Day);

    /// <summary>One file, one model, exact counts.</summary>
    public static RequestSummary Plain { get; } = RequestCount.Of([File("labels.jsonl", Chat(1, "red shoes"), Chat(2, "blue coats"))]);

    /// <summary>Three providers; estimates, images, no caps, repeated ids, no price, no model, a file without requests.</summary>
    public static RequestSummary Mixed { get; } = RequestCount.Of(
    [
        File(
            "labels.jsonl", Chat(1, "red shoes"), Chat(1, "blue coats"),
            Chat(3, "blue coats", more: ",\"tools\":[{\"type\":\"function\"}]")),
        File("contracts.jsonl",
            """{"custom_id":"a","params":{"model":"claude-haiku-4-5","max_tokens":900,"messages":[{"role":"user","content":[{"type":"text","text":"Who pays?"},{"type":"image","source":{}},{"type":"image","source":{}}]}]}}""",
            """{"custom_id":"b","params":{"model":"claude-unheard-of","messages":[{"role":"user","content":"Who pays?"}]}}"""),
        File("bedrock.jsonl", """{"recordId":"a","modelInput":{"prompt":"Who pays?","max_gen_len":7}}"""),
        File("empty.jsonl", ""),
    ]);

    private static string Chat(int id, string text, string more = ",\"max_completion_tokens\":200") =>
        $$$"""{"custom_id":"{{{id}}}","url":"/v1/chat/completions","body":{"model":"gpt-5-mini","messages":[{"role":"user","content":"Label: {{{text}}}"}]{{{more}}}}}""";

    private static BatchFile File(string name, params string[] lines) =>
        new(name, () => new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
