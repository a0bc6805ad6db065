using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Tests.Reading.Words;

public class SuggestionsTests
{
    [Theory]
    [InlineData("rate", "rate", 0)]
    [InlineData("rate", "rats", 1)]
    [InlineData("lenght", "length", 1)]
    [InlineData("inputToken", "inputTokens", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits(string a, string b, int expected)
    {
        Assert.Equal(expected, Suggestions.Distance(a, b));
        Assert.Equal(expected, Suggestions.Distance(b, a));
    }

    [Fact]
    public void What_is_far_is_not_suggested()
    {
        Assert.Equal("rounds", Suggestions.Nearest("round", ["rate", "rounds", "fix"]));
        Assert.Equal("model", Suggestions.Nearest("MODEL", ["name", "model"]));
        Assert.Null(Suggestions.Nearest("banana", ["rate", "rounds", "fix"]));
        Assert.Null(Suggestions.Nearest(new string('a', 100), [new string('a', 100)]));
    }
}
