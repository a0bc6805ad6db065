namespace CostSim.Usage.Tests.Records;

/// <summary>What became of a request, by the words of every provider.</summary>
public class EndingTests
{
    [Theory]
    [InlineData("stop", RowStatus.Succeeded)]
    [InlineData("tool_calls", RowStatus.Succeeded)]
    [InlineData("length", RowStatus.Incomplete)]
    [InlineData("content_filter", RowStatus.Incomplete)]
    public void Answers_of_OpenAi(string reason, RowStatus status) => Assert.Equal(
        status, Given.Row(Given.Chat("a").Replace("\"stop\"", $"\"{reason}\"", StringComparison.Ordinal)).Status);

    [Theory]
    [InlineData("end_turn", RowStatus.Succeeded)]
    [InlineData("tool_use", RowStatus.Succeeded)]
    [InlineData("max_tokens", RowStatus.Incomplete)]
    [InlineData("model_context_window_exceeded", RowStatus.Incomplete)]
    public void Answers_of_Anthropic(string reason, RowStatus status) => Assert.Equal(
        status, Given.Row(Given.Message("a").Replace("\"end_turn\"", $"\"{reason}\"", StringComparison.Ordinal)).Status);

    [Theory]
    [InlineData("STOP", RowStatus.Succeeded)]
    [InlineData("MAX_TOKENS", RowStatus.Incomplete)]
    [InlineData("SAFETY", RowStatus.Incomplete)]
    public void Answers_of_Gemini(string reason, RowStatus status) => Assert.Equal(status, Given.Row(
        $$$$"""{"key":"a","response":{"candidates":[{"finishReason":"{{{{reason}}}}"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":1}}}""").Status);

    [Theory]
    [InlineData("completed", RowStatus.Succeeded)]
    [InlineData("incomplete", RowStatus.Incomplete)]
    [InlineData("failed", RowStatus.Failed)]
    [InlineData("cancelled", RowStatus.Cancelled)]
    public void Answers_of_the_responses_api(string word, RowStatus status)
    {
        var row = Given.Row(
            $$$$"""{"id":"b","custom_id":"a","response":{"status_code":200,"body":{"id":"r","status":"{{{{word}}}}","output":[],"usage":{"input_tokens":4,"output_tokens":2}}},"error":null}""");

        Assert.Equal((status, row.IsBilled ? 4 : 0), (row.Status, row.Tokens.Input));
    }

    [Theory]
    [InlineData("batch_expired", RowStatus.Expired)]
    [InlineData("batch_cancelled", RowStatus.Cancelled)]
    [InlineData("anything_else", RowStatus.Failed)]
    public void Errors_of_OpenAi(string code, RowStatus status) =>
        Assert.Equal(status, Given.Row(Given.Error("a", code: code)).Status);

    /// <summary>Not billed, but with tokens: left out, and said.</summary>
    [Fact]
    public void Tokens_of_a_failure_are_told()
    {
        var line = Given.Chat("a").Replace("200", "500", StringComparison.Ordinal);

        Assert.Equal((RowStatus.Failed, default), (Given.Row(line).Status, Given.Row(line).Tokens));
        Assert.Equal(WarningKind.TokensOfFailure, Given.Warning(line).Kind);
    }

    /// <summary>A record that has nothing at all is not taken for a failure, which would cost nothing.</summary>
    [Theory]
    [InlineData("""{"id":"b","custom_id":"a","response":null,"error":null}""")]
    [InlineData("""{"id":"b","custom_id":"a","response":{"status_code":200,"body":null},"error":null}""")]
    [InlineData("""{"id":"b","custom_id":"a","response":{"status_code":200,"body":"yes"},"error":null}""")]
    [InlineData("""{"custom_id":"a","result":{"type":"succeeded"}}""")]
    [InlineData("""{"key":"a","response":null}""")]
    [InlineData("""{"status":"","request":{},"response":null}""")]
    [InlineData("""{"recordId":"a","modelInput":{},"modelOutput":null}""")]
    public void Neither_an_answer_nor_an_error(string line)
    {
        Assert.Equal(RowStatus.Unmeasured, Given.Row(line).Status);
        Assert.Equal(WarningKind.NoAnswer, Given.Warning(line).Kind);
    }

    [Fact]
    public void A_result_of_an_unknown_type_is_an_error()
    {
        var finding = Given.Fault("""{"custom_id":"a","result":{"type":"postponed"}}""").Finding;

        Assert.Equal((1, 35), (finding.Line, finding.Column));
        Assert.StartsWith("`result.type` is not one of succeeded, errored", finding.Message, StringComparison.Ordinal);
    }

    /// <summary>Claude in Vertex AI answers as it does at home.</summary>
    [Fact]
    public void Claude_in_Vertex()
    {
        var row = Given.Row(
            """{"custom_id":"a","status":"","request":{"messages":[]},"response":{"id":"msg_1","type":"message","model":"claude-opus-5","stop_reason":"max_tokens","usage":{"input_tokens":8,"cache_read_input_tokens":2,"output_tokens":3}}}""");

        Assert.Equal(("a", "claude-opus-5", RowStatus.Incomplete), (row.CustomId, row.Model, row.Status));
        Assert.Equal(new TokenUsage(8, 2, 0, 0, 0, 3, 0), row.Tokens);
    }
}
