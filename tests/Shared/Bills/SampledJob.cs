using System.Globalization;
using System.Text;
using CostSim.Batches;
using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Tests;

/// <summary>
/// A job of two phases as its provider would bill it: written as a scenario, and drawn by a sampler of its own, request by request, that
/// shares nothing with the engine. What the two say can be set apart, to plant a cause.
/// </summary>
internal sealed record SampledJob
{
    public int Items { get; init; } = 200;

    public string Model { get; init; } = "gpt-5-mini";

    public string Tier { get; init; } = "batch";

    /// <summary>Factor on the fresh input of the first phase.</summary>
    public double Input { get; init; } = 1;

    /// <summary>Factor on the reasoning of the first phase.</summary>
    public double Reasoning { get; init; } = 1;

    /// <summary>The chance that a call of the first phase is refused, and asked once more.</summary>
    public double RetryRate { get; init; } = 0.05;

    /// <summary>The share of the first phase's prompt that is read from the cache.</summary>
    public double CacheHit { get; init; } = 0.6;

    /// <summary>The share of items that are reviewed.</summary>
    public double Reviewed { get; init; } = 0.25;

    /// <summary>Between what the retry rate lies; null where it is known.</summary>
    public (double Min, double Max)? RetryRange { get; init; }

    /// <summary>Between what the share of reviewed items lies; null where it is known.</summary>
    public (double Min, double Max)? ReviewedRange { get; init; }

    /// <summary>Whether items differ from each other in their length, and in how long they are thought about.</summary>
    public bool HasItems { get; init; }

    private const int Prompt = 3000;
    private static readonly (double Min, double Max) LengthOfItem = (0.2, 3);
    private static readonly (double Min, double Max) ThoughtOfItem = (0.3, 2);
    private static readonly (double Min, double Max) Body = (600, 1000);
    private static readonly (double Min, double Max) BodyOfCall = (0, 400);
    private static readonly (double Min, double Max) Visible = (60, 100);
    private static readonly (double Min, double Max) Thought = (150, 350);
    private static readonly (double Min, double Max) ReviewInput = (700, 1100);
    private static readonly (double Min, double Max) ReviewOutput = (200, 400);

    /// <summary>The job as a scenario.</summary>
    public string Scenario => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "name": "Pilot", "item": "ticket", "items": {{Items}}, "model": "{{Model}}", "tier": "{{Tier}}", "spread": {},
          "phases": [
            { "id": "tag", "customId": "tag-*",
              "inputTokens": { "sum": [{{(CacheHit > 0 ? $"{{ \"cached\": {CacheHit}, \"of\": {Prompt} }}" : $"{Prompt}")}},
                {{ByItem(Range(Body, "run", Input), LengthOfItem)}}, {{Range(BodyOfCall, "call", Input)}}] },
              "visibleTokens": {{Range(Visible, "run")}},
              "reasoningTokens": {{ByItem(Range(Thought, "run", Reasoning), ThoughtOfItem)}},
              "retry": { "rate": {{Share(RetryRate, RetryRange)}}, "rounds": 1 } },
            { "id": "review", "customId": "review-*", "share": {{Share(Reviewed, ReviewedRange)}},
              "inputTokens": {{Range(ReviewInput, "run")}}, "outputTokens": {{Range(ReviewOutput, "run")}} },
          ],
        }
        """);

    /// <summary>One run of it: the requests of each batch that was sent, in order.</summary>
    public IReadOnlyList<(string File, IReadOnlyList<LedgerRow> Rows)> Draw(int seed)
    {
        var random = new Random(seed);
        var (body, visible, thought) = (Between(Body) * Input, Between(Visible), Between(Thought) * Reasoning);
        var (reviewInput, reviewOutput) = (Between(ReviewInput), Between(ReviewOutput));
        var (retryRate, reviewed) = (Drawn(RetryRate, RetryRange), Drawn(Reviewed, ReviewedRange));
        var (first, again, reviews) = (new List<LedgerRow>(), new List<LedgerRow>(), new List<LedgerRow>());
        for (var item = 1; item <= Items; item++)
        {
            var (longer, harder) = HasItems ? (Between(LengthOfItem), Between(ThoughtOfItem)) : (1, 1);
            first.Add(Tagged(item, 1, longer, harder));
            if (random.NextDouble() < retryRate)
                again.Add(Tagged(item, 2, longer, harder));
            if (random.NextDouble() < reviewed)
                reviews.Add(Row("review.jsonl", $"review-{item:D4}", 1, new(Whole(reviewInput), 0, 0, 0, 0, Whole(reviewOutput), 0)));
        }

        return [("tag.jsonl", first), ("tag-again.jsonl", again), ("review.jsonl", reviews)];

        LedgerRow Tagged(int item, int attempt, double longer, double harder)
        {
            var read = Whole(CacheHit * Prompt);
            var fresh = Prompt - read + Whole(body * longer + Between(BodyOfCall) * Input);
            return Row(
                attempt == 1 ? "tag.jsonl" : "tag-again.jsonl", $"tag-{item:D4}", attempt,
                new(fresh, read, 0, 0, 0, Whole(visible), Whole(thought * harder)));
        }

        double Drawn(double known, (double Min, double Max)? range) => range is { } open ? Between(open) : known;

        double Between((double Min, double Max) range) => range.Min + (range.Max - range.Min) * random.NextDouble();
    }

    /// <summary>The requests of the first items of a run, batch by batch.</summary>
    public static IReadOnlyList<(string File, IReadOnlyList<LedgerRow> Rows)> OfFirst(
        int items, IReadOnlyList<(string File, IReadOnlyList<LedgerRow> Rows)> batches) =>
    [
        .. batches.Select(batch => (batch.File, (IReadOnlyList<LedgerRow>)[
            .. batch.Rows.Where(row => int.Parse(row.CustomId!.Split('-')[1], CultureInfo.InvariantCulture) <= items)])),
    ];

    /// <summary>A batch that is sent and billed once more.</summary>
    public static (string File, IReadOnlyList<LedgerRow> Rows) Repeated((string File, IReadOnlyList<LedgerRow> Rows) batch) => (
        $"twice-{batch.File}",
        [
            .. batch.Rows.Select(row => row with
            {
                File = $"twice-{batch.File}", Attempt = row.Attempt + 1, BilledBefore = row.BilledBefore + 1,
            }),
        ]);

    /// <summary>The batch's output as OpenAI writes it.</summary>
    public static string Lines((string File, IReadOnlyList<LedgerRow> Rows) batch)
    {
        var text = new StringBuilder();
        foreach (var row in batch.Rows)
        {
            var (tokens, response) = (row.Tokens, $"chatcmpl-{batch.File.Replace(".jsonl", "", StringComparison.Ordinal)}-{row.CustomId}");
            text.Append(CultureInfo.InvariantCulture, $$$"""
                {"id":"batch_req_{{{response}}}","custom_id":"{{{row.CustomId}}}","response":{"status_code":200,"body":{"id":"{{{response}}}","model":"{{{row.Model}}}","choices":[{"index":0,"finish_reason":"stop"}],"usage":{"prompt_tokens":{{{tokens.Input}}},"completion_tokens":{{{tokens.Output}}},"total_tokens":{{{tokens.Input + tokens.Output}}},"prompt_tokens_details":{"cached_tokens":{{{tokens.CacheRead}}}},"completion_tokens_details":{"reasoning_tokens":{{{tokens.Reasoning}}} } } } },"error":null}
                """).Append('\n');
        }

        return text.ToString();
    }

    private string ByItem(string range, (double Min, double Max) ofItem) =>
        HasItems ? $"{{ \"product\": [{range}, {Range(ofItem, "item")}] }}" : range;

    private static string Share(double known, (double Min, double Max)? range) => range is { } open
        ? Range(open, "run") : known.ToString(CultureInfo.InvariantCulture);

    private static string Range((double Min, double Max) range, string level, double factor = 1) => string.Create(
        CultureInfo.InvariantCulture, $"{{ \"range\": [{range.Min * factor}, {range.Max * factor}], \"level\": \"{level}\" }}");

    private LedgerRow Row(string file, string id, int attempt, TokenUsage tokens) => new()
    {
        File = file,
        Line = 1,
        Provider = Provider.OpenAi,
        CustomId = id,
        Attempt = attempt,
        BilledBefore = attempt - 1,
        Model = $"{Model}-2025-08-07",
        Tier = new Tier(Tier),
        Status = RowStatus.Succeeded,
        Tokens = tokens,
    };

    private static long Whole(double tokens) => (long)Math.Round(tokens);
}
