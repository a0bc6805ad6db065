using CostSim.Batches;

namespace CostSim.Usage.Tests;

/// <summary>Batch objects and exports, against what their samples say.</summary>
public class StatementTests
{
    private const long Dollar = 1_000_000_000_000;

    [Fact]
    public void A_batch_of_OpenAi_over_several_lines()
    {
        var batch = Assert.IsType<BatchStatement>(Assert.Single(Sample("openai-batch.json")));

        Assert.Equal((Provider.OpenAi, "batch_1"), (batch.Provider, batch.Id));
        Assert.Equal(("completed", "gpt-5.1-2025-11-13"), (batch.Status, batch.Model));
        Assert.Equal((9, 7, 2, null, null), (batch.Total, batch.Succeeded, batch.Failed, batch.Expired, batch.Cancelled));
        Assert.Equal(new TokenUsage(3500, 1500, 0, 0, 0, 2000, 4000), batch.Tokens);
        Assert.Equal(
            (new DateTimeOffset(2026, 9, 21, 14, 13, 20, default), new DateTimeOffset(2026, 9, 21, 16, 13, 20, default)),
            (batch.CreatedAt, batch.EndedAt));
        Assert.Equal([("phase", "label"), ("run", "r1")], batch.Metadata.Select(word => (word.Key, word.Value)));
    }

    /// <summary>Azure writes dates where OpenAI has seconds, a capital in the status, and null for counts it does not have yet.</summary>
    [Fact]
    public void A_batch_of_Azure_in_two_states()
    {
        var batches = Sample("azure-batch.jsonl").Cast<BatchStatement>().ToList();

        Assert.All(batches, batch => Assert.Equal((Provider.Azure, "batch_a"), (batch.Provider, batch.Id)));
        Assert.Equal(("validating", null, null, null, null), Told(batches[0]));
        Assert.Equal(("completed", 3, 2, 1, new DateTimeOffset(2026, 11, 20, 19, 2, 11, 512, default)), Told(batches[1]));

        static (string?, long?, long?, long?, DateTimeOffset?) Told(BatchStatement batch) =>
            (batch.Status, batch.Total, batch.Succeeded, batch.Failed, batch.EndedAt);
    }

    [Fact]
    public void A_batch_of_Anthropic_has_the_sum_of_its_counts()
    {
        var batch = Assert.IsType<BatchStatement>(Assert.Single(Sample("anthropic-batch.jsonl")));

        Assert.Equal((Provider.Anthropic, "ended"), (batch.Provider, batch.Status));
        Assert.Equal(
            (6, 3, 1, 1, 1, 0), (batch.Total, batch.Succeeded, batch.Failed, batch.Cancelled, batch.Expired, batch.Processing));
        Assert.Null(batch.Tokens);
    }

    /// <summary>The manifest beside the sample of results says what those come to, but for the one without counts.</summary>
    [Fact]
    public void The_manifest_of_Bedrock()
    {
        var batch = Assert.IsType<BatchStatement>(Assert.Single(Sample("manifest.json.out")));

        Assert.Equal((Provider.Bedrock, 9, 8, 1), (batch.Provider, batch.Total, batch.Succeeded, batch.Failed));
        Assert.Equal(new TokenUsage(926, 0, 0, 0, 0, 427, 0), batch.Tokens);
    }

    [Fact]
    public void A_usage_export_of_OpenAi()
    {
        var usages = Sample("openai-usage.json").Cast<UsageStatement>().ToList();

        Assert.Equal(
            [
                (new TokenUsage(4228, 2560, 512, 0, 0, 10600, 0), "gpt-5.1-2025-11-13", true, 5),
                (new TokenUsage(1200, 0, 0, 0, 0, 300, 0), null, null, 2),
            ],
            usages.Select(usage => (usage.Tokens, usage.Model, usage.IsBatch, usage.Requests)));
        Assert.All(usages, usage => Assert.Equal(
            (new DateTimeOffset(2026, 9, 21, 0, 0, 0, default), new DateTimeOffset(2026, 9, 22, 0, 0, 0, default)),
            (usage.From, usage.To)));
    }

    [Fact]
    public void A_usage_report_of_Anthropic()
    {
        var usage = Assert.IsType<UsageStatement>(Assert.Single(Sample("anthropic-usage.json")));

        Assert.Equal(
            (Provider.Anthropic, new TokenUsage(181, 500, 0, 1000, 2000, 1076, 0), "claude-opus-5", true, new ToolCalls(3, 0, 0)),
            (usage.Provider, usage.Tokens, usage.Model, usage.IsBatch, usage.Tools));
    }

    /// <summary>Dollars as numbers, also of the form 1.5e-06, and credits.</summary>
    [Fact]
    public void A_cost_export_of_OpenAi_is_in_dollars()
    {
        var costs = Sample("openai-costs.json").Cast<CostStatement>().ToList();

        Assert.Equal([24_300_000_000, 1_500_000, -2 * Dollar], costs.Select(cost => (long)cost.Amount));
        Assert.Equal(["gpt-5.1, input", null, null], costs.Select(cost => cost.Item));
        Assert.All(costs, cost => Assert.Equal(
            ("USD", new DateTimeOffset(2026, 9, 21, 0, 0, 0, default)), (cost.Currency, cost.From)));
    }

    /// <summary>412.75 cents are $4.1275.</summary>
    [Fact]
    public void A_cost_report_of_Anthropic_is_in_cents()
    {
        var cost = Assert.IsType<CostStatement>(Assert.Single(Sample("anthropic-costs.json")));

        Assert.Equal(4_127_500_000_000, (long)cost.Amount);
        Assert.Equal(
            ("USD", "claude-opus-5", "batch", new DateTimeOffset(2026, 11, 21, 0, 0, 0, default)),
            (cost.Currency, cost.Model, cost.Tier, cost.To));
    }

    [Theory]
    [InlineData("\"0.00000000005\"", 0)] // half a step: to even
    [InlineData("\"0.00000000015\"", 2)]
    [InlineData("0.1", 1_000_000_000)]
    [InlineData("\"123456789012.345678901\"", 1_234_567_890_123_456_789_010d)]
    public void Amounts_are_whole_steps(string cents, double pico)
    {
        var cost = Assert.IsType<CostStatement>(Assert.Single(Given.Read(Costs(cents)).Statements));

        Assert.Equal((Int128)pico, cost.Amount, (a, b) => Int128.Abs(a - b) <= (Int128)(pico / 1e15));
    }

    [Theory]
    [InlineData("\"a lot\"")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("1e30")]
    public void What_is_no_amount(string cents) => Assert.Equal(1, Given.Fault(Costs(cents)).Finding.Line);

    /// <summary>The same object twice counts once; the same batch in another state is another statement.</summary>
    [Fact]
    public void A_statement_that_is_read_again_counts_once()
    {
        const string Batch = """{"id":"b","object":"batch","status":"in_progress","created_at":1790000000}""";
        var summary = Given.Read(Batch, Batch, Batch.Replace("in_progress", "completed", StringComparison.Ordinal));

        Assert.Equal(["in_progress", "completed"], summary.Statements.Cast<BatchStatement>().Select(batch => batch.Status));
        Assert.Equal((2, 1, 3), (summary.Files[0].StatementLines, summary.Files[0].Duplicates, summary.Files[0].Lines));
    }

    /// <summary>Exports that overlap: a result of the same bucket counts once, one that has changed since is another.</summary>
    [Fact]
    public void Exports_that_overlap()
    {
        static string Page(params (int Start, double Usd)[] buckets) =>
            $$"""{"object":"page","data":[{{string.Join(',', buckets.Select(bucket => Bucket(bucket.Start, bucket.Usd)))}}],"has_more":false}""";

        static string Bucket(int start, double usd) => FormattableString.Invariant(
            $$$"""{"start_time":{{{start}}},"end_time":{{{start + 9}}},"results":[{"object":"organization.costs.result","amount":{"value":{{{usd}}},"currency":"usd"}}]}""");

        var summary = Given.Read(Page((10, 1), (20, 1)), Page((20, 1), (30, 2.5)), Page((30, 2.5)), Page((30, 3)));

        Assert.Equal([(10L, 1m), (20, 1), (30, 2.5m), (30, 3)],
            summary.Statements.Cast<CostStatement>().Select(cost => (cost.From.ToUnixTimeSeconds(), (decimal)cost.Amount / Dollar)));
        Assert.Equal((3, 1, 2), (summary.Files[0].StatementLines, summary.Files[0].Duplicates, summary.RepeatedStatements));
    }

    /// <summary>Results of one page are different, even where they look alike.</summary>
    [Fact]
    public void Results_of_one_page_that_look_alike_all_count() => Assert.Equal(2, Given.Read(
        """{"data":[{"start_time":1,"end_time":2,"results":[{"amount":"1","currency":"USD"},{"amount":"1","currency":"USD"}]}]}""")
        .Statements.Count);

    [Fact]
    public void A_list_of_batches()
    {
        var summary = Given.Read(
            """{"object":"list","data":[{"id":"a","object":"batch","created_at":1},{"id":"b","object":"batch","created_at":2}],"has_more":false}""");

        Assert.Equal(["a", "b"], summary.Statements.Cast<BatchStatement>().Select(batch => batch.Id));
    }

    /// <summary>A day without costs, or a whole page of such days, belongs to any export.</summary>
    [Fact]
    public void A_page_without_results_is_a_page()
    {
        var empty = """{"data":[{"starting_at":"2026-11-19T00:00:00Z","ending_at":"2026-11-20T00:00:00Z","results":[]}],"has_more":true}""";
        var summary = Given.Read(empty, Costs("1"), """{"data":[],"has_more":false}""");

        Assert.Equal((3, 1), (summary.Files[0].StatementLines, summary.Statements.Count));
    }

    [Theory]
    [InlineData("true", "true", 2)]
    [InlineData("true", "false", 0)]
    [InlineData("false", "true", 0)] // as files in the order of their names may come
    public void An_export_without_its_last_page_is_told(string first, string second, int line)
    {
        var warnings = Given.Read(Costs("1", first), Costs("2", second)).Warnings;

        Assert.Equal(
            line == 0 ? [] : [(WarningKind.MorePages, line)], warnings.Select(warning => (warning.Kind, warning.First[0].Line)));
    }

    [Fact]
    public void Results_of_two_kinds_on_one_page_are_an_error() => Assert.StartsWith(
        "a page of an export has results of one kind",
        Given.Fault(
            """{"data":[{"start_time":1,"end_time":2,"results":[{"object":"organization.costs.result","amount":{"value":1,"currency":"usd"}},{"object":"organization.usage.completions.result","input_tokens":1}]}]}""")
            .Finding.Message,
        StringComparison.Ordinal);

    [Fact]
    public void Usage_that_cannot_be_is_left_out_and_told()
    {
        var summary = Given.Read(
            """{"data":[{"start_time":1,"end_time":2,"results":[{"object":"organization.usage.completions.result","input_tokens":1,"input_cached_tokens":2}]}]}""");

        Assert.Empty(summary.Statements);
        Assert.Equal((WarningKind.OddUsage, 1), (summary.Warnings[0].Kind, summary.Warnings[0].Count));
    }

    private static string Costs(string cents, string more = "false") =>
        $$"""{"data":[{"starting_at":"2026-11-20T00:00:00Z","ending_at":"2026-11-21T00:00:00Z","results":[{"amount":{{cents}},"currency":"USD"}]}],"has_more":{{more}}}""";

    private static IReadOnlyList<Statement> Sample(string name) =>
        Ledger.Read(Ledger.Files([Path.Combine(Given.Samples, name)])).Statements;
}
