namespace CostSim.Deployment.Tests;

public class ObjectNameTests
{
    [Theory]
    [InlineData("50atoms", "costsim-50atoms")]
    [InlineData("Ünits of_work, v2", "costsim-nits-of-work-v2")]
    [InlineData("…", "costsim")]
    [InlineData("a-very-long-name-of-thirty-1-more", "costsim-a-very-long-name-of-thirty-1-mor")]
    [InlineData("a-very-long-name-of-thirty-01 more", "costsim-a-very-long-name-of-thirty-01-mo")]
    [InlineData("a-very-long-name-of-thirty-one- more", "costsim-a-very-long-name-of-thirty-one-m")]
    [InlineData("a-very-long-name-of-thirty-1two more", "costsim-a-very-long-name-of-thirty-1two")]
    public void A_name_is_made_of_any_text(string text, string name)
    {
        Assert.Equal(name, ObjectName.From(text));
        Assert.True(ObjectName.IsOne(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("1a")]
    [InlineData("a.b")]
    [InlineData("a\n")]
    [InlineData("a2345678901234567890123456789012345678901")]
    public void Others_are_refused(string text) => Assert.False(ObjectName.IsOne(text));

    [Theory]
    [InlineData("shared", true)]
    [InlineData("1.shared-claim", true)]
    [InlineData("a..b", false)]
    [InlineData("a.-b", false)]
    [InlineData("Shared", false)]
    [InlineData("", false)]
    public void A_claim_may_have_dots(string text, bool isOne) => Assert.Equal(isOne, ObjectName.IsOfExisting(text));
}
