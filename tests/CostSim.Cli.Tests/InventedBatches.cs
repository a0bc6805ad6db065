using System.Text;

namespace CostSim.Cli.Tests;

/// <summary>Request files of every shape: texts of invented words, each of another length, the same bytes for the same shape.</summary>
internal static class InventedBatches
{
    private const int Requests = 400;

    /// <summary>What has prices, and caches.</summary>
    public const string Prices = """
        {
          "rows": [
            { "provider": "openai", "model": "gpt-5-mini", "tier": "batch", "usdPerMillion": { "input": 0.125, "cachedInput": 0.0125, "output": 1 }, "from": "2026-01-01", "checkedOn": "2026-11-21", "source": "test" },
            { "provider": "openai", "model": "gpt-4.1", "tier": "standard", "usdPerMillion": { "input": 2, "output": 8 }, "from": "2026-01-01", "checkedOn": "2026-11-21", "source": "test" },
            { "provider": "openai", "model": "text-embedding-3-small", "tier": "batch", "usdPerMillion": { "input": 0.01 }, "from": "2026-01-01", "checkedOn": "2026-11-21", "source": "test" },
            { "provider": "anthropic", "model": "claude-haiku-4-5", "tier": "batch", "usdPerMillion": { "input": 0.5, "cachedInput": 0.05, "cacheWrite5m": 0.625, "cacheWrite1h": 1, "output": 2.5 }, "from": "2026-01-01", "checkedOn": "2026-11-21", "source": "test" },
            { "provider": "google", "model": "gemini-2.5-flash", "tier": "batch", "usdPerMillion": { "input": 0.15, "audioInput": 0.5, "output": 1.25 }, "from": "2026-01-01", "checkedOn": "2026-11-21", "source": "test" }
          ],
          "models": [
            { "provider": "openai", "model": "gpt-5-mini", "caching": "implicit", "leastCacheableTokens": 1024, "maxOutputTokens": 128000, "checkedOn": "2026-11-21", "source": "test" },
            { "provider": "anthropic", "model": "claude-haiku-4-5", "caching": "explicit", "leastCacheableTokens": 512, "checkedOn": "2026-11-21", "source": "test" }
          ]
        }
        """;

    /// <summary>A sentence that stands in every text, and must not stand anywhere else.</summary>
    public const string Secret = "the harbour master keeps a heron";

    private static readonly string[] Words =
        ["river", "stone", "Lamp,", "paper", "seven.", "ordinarily", "walk", "under", "42", "table", "music", "window?", "bring", "forest"];

    /// <summary>A shape of requests, with what else the program needs to be told.</summary>
    public static IReadOnlyDictionary<string, string[]> Shapes { get; } = new Dictionary<string, string[]>
    {
        ["chat"] = [],
        ["chat-of-long-beginning"] = [],
        ["responses"] = [],
        ["embeddings"] = [],
        ["azure"] = ["--model", "deployed=gpt-4.1"],
        ["anthropic"] = [],
        ["anthropic-cached"] = [],
        ["gemini"] = ["--model", "gemini-2.5-flash"],
        ["vertex"] = ["--model", "gemini-2.5-flash"],
        ["bedrock-invoke"] = ["--model", "claude-haiku-4-5"],
        ["bedrock-converse"] = ["--model", "claude-haiku-4-5"],
    };

    /// <summary>A file of requests.</summary>
    public static string Of(string shape)
    {
        var random = new Random(1);
        return string.Join('\n', Enumerable.Range(0, Requests).Select(i => Line(shape, i, Text(random, 5 + i % 17 * i % 301))));
    }

    private static string Text(Random random, int words)
    {
        var text = new StringBuilder(Secret);
        for (var i = 0; i < words; i++)
            text.Append(' ').Append(Words[random.Next(Words.Length)]);
        return $"{text}";
    }

    private static string Line(string shape, int i, string text)
    {
        var cap = i % 2 == 0 ? 150 : 300;
        var beginning = Text(new Random(2), shape is "chat-of-long-beginning" or "anthropic-cached" ? 1500 : 20);
        var user = $$"""[{"role":"user","content":"{{text}}"}]""";
        return shape switch
        {
            "chat" or "chat-of-long-beginning" =>
                $$$"""{"custom_id":"{{{i}}}","url":"/v1/chat/completions","body":{"model":"gpt-5-mini","max_completion_tokens":{{{cap}}},"messages":[{"role":"system","content":"{{{beginning}}}"},{"role":"user","content":"{{{text}}}"}]}}""",
            "responses" =>
                $$$"""{"custom_id":"{{{i}}}","url":"/v1/responses","body":{"model":"gpt-5-mini","instructions":"{{{beginning}}}","input":"{{{text}}}"}}""",
            // Lists of tokens: so many as they have commas, and one.
            "embeddings" =>
                $$$"""{"custom_id":"{{{i}}}","url":"/v1/embeddings","body":{"model":"text-embedding-3-small","input":[[{{{string.Join(',', Enumerable.Range(1, TokensOfEmbedding(i)))}}}]],"user":"{{{Secret}}}"}}""",
            "azure" =>
                $$$"""{"custom_id":"{{{i}}}","url":"/chat/completions","body":{"model":"deployed","max_tokens":{{{cap}}},"messages":{{{user}}}}}""",
            "anthropic" =>
                $$$"""{"custom_id":"{{{i}}}","params":{"model":"claude-haiku-4-5","max_tokens":{{{cap}}},"system":"{{{beginning}}}","messages":{{{user}}}}}""",
            "anthropic-cached" =>
                $$$"""{"custom_id":"{{{i}}}","params":{"model":"claude-haiku-4-5","max_tokens":{{{cap}}},"system":[{"type":"text","text":"{{{beginning}}}","cache_control":{"type":"ephemeral"}}],"messages":{{{user}}}}}""",
            "gemini" =>
                $$$$"""{"key":"{{{{i}}}}","request":{"contents":[{"role":"user","parts":[{"text":"{{{{text}}}}"},{"inlineData":{"mimeType":"audio/wav","data":"{{{{Secret}}}}"}}]}],"generationConfig":{"maxOutputTokens":{{{{cap}}}}}}}""",
            "vertex" => $$$"""{"request":{"contents":[{"role":"user","parts":[{"text":"{{{text}}}"}]}]}}""",
            "bedrock-invoke" => $$$"""{"recordId":"{{{i}}}","modelInput":{"max_tokens":{{{cap}}},"system":"{{{beginning}}}","messages":{{{user}}}}}""",
            "bedrock-converse" =>
                $$$"""{"recordId":"{{{i}}}","modelInput":{"inferenceConfig":{"maxTokens":{{{cap}}}},"messages":[{"role":"user","content":[{"text":"{{{text}}}"}]}]}}""",
            _ => throw new ArgumentException(shape),
        };
    }

    /// <summary>The tokens of an embedding.</summary>
    public static int TokensOfEmbedding(int request) => 3 + request * 7919 % 611;

    /// <summary>All tokens of the embeddings, whatever counts them.</summary>
    public static long TokensOfEmbeddings => Enumerable.Range(0, Requests).Sum(i => (long)TokensOfEmbedding(i));
}
