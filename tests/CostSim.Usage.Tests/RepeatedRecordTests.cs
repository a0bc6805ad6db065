using CostSim.Batches;

namespace CostSim.Usage.Tests;

/// <summary>Duplicates, attempts, and ids without an answer.</summary>
public class RepeatedRecordTests
{
    /// <summary>The same response read again, in another file and in another spelling, counts once.</summary>
    [Fact]
    public void A_record_in_two_files_is_a_duplicate()
    {
        var again = Given.Chat("b", "r2").Replace("\"error\":null", "\"error\": null", StringComparison.Ordinal);
        var (rows, summary) = Given.Rows(
        [
            Given.File($"{Given.Chat("a", "r1")}\n{Given.Chat("b", "r2")}", "one"), Given.File($"{again}\n{Given.Chat("c", "r3")}", "two"),
        ]);

        Assert.Equal([("one", 1), ("one", 2), ("two", 2)], rows.Select(row => (row.File, row.Line)));
        Assert.Equal((3, 1, 30), (summary.Rows, summary.Duplicates, summary.Tokens.Input));
        Assert.Equal([(2, 0), (1, 1)], summary.Files.Select(file => (file.Rows, file.Duplicates)));
        Assert.Empty(summary.Warnings);
    }

    /// <summary>Two responses to one custom id were both billed.</summary>
    [Fact]
    public void Another_response_to_an_id_is_another_attempt()
    {
        var (rows, summary) = Given.Rows([Given.Lines(Given.Chat("a", "r1"), Given.Chat("b", "r2"), Given.Chat("a", "r3"))]);

        Assert.Equal([("a", 1), ("b", 1), ("a", 2)], rows.Select(row => (row.CustomId, row.Attempt)));
        Assert.Equal(30, summary.Tokens.Input);
        Assert.Equal(new IdCounts(2, 1, 1, 0, 0, 0, 0), summary.Ids);
    }

    [Fact]
    public void Failures_of_ids_that_succeeded_and_of_those_that_never_did()
    {
        var (rows, summary) = Given.Rows(
        [
            Given.Lines(Given.Error("a", "e1"), Given.Error("b", "e2"), Given.Error("b", "e3", "batch_cancelled")),
            Given.Lines(Given.Chat("a", "r1"), Given.Chat("c", "r2")),
            // A failure after the success is made good as well.
            Given.File(Given.Error("c", "e4"), "errors.jsonl"),
        ]);

        Assert.Equal([1L, 1, 2, 2, 1, 2], rows.Select(row => row.Attempt));
        Assert.Equal(new IdCounts(Answered: 3, Retried: 3, BilledAgain: 0, NeverBilled: 1, FailuresMadeGood: 2, 0, 0), summary.Ids);
        Assert.Equal((3, 1, 2), (summary.Count(RowStatus.Expired), summary.Count(RowStatus.Cancelled), summary.Count(RowStatus.Succeeded)));
    }

    /// <summary>Requests are no results; but with them it is known which ids have none.</summary>
    [Theory]
    [InlineData("""{"custom_id":"ID","method":"POST","url":"/v1/chat/completions","body":{"model":"gpt-4o"}}""")]
    [InlineData("""{"custom_id":"ID","method":"POST","url":"/chat/completions","body":{"model":"gpt-4o"}}""")]
    public void Requests_without_an_answer(string request)
    {
        var requests = string.Join('\n', new[] { "a", "b", "c", "d" }.Select(id => request.Replace("ID", id, StringComparison.Ordinal)));
        var summary = Ledger.Read(
            [Given.File(requests, "in.jsonl"), Given.File($"{Given.Chat("b", "r1")}\n{Given.Error("c", "e1")}")]);

        Assert.Equal((4, 0), (summary.Files[0].Requests, summary.Files[0].Rows));
        Assert.Equal(SourceKind.Requests, summary.Files[0].Source?.Kind);
        Assert.Equal(new IdCounts(2, 0, 0, 1, 0, Unanswered: 2, 0), summary.Ids);
    }

    [Theory]
    [InlineData("""{"custom_id":"a","params":{"model":"claude-opus-5"}}""")]
    [InlineData("""{"key":"a","request":{"contents":[]}}""")]
    [InlineData("""{"request":{"labels":{"custom_id":"a"}}}""")]
    [InlineData("""{"recordId":"a","modelInput":{}}""")]
    public void Requests_of_every_provider(string line)
    {
        var summary = Given.Read(line);

        Assert.Equal((1, 0, 1), (summary.Files[0].Requests, summary.Rows, summary.Ids.Unanswered));
    }

    /// <summary>One response cannot have two counts; the first is taken, and it is said.</summary>
    [Fact]
    public void A_duplicate_with_other_counts_is_told()
    {
        var summary = Given.Read(
            Given.Chat("a", "r1"), Given.Chat("a", "r1", """{"prompt_tokens":11,"completion_tokens":5}"""), Given.Chat("a", "r1"));

        Assert.Equal((1, 2, 10), (summary.Rows, summary.Duplicates, summary.Tokens.Input));
        var warning = Assert.Single(summary.Warnings);
        Assert.Equal((WarningKind.Conflict, 1, 2), (warning.Kind, warning.Count, warning.First[0].Line));
    }

    /// <summary>Without a response id the whole line has to be the same; and two providers never have the same record.</summary>
    [Fact]
    public void Records_without_a_response_id()
    {
        const string Converse = """{"recordId":"R1","modelOutput":{"usage":{"inputTokens":7,"outputTokens":1}}}""";
        var summary = Given.Read(Converse, Converse, Converse.Replace(":7", ":8", StringComparison.Ordinal));
        Assert.Equal((2, 1, 1), (summary.Rows, summary.Duplicates, summary.Ids.BilledAgain));

        var both = Ledger.Read([Given.File(Given.Message("x", "same")), Given.File(Given.Chat("x", "same"))]);
        Assert.Equal((2, 0, 2), (both.Rows, both.Duplicates, both.Ids.Answered));
    }

    [Fact]
    public void Records_without_any_id_are_rows()
    {
        const string Vertex = """{"status":"","processed_time":"TIME","request":{},"response":{"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1},"responseId":"same"}}""";
        var later = Vertex.Replace("TIME", "2026-11-20T09:12:31Z", StringComparison.Ordinal);
        var (rows, summary) = Given.Rows([Given.Lines(Vertex, Vertex, later)]);

        Assert.Equal((2, 1), (summary.Rows, summary.Duplicates));
        Assert.Equal(new IdCounts(0, 0, 0, 0, 0, 0, WithoutId: 2), summary.Ids);
        Assert.All(rows, row => Assert.Equal((null, 1), (row.CustomId, row.Attempt)));
    }

    /// <summary>An id is the same however its letters are written.</summary>
    [Fact]
    public void Ids_are_compared_without_their_escapes()
    {
        var (rows, _) = Given.Rows([Given.File($"{Given.Chat("é/1", "r1")}\n{Given.Chat("\\u00e9\\/1", "r2")}")]);

        Assert.Equal([("é/1", 1), ("é/1", 2)], rows.Select(row => (row.CustomId, row.Attempt)));
    }

    /// <summary>Keys that are numbers are ids as well.</summary>
    [Fact]
    public void An_id_may_be_a_number() =>
        Assert.Equal("17", Given.Row("""{"key":17,"error":{"code":13}}""").CustomId);

    /// <summary>Azure and OpenAI have the same requests, so that the one may answer what the other did not.</summary>
    [Fact]
    public void An_id_goes_on_from_Azure_to_OpenAi()
    {
        var azure = Given.Error("a").Replace("\"id\":\"e\",", "", StringComparison.Ordinal);
        var (rows, _) = Given.Rows([Given.File(azure), Given.File(Given.Chat("a"))]);

        Assert.Equal([(Provider.Azure, 1), (Provider.OpenAi, 2)], rows.Select(row => (row.Provider, row.Attempt)));
    }
}
