namespace CostSim.Usage.Tests.Records;

/// <summary>Counts that are absent, contradict each other, or are more than tokens of text.</summary>
public class TokenCountsTests
{
    /// <summary>Each of these makes a row that is billed, but of which nobody knows how much.</summary>
    [Theory]
    [InlineData("{}", WarningKind.NoUsage)]
    [InlineData("null", WarningKind.NoUsage)]
    [InlineData("""{"prompt_tokens":null,"completion_tokens":5}""", WarningKind.NoUsage)]
    [InlineData("""{"prompt_tokens":10}""", WarningKind.NoUsage)]
    [InlineData("""{"prompt_tokens":10,"total_tokens":12}""", WarningKind.NoUsage)]
    [InlineData("""{"prompt_tokens":-1,"completion_tokens":5}""", WarningKind.OddUsage)]
    [InlineData("""{"prompt_tokens":1.5,"completion_tokens":5}""", WarningKind.OddUsage)]
    [InlineData("""{"prompt_tokens":"10","completion_tokens":5}""", WarningKind.OddUsage)]
    [InlineData("""{"prompt_tokens":99999999999,"completion_tokens":5}""", WarningKind.OddUsage)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":99999999999999999999}""", WarningKind.OddUsage)]
    [InlineData("""{"prompt_tokens":10,"prompt_tokens_details":{"cached_tokens":11},"completion_tokens":5}""", WarningKind.OddUsage)]
    [InlineData("""{"prompt_tokens":10,"prompt_tokens_details":{"cached_tokens":6,"cache_write_tokens":5},"completion_tokens":5}""", WarningKind.OddUsage)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":6}}""", WarningKind.OddUsage)]
    [InlineData("""{"prompt_tokens":10,"input_tokens":11,"completion_tokens":5}""", WarningKind.OddUsage)]
    [InlineData("""{"input_tokens":10,"cache_creation_input_tokens":5,"cache_creation":{"ephemeral_5m_input_tokens":6},"output_tokens":1}""", WarningKind.OddUsage)]
    public void Counts_that_cannot_be_billed_are_never_zero_dollars(string usage, WarningKind kind)
    {
        var line = Given.Chat("a", usage: usage);
        var row = Given.Row(line);
        var warning = Given.Warning("", line);

        Assert.Equal((RowStatus.Unmeasured, default, true), (row.Status, row.Tokens, row.IsBilled));
        Assert.Equal((kind, 1, "out.jsonl", 2), (warning.Kind, warning.Count, warning.First[0].Source, warning.First[0].Line));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":16}""", WarningKind.TotalDiffers)]
    [InlineData("""{"prompt_tokens":10,"prompt_tokens_details":{"audio_tokens":3},"completion_tokens":5}""", WarningKind.Audio)]
    public void Counts_that_need_a_look_are_taken_as_they_are(string usage, WarningKind kind)
    {
        var line = Given.Chat("a", usage: usage);

        Assert.Equal(new TokenUsage(10, 0, 0, 0, 0, 5, 0), Given.Row(line).Tokens);
        Assert.Equal(kind, Given.Warning(line).Kind);
    }

    [Fact]
    public void Audio_of_Gemini() => Assert.Equal(WarningKind.Audio, Given.Warning(
        """{"key":"a","response":{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":1,"promptTokensDetails":[{"modality":"TEXT","tokenCount":4},{"modality":"AUDIO","tokenCount":5}]}}}""")
        .Kind);

    /// <summary>Details that are there with null are as good as absent.</summary>
    [Fact]
    public void Details_may_be_null() => Assert.Equal(
        new TokenUsage(10, 0, 0, 0, 0, 5, 0),
        Given.Row(Given.Chat(
            "a", usage: """{"prompt_tokens":10,"prompt_tokens_details":null,"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":null}}""")).Tokens);

    /// <summary>What is written for a lifetime beyond the two that are known is written for one that is not said.</summary>
    [Fact]
    public void Writes_for_another_lifetime() => Assert.Equal(
        new TokenUsage(10, 0, 30, 50, 20, 5, 0),
        Given.Row(Given.Message(
            "a", usage: """{"input_tokens":10,"cache_creation_input_tokens":100,"cache_creation":{"ephemeral_5m_input_tokens":50,"ephemeral_1h_input_tokens":20},"output_tokens":5}""")).Tokens);

    [Fact]
    public void Sums_of_tokens()
    {
        var sum = new TokenUsage(1, 2, 3, 4, 5, 6, 7) + new TokenUsage(10, 20, 30, 40, 50, 60, 70);

        Assert.Equal(new TokenUsage(11, 22, 33, 44, 55, 66, 77), sum);
        Assert.Equal((165, 143), (sum.Input, sum.Output));
    }
}
