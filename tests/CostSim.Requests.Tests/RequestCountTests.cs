using System.Text;
using CostSim.Batches;
using CostSim.Requests.Tests.Counting;

namespace CostSim.Requests.Tests;

public class RequestCountTests
{
    [Fact]
    public void Requests_are_added_up_by_model_and_endpoint()
    {
        var summary = Batch.Count(
            Batch.Chat(Batch.User("one two three"), id: "1", more: ""","max_tokens":10"""),
            Batch.Chat(Batch.User("one"), id: "2", more: ""","max_tokens":30"""),
            Batch.Chat(Batch.User("one"), model: "gpt-4.1", id: "3"));

        Assert.Equal(3, summary.Requests);
        Assert.Equal([("gpt-4o", 2L), ("gpt-4.1", 1L)], summary.Groups.Select(group => (group.Model!, group.Requests)));
        var (first, second) = (summary.Groups[0], summary.Groups[1]);
        Assert.Equal((Batch.Expected(("user", "one")), Batch.Expected(("user", "one two three"))), (first.Lengths.Min, first.Lengths.Max));
        Assert.Equal(((10L, 30L), 0L, false), (first.OutputCaps!.Value, first.WithoutCap, first.IsUnlimited));
        Assert.Equal((null, 1L, true), (second.OutputCaps, second.WithoutCap, second.IsUnlimited));
        Assert.True(summary.Files[0].HasSeveralModels);
    }

    /// <summary>System prompt and the start of the user's text are the same; what comes behind differs.</summary>
    [Fact]
    public void The_beginning_that_all_requests_share()
    {
        static string Labelled(string text) =>
            Batch.Chat($$"""[{"role":"system","content":"Be brief."},{"role":"user","content":"Label this ticket: {{text}}"}]""");

        var group = Batch.Group(Labelled("red shoes"), Labelled("blue coats"), Labelled("blue hats"));

        // Whole messages have three tokens more than their texts; the last word that is the same could go on.
        Assert.Equal(
            3 + NaiveBpe.O200k.Count("system") + NaiveBpe.O200k.Count("Be brief.") + 3 + NaiveBpe.O200k.Count("user")
                + NaiveBpe.O200k.Count("Label this ticket:"),
            group.SharedPrefix);
    }

    [Fact]
    public void Tools_come_before_the_messages_wherever_their_key_stands()
    {
        const string Tools = """[{"type":"function","function":{"name":"f"}}]""";
        var group = Batch.Group(
            Batch.Chat(Batch.User("a"), more: $""","tools":{Tools}"""), Batch.Chat(Batch.User("b"), more: $""","tools":{Tools}"""));

        Assert.Equal(NaiveBpe.O200k.Count(Tools) + 3 + NaiveBpe.O200k.Count("user"), group.SharedPrefix);
    }

    [Fact]
    public void Nothing_is_shared_by_one_request_and_little_by_different_ones()
    {
        Assert.Null(Batch.Group(Batch.Chat(Batch.User("a"))).SharedPrefix);
        Assert.Equal(0, Batch.Group(
            Batch.Chat("""[{"role":"system","content":"a"}]"""), Batch.Chat("""[{"role":"user","content":"a"}]""")).SharedPrefix);
    }

    /// <summary>Two images of one message's place are not the same beginning, though neither is counted.</summary>
    [Fact]
    public void What_is_not_counted_ends_the_beginning()
    {
        static string Shown(string data) => Batch.Chat(
            $$$"""[{"role":"user","content":[{"type":"image_url","image_url":{"url":"{{{data}}}"}},{"type":"text","text":"What is it?"}]}]""");

        Assert.Equal(
            3 + NaiveBpe.O200k.Count("user") + NaiveBpe.O200k.Count("What is it?"), Batch.Group(Shown("A"), Shown("A")).SharedPrefix);
        Assert.Equal(3 + NaiveBpe.O200k.Count("user"), Batch.Group(Shown("A"), Shown("B")).SharedPrefix);
    }

    [Fact]
    public void Repeated_ids_are_those_of_one_file_and_repeated_bodies_those_of_a_group()
    {
        var (one, two) = (Batch.Chat(Batch.User("x"), id: "1"), Batch.Chat(Batch.User("y"), id: "1"));
        var without = one.Replace("\"custom_id\":\"1\",", "", StringComparison.Ordinal);
        var summary = RequestCount.Of([Batch.File($"{one}\n{two}\n{one}\n{without}", "a"), Batch.File(one, "b")]);

        Assert.Equal([(2L, 1L), (0L, 0L)], summary.Files.Select(file => (file.RepeatedIds, file.WithoutId)));
        Assert.Equal(3, Assert.Single(summary.Groups).RepeatedBodies);
    }

    [Fact]
    public void Files_beyond_the_limits_of_their_provider()
    {
        var line = Batch.Chat(Batch.User("x"));
        var many = RequestCount.Of([Batch.File(string.Join('\n', Enumerable.Repeat(line, 50_001)))]).Files[0];
        var allowed = RequestCount.Of([Batch.File(string.Join('\n', Enumerable.Repeat(line, 50_000)))]).Files[0];
        var texts = string.Join(',', Enumerable.Repeat("\"x\"", 50_001));
        var inputs = Batch.Count(
            $$$"""{"custom_id":"a","url":"/v1/embeddings","body":{"model":"text-embedding-3-small","input":[{{{texts}}}]}}""").Files[0];

        Assert.Equal((true, false, false), (many.HasTooManyRequests, many.IsTooLarge, many.HasSeveralModels));
        Assert.False(allowed.HasTooManyRequests);
        Assert.Equal((true, false), (inputs.HasTooManyInputs, inputs.HasTooManyRequests));
    }

    [Theory]
    [InlineData(Provider.OpenAi, 200_000_000, false)]
    [InlineData(Provider.OpenAi, 200_000_001, true)]
    [InlineData(Provider.Anthropic, 256_000_000, false)]
    [InlineData(Provider.Anthropic, 256_000_001, true)]
    [InlineData(Provider.Bedrock, long.MaxValue, false)]
    public void Sizes_beyond_the_limits(Provider provider, long bytes, bool isTooLarge) =>
        Assert.Equal(isTooLarge, new FileSummary("a", provider, 1, bytes).IsTooLarge);

    /// <summary>Lines of forty blocks, counted by one thread and by five.</summary>
    [Fact]
    public void The_number_of_threads_does_not_affect_the_result()
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < 10_000_000; i++)
            text.Append(Batch.Chat(
                $$"""[{"role":"system","content":"Be brief, number {{i % 7 / 7}}."},{"role":"user","content":"{{new string('x', i % 900)}} {{i}}"}]""",
                i % 3 == 0 ? "gpt-4" : "gpt-4o", id: $"{i % 10_000}", more: $",\"max_tokens\":{i % 50}")).Append('\n');
        RequestSummary[] summaries =
            [.. new[] { 1, 5 }.Select(threads => RequestCount.Of([Batch.File($"{text}")], new CountOptions { Threads = threads }))];

        Assert.Equal(Told(summaries[0]), Told(summaries[1]));
        Assert.Equal(2, summaries[0].Groups.Count);

        static string Told(RequestSummary summary) => string.Join('\n', summary.Groups.Select(group =>
            $"{group.Model} {group.Requests} {string.Join(',', group.Lengths.Cells)} {group.SharedPrefix} {group.OutputCaps} "
                + $"{group.RepeatedBodies}").Append($"{summary.Files[0] with { LinesTooLong = [] }}"));
    }

    [Fact]
    public void Without_requests_there_is_nothing_to_count() =>
        Assert.Contains("there are no requests here", Batch.Fault("", "  ").Finding.Message, StringComparison.Ordinal);

    [Fact]
    public void It_can_be_stopped() => Assert.ThrowsAny<OperationCanceledException>(
        () => RequestCount.Of([Batch.File(Batch.Chat(Batch.User("x")))], null, new CancellationToken(canceled: true)));
}
