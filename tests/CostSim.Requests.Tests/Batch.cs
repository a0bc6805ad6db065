using System.Text;
using CostSim.Batches;
using CostSim.Requests.Tests.Counting;

namespace CostSim.Requests.Tests;

/// <summary>Batches in memory, and what they should come to.</summary>
internal static class Batch
{
    public static RequestSummary Count(params string[] lines) => Count(new CountOptions(), lines);

    public static RequestSummary Count(CountOptions options, params string[] lines) =>
        RequestCount.Of([File(string.Join('\n', lines))], options);

    public static BatchFile File(string text, string name = "batch.jsonl") =>
        new(name, () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    /// <summary>The only group of requests.</summary>
    public static GroupSummary Group(params string[] lines) => Assert.Single(Count(lines).Groups);

    /// <summary>A request to OpenAI's chat completions.</summary>
    /// <param name="messages">Its messages, as JSON.</param>
    /// <param name="more">Further keys of the body, each with a comma before it.</param>
    public static string Chat(string messages, string model = "gpt-4o", string id = "1", string more = "") =>
        $$$"""{"custom_id":"{{{id}}}","method":"POST","url":"/v1/chat/completions","body":{"model":"{{{model}}}","messages":{{{messages}}}{{{more}}}}}""";

    public static string User(string text) => $$"""[{"role":"user","content":"{{text}}"}]""";

    /// <summary>
    /// What a conversation should come to, by the cookbook's formula on the naive way: each message three tokens, its role and its text;
    /// three for the reply.
    /// </summary>
    public static long Expected(params (string Role, string Text)[] messages) =>
        3 + messages.Sum(message => 3 + NaiveBpe.O200k.Count(message.Role) + NaiveBpe.O200k.Count(message.Text));

    public static BatchException Fault(params string[] lines) => Assert.Throws<BatchException>(() => Count(lines));
}
