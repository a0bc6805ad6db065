using System.Text.RegularExpressions;

namespace CostSim.Scenarios.Tests;

public class IdPatternTests
{
    [Theory]
    [InlineData("tag-*", "tag-17", true)]
    [InlineData("tag-*", "tag-", true)]
    [InlineData("tag-*", "review-tag-17", false)]
    [InlineData("*-tag-*", "7-tag-17", true)]
    [InlineData("tag", "tag-17", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("*", "", true)]
    [InlineData("a**b", "a-b", true)]
    public void An_id_fits_as_a_whole(string pattern, string id, bool fits) => Assert.Equal(fits, new IdPattern(pattern).Matches(id));

    /// <summary>Two letters and the star make every kind of backtracking.</summary>
    [Fact]
    public void It_is_the_regular_expression_that_it_looks_like()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var (pattern, id) = (Text("ab*", 6), Text("ab", 8));
            var regex = $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$";
            Assert.Equal(Regex.IsMatch(id, regex), new IdPattern(pattern).Matches(id));
        }

        string Text(string letters, int most) =>
            new([.. Enumerable.Range(0, random.Next(most)).Select(_ => letters[random.Next(letters.Length)])]);
    }
}
