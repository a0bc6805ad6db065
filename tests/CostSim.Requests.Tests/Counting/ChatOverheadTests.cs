namespace CostSim.Requests.Tests.Counting;

public class ChatOverheadTests
{
    /// <summary>The example of OpenAI's cookbook, section 6, for which it prints what the provider's interface counted.</summary>
    private const string Messages = """
        [{"role":"system","content":"You are a helpful, pattern-following assistant that translates corporate jargon into plain English."},
        {"role":"system","name":"example_user","content":"New synergies will help drive top-line growth."},
        {"role":"system","name":"example_assistant","content":"Things working well together will increase revenue."},
        {"role":"system","name":"example_user","content":"Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage."},
        {"role":"system","name":"example_assistant","content":"Let's talk later when we're less busy about how to do better."},
        {"role":"user","content":"This late pivot means we don't have time to boil the ocean for the client deliverable."}]
        """;

    [Theory]
    [InlineData("gpt-3.5-turbo", 129)]
    [InlineData("gpt-4-0613", 129)]
    [InlineData("gpt-4o-mini", 124)]
    [InlineData("gpt-4o", 124)]
    public void The_published_example(string model, long tokens)
    {
        var group = Batch.Group(Batch.Chat(Messages.ReplaceLineEndings(""), model));

        Assert.Equal(tokens, group.Lengths.Sum);
        Assert.True(group.IsExact);
    }
}
