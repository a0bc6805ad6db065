namespace CostSim.Scenarios.Tests.Reading.Amounts;

public class CompositeBinderTests
{
    private const string Path = "phases.P1.inputTokens";
    private static readonly Spread Default = new(0.1, 0.2);

    [Fact]
    public void Parts_are_drawn_where_they_stand_by_the_spread_of_the_scenario()
    {
        var product = Assert.IsType<Product>(Input("""{ "product": [[900, 1400], 2, { "range": [1, 2], "level": "run" }] }"""));

        Assert.Equal(
            [
                new Uncertain($"{Path}.product.0", new UniformShape(900, 1400), Default), new Certain($"{Path}.product.1", 2),
                new Uncertain($"{Path}.product.2", new UniformShape(1, 2), Spread.AtRun),
            ],
            product.Factors);
    }

    [Theory]
    [InlineData("""{ "sum": [1, { "product": [2, 3] }, 4] }""", 11)]
    [InlineData("""{ "product": [2, { "sum": [3, 4] }, 5] }""", 70)]
    [InlineData("""{ "sum": ["both", { "product": ["both", 2] }] }""", 33)] // a name may nest deeper than the text
    [InlineData("""{ "cached": 0.5, "of": { "sum": [5, { "product": [2, 3] }] } }""", 11)]
    [InlineData("""{ "sum": [{ "cached": 0.5, "of": { "product": [2, { "sum": [3, 4] }] } }, 1] }""", 15)]
    [InlineData("""{ "sum": [7] }""", 7)]
    public void Nests(string written, double value) =>
        Assert.Equal(value,
            Input(written, """{ "both": { "product": ["half", 2] }, "half": { "sum": [2.5, 3] } }""").Evaluate(
                leaf => ((Certain)leaf).Value));

    [Fact]
    public void A_name_is_one_draw_wherever_it_stands()
    {
        var scenario = Given.Scenario(Given.Phases(
            """
            { "id": "a", "inputTokens": { "product": ["length", 500] }, "outputTokens": "twice" },
            { "id": "b", "inputTokens": "both", "outputTokens": 1 }
            """,
            """{ "twice": "both", "both": { "sum": ["length", 5] }, "length": [1, 2] }"""));

        var (a, b) = (scenario.Phases[0].Call!, scenario.Phases[1].Call!);
        Assert.Same(a.InputTokens.Leaves.First(), b.InputTokens.Leaves.First());
        Assert.Same(b.InputTokens, ((BilledOutput)a.Output).Tokens);
    }

    [Fact]
    public void A_factor_that_only_an_unused_one_names_is_not_used_either()
    {
        var reading = Given.Read(Given.Input("5", """{ "a": { "product": ["b", 2] }, "b": [1, 2] }"""));

        Assert.Equal(["factors.a", "factors.b"], reading.Diagnostics.Select(diagnostic => diagnostic.Path));
    }

    [Fact]
    public void A_part_of_a_rate_stands_at_run_level()
    {
        var phase = Given.Scenario(Given.Phases(
            """{ "id": "a", "inputTokens": 1, "outputTokens": 1, "retry": { "rate": { "product": [[0.1, 0.2], 0.5] }, "rounds": 1 } }""")).Phases[0];

        Assert.Equal(Spread.AtRun, Assert.IsType<Uncertain>(phase.Retry!.Rate.Leaves.First()).Spread);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("[0, 0]")]
    [InlineData("""{ "product": [0, [0.1, 0.2]] }""")]
    public void A_share_that_is_certainly_nothing_is_a_cache_that_is_written_and_never_read(string share) =>
        Assert.Equal(new Certain($"{Path}.of", 1500), Assert.IsType<Cached>(Input($$"""{ "cached": {{share}}, "of": 1500 }""")).Of);

    [Fact]
    public void A_lifetime_changes_nothing_where_writes_are_not_billed() =>
        Assert.Equal("5m", Assert.IsType<Cached>(Input("""{ "cached": 0.5, "of": 1500, "lifetime": "5m" }""")).Lifetime);

    [Fact]
    public void Ten_thousand_names_in_a_row_are_told_to_be_too_deep()
    {
        var factors = string.Join(
            ", ", Enumerable.Range(0, 10_000).Select(i => $$""" "f{{i}}": { "product": ["f{{i + 1}}"] } """).Append(""" "f10000": 1 """));

        Assert.Contains(Given.Read(Given.Input("\"f0\"", $"{{ {factors} }}")).Diagnostics,
            d => d.Message.Contains("too large", StringComparison.Ordinal));
    }

    private static Amount Input(string written, string factors = "{}")
    {
        var reading = Given.Read(Given.Input(written, factors));
        Assert.DoesNotContain(reading.Diagnostics, diagnostic => diagnostic.Severity == Severity.Error);
        return reading.Scenario!.Phases[0].Call!.InputTokens;
    }
}
