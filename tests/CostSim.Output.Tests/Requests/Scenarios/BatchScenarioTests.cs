using System.Text;
using System.Text.RegularExpressions;
using CostSim.Batches;
using CostSim.Output.Requests.Scenarios;
using CostSim.Requests;
using CostSim.Scenarios;

namespace CostSim.Output.Tests.Requests.Scenarios;

/// <summary>What of request files comes into a scenario, and what is said of the rest.</summary>
public partial class BatchScenarioTests
{
    private static readonly string Long = string.Join(' ', Enumerable.Repeat("a long beginning", 2000));

    [Fact]
    public void One_kind_of_requests_is_one_phase_whose_items_are_requests()
    {
        var scenario = Of(Chat("gpt-5-mini", "red", ",\"max_completion_tokens\":70"), Chat("gpt-5-mini", "blue", ",\"max_tokens\":90"));

        Has(scenario.Text, "\"item\": \"request\", \"items\": 2,", "\"id\": \"chat\",",
            "\"outputTokens\": { \"range\": [1, 90], \"level\": \"run\" }",
            "The greatest: requests have caps from 70 on. \"maxOutputTokens\": 90,", "which is exact");
        Assert.Equal(["batch.chat.csv"], scenario.Columns.Select(column => column.Key));
        Assert.Empty(scenario.Remarks);
    }

    [Fact]
    public void Several_kinds_have_their_exact_numbers_in_one_batch()
    {
        var scenario = Of(
            Chat("gpt-5-mini", "red"), Chat("gpt-4o-mini", "red"), Chat("gpt-5-mini", "blue"),
            """{"url":"/v1/embeddings","body":{"model":"text-embedding-3-small","input":"x"}}""");

        Has(scenario.Text, "\"item\": \"batch\", \"items\": 1,",
            "\"split\": { \"gpt-5-mini-chat\": 2, \"gpt-4o-mini-chat\": 1, \"text-embedding-3-small-embeddings\": 1 } }",
            "\"id\": \"gpt-4o-mini-chat\", \"only\": \"gpt-4o-mini-chat\", \"model\": \"gpt-4o-mini\",",
            "\"outputTokens\": 0 }");
        Assert.Equal(3, scenario.Columns.Count);
    }

    [Fact]
    public void Without_a_cap_on_every_request_the_output_is_wide_and_not_capped()
    {
        var scenario = Of(Chat("gpt-5-mini", "red", ",\"max_completion_tokens\":70"), Chat("gpt-5-mini", "blue"));

        Has(scenario.Text, "\"outputTokens\": { \"range\": [1, 16384], \"level\": \"run\" }", "(not every request has a cap)");
        Assert.DoesNotContain("maxOutputTokens", scenario.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "\"outputTokens\": 0,")]
    [InlineData("1", "\"outputTokens\": 1,")]
    [InlineData("99999999999", "\"outputTokens\": { \"range\": [1, 16384], \"level\": \"run\" }")]
    public void Caps_that_allow_nothing_or_anything(string cap, string output)
    {
        var scenario = Of(Chat("gpt-4o-mini", "red", $",\"max_tokens\":{cap}"));

        Has(scenario.Text, output);
        Assert.DoesNotContain("maxOutputTokens", scenario.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-5.6-luna", "openai", true, "")]
    [InlineData("gpt-5.6-luna", "short", false, "caches nothing shorter than 1,024 tokens")]
    [InlineData("gpt-5-mini", "openai", false, "no cache of gpt-5-mini is known")]
    [InlineData("claude-opus-4-6", "marked", true, "\"lifetime\": \"5m\"")]
    [InlineData("claude-opus-4-6", "unmarked", false, "caches what requests mark, and none of them marks it")]
    [InlineData("claude-sonnet-4-6", "marked", false, "no cache of claude-sonnet-4-6 is known")]
    public void A_beginning_is_cached_where_the_model_would_keep_it(string model, string shape, bool isCached, string told)
    {
        var beginning = shape == "short" ? string.Join(' ', Enumerable.Repeat("a short beginning", 20)) : Long;
        var mark = shape == "marked" ? ",\"cache_control\":{\"type\":\"ephemeral\"}" : "";
        var lines = new[] { "red", "blue" }.Select(user => shape is "openai" or "short"
            ? $$$"""{"url":"/v1/chat/completions","body":{"model":"{{{model}}}","messages":[{"role":"system","content":"{{{beginning}}}"},{"role":"user","content":"{{{user}}}"}]}}"""
            : $$$"""{"params":{"model":"{{{model}}}","system":[{"type":"text","text":"{{{beginning}}}"{{{mark}}}}],"messages":[{"role":"user","content":"{{{user}}}"}]}}""");
        var scenario = Of([.. lines]);

        Assert.Equal(isCached, scenario.Text.Contains("\"cached\": \"cache-share\"", StringComparison.Ordinal));
        Assert.Equal(isCached, scenario.Columns[0].Value.StartsWith("inputTokens,afterBeginning\n", StringComparison.Ordinal));
        Has(scenario.Text, told);
    }

    [Fact]
    public void Estimates_are_a_factor_of_the_run_that_says_so()
    {
        var scenario = Of("""{"params":{"model":"claude-opus-4-6","max_tokens":9,"messages":[{"role":"user","content":"x"}]}}""");

        Has(scenario.Text, "Estimated, not counted: tokens of claude-opus-4-6 for one of o200k_base, 1.2 by the best estimate",
            "\"tokens-of-claude\": { \"range\": [1, 1.4], \"level\": \"run\" }", "\"level\": \"item\" }, \"tokens-of-claude\"] }");
    }

    [Fact]
    public void Published_encodings_are_estimated_too_where_the_overhead_is_not_published()
    {
        var scenario = Of("""{"url":"/v1/responses","body":{"model":"gpt-5-mini","input":"x"}}""");

        Has(scenario.Text, "\"overhead\": { \"range\": [0.8, 1.2], \"level\": \"run\" }", "\"overhead\"] }");
    }

    [Fact]
    public void Parts_without_text_are_wide_factors_at_their_own_price()
    {
        const string Image = """{"inlineData":{"mimeType":"image/png","data":""}}""";
        var scenario = Of($$$$"""{"request":{"contents":[{"parts":[{"text":"x"},{{{{Image}}}},{{{{Image}}}},{"inlineData":{"mimeType":"audio/wav","data":""}}]}]}}""");

        Has(scenario.Text, "\"tier\": \"standard\",",
            "not in the files: the tokens of an image, on average. \"image-tokens\": { \"range\": [85, 5000]",
            "{ \"product\": [2, \"image-tokens\"] }", "\"audio\": \"audio-tokens\"", "2 images without text: see image-tokens.");
        Assert.Empty(scenario.Remarks);
    }

    [Fact]
    public void Audio_never_pays_the_price_of_text()
    {
        var scenario = Of(
            """{"url":"/v1/chat/completions","body":{"model":"gpt-5-mini","messages":[{"content":[{"type":"input_audio"}]}]}}""");

        Assert.Equal(["1 audio part of gpt-5-mini cost extra: no price of audio is known"], scenario.Remarks);
        Has(scenario.Text, "Left out: 1 audio part of gpt-5-mini cost extra: no price of audio is known.");
        Assert.DoesNotContain("\"audio", scenario.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_in_the_way_is_told()
    {
        Assert.Equal("requests of Vertex AI name no model: say which with --model MODEL", Obstacle("""{"request":{"contents":[]}}"""));
        Assert.Equal(
            "no price of 'gpt-5-mni' is known (did you mean 'gpt-5-mini'?): say which model it is with --model gpt-5-mni=MODEL, or give "
                + "its price with --prices FILE",
            Obstacle(Chat("gpt-5-mni", "x")));
        Assert.StartsWith(
            "no price of 'gpt-5-mini' is known for 2025-01-01: 'costsim prices show gpt-5-mini'",
            Made(FixedPrices.OfBilling.AsOf(new DateOnly(2025, 1, 1)), Chat("gpt-5-mini", "x")).Obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_are_too_long_are_left_out_and_said() =>
        Assert.Equal(["1 line too long to be read"], Made(
            FixedPrices.OfBilling, new CountOptions { LineBytesMax = 1 << 18 }, Chat("gpt-5-mini", "x"),
            Chat("gpt-5-mini", new string('x', 1 << 20))).Scenario!.Remarks);

    private static string Chat(string model, string text, string more = "") =>
        $$$"""{"url":"/v1/chat/completions","body":{"model":"{{{model}}}","messages":[{"role":"user","content":"{{{text}}}"}]{{{more}}}}}""";

    private static BatchScenario Of(params string[] lines) => Made(FixedPrices.OfBilling, lines).Scenario!;

    private static string? Obstacle(params string[] lines) => Made(FixedPrices.OfBilling, lines).Obstacle;

    private static (BatchScenario? Scenario, string? Obstacle) Made(PriceCatalogue catalogue, params string[] lines) =>
        Made(catalogue, new CountOptions(), lines);

    private static (BatchScenario? Scenario, string? Obstacle) Made(PriceCatalogue catalogue, CountOptions options, params string[] lines)
    {
        var model = lines[0].Contains("audio/wav", StringComparison.Ordinal) ? "gemini-2.5-flash" : null;
        var file = new BatchFile("batch.jsonl", () => new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        return BatchScenario.Of(RequestCount.Of([file], options with { Model = model }), catalogue, null, "batch");
    }

    private static void Has(string text, params string[] parts)
    {
        var flat = Flat(text);
        Assert.All(parts, part => Assert.Contains(part, flat, StringComparison.Ordinal));
    }

    /// <summary>The text on one line, whatever was too long for one.</summary>
    private static string Flat(string text) =>
        BeforeEnd().Replace(White().Replace(Comment().Replace(text, " "), " "), "$1").Replace("[ ", "[", StringComparison.Ordinal)
            .Replace(" ]", "]", StringComparison.Ordinal);

    [GeneratedRegex("\n *//")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();

    [GeneratedRegex(@",( [\]}])")]
    private static partial Regex BeforeEnd();
}
