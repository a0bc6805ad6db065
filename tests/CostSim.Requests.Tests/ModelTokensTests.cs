namespace CostSim.Requests.Tests;

public class ModelTokensTests
{
    /// <summary>As tiktoken's own table has them, whatever stands before and behind the name.</summary>
    [Theory]
    [InlineData("gpt-4o", "o200k_base")]
    [InlineData("gpt-4o-mini-2024-07-18", "o200k_base")]
    [InlineData("gpt-4.1-nano", "o200k_base")]
    [InlineData("gpt-5", "o200k_base")]
    [InlineData("gpt-5.1-2025-11-13", "o200k_base")]
    [InlineData("o1", "o200k_base")]
    [InlineData("o3-mini", "o200k_base")]
    [InlineData("o4-mini", "o200k_base")]
    [InlineData("ft:gpt-4o-mini:acme::abc", "o200k_base")]
    [InlineData("openai/gpt-4o", "o200k_base")]
    [InlineData("gpt-4", "cl100k_base")]
    [InlineData("gpt-4-turbo", "cl100k_base")]
    [InlineData("gpt-3.5-turbo-0125", "cl100k_base")]
    [InlineData("gpt-35-turbo", "cl100k_base")]
    [InlineData("text-embedding-3-large", "cl100k_base")]
    [InlineData("text-embedding-ada-002", "cl100k_base")]
    public void A_published_encoding(string model, string encoding)
    {
        var counting = ModelTokens.Of(model);

        Assert.Equal(encoding, counting.Encoding.Name);
        Assert.True(counting.IsPublished);
        Assert.Equal((1, 1, 1), (counting.Factor, counting.FactorMin, counting.FactorMax));
    }

    [Theory]
    [InlineData("claude-sonnet-4-5", "Claude")]
    [InlineData("us.anthropic.claude-haiku-4-5-20251001-v1:0", "Claude")]
    [InlineData("claude-opus-4-7", "Claude since 4.7")]
    [InlineData("anthropic/claude-fable-5", "Claude since 4.7")]
    [InlineData("anthropic/claude-sonnet-5", "Claude since 4.7")]
    [InlineData("models/gemini-2.5-flash", "Gemini")]
    [InlineData("meta.llama3-70b-instruct-v1:0", "Llama")]
    [InlineData("amazon.nova-pro-v1:0", "Nova")]
    [InlineData("mistral.mistral-large-2407-v1:0", "Mistral")]
    [InlineData("gpt-6-sol", "OpenAI")]
    [InlineData("my-deployment", "unknown")]
    [InlineData("pseudogpt-4o", "unknown")]
    [InlineData(null, "unknown")]
    public void Without_a_published_encoding_the_count_is_an_estimate_with_a_range_and_a_ground(string? model, string family)
    {
        var counting = ModelTokens.Of(model);

        Assert.Equal(family, counting.Family);
        Assert.False(counting.IsPublished);
        Assert.True(counting.FactorMin < counting.FactorMax);
        Assert.InRange(counting.Factor, counting.FactorMin, counting.FactorMax);
        Assert.NotEmpty(counting.Basis);
    }
}
