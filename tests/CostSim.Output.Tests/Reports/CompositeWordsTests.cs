using CostSim.Output.Reports;

namespace CostSim.Output.Tests.Reports;

public class CompositeWordsTests
{
    [Theory]
    [InlineData("""{ "product": [20, "length"] }""", "20 × length")]
    [InlineData("""{ "sum": [600, { "product": ["length", 1.5] }] }""", "600 + length × 1.5")]
    [InlineData("""{ "product": [{ "sum": ["length", 2] }, 3] }""", "(length + 2) × 3")]
    [InlineData("""{ "product": [[2000, 4000], "length"] }""", "[2,000 – 4,000] × length")]
    [InlineData("""{ "cached": 0.8, "of": [1800, 3200] }""", "[1,800 – 3,200], of which 80 % is read from a cache")]
    [InlineData("""{ "product": [{ "lognormal": { "mean": 1000, "sd": 100 } }, "length"] }""", "[0 and more] × length")]
    public void Sums_and_products_are_told_as_people_write_them(string written, string told)
    {
        var scenario = Given.Scenario(Given.OnePhase(written, more: """ "factors": { "length": [1, 2] }, """));

        Assert.Equal(told, ShapeWords.Of(scenario.Assumptions.Single(assumption => assumption.Path == "phases.P1.inputTokens")));
    }
}
