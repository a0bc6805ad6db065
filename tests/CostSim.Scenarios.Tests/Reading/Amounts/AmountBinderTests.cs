namespace CostSim.Scenarios.Tests.Reading.Amounts;

public class AmountBinderTests
{
    private const string Path = "phases.P1.inputTokens";
    private static readonly Spread Default = new(0.1, 0.2);

    public static TheoryData<string, Amount> Written => new()
    {
        { "300", new Certain(Path, 300) },
        { "3e2", new Certain(Path, 300) },
        { "0", new Certain(Path, 0) },
        { "-0", new Certain(Path, 0) },
        { "[900, 1400]", new Uncertain(Path, new UniformShape(900, 1400), Default) },
        { "[900, 900]", new Certain(Path, 900) },
        { """{ "range": [900, 1400] }""", new Uncertain(Path, new UniformShape(900, 1400), Default) },
        { """{ "range": [900, 1400], "level": "run" }""", new Uncertain(Path, new UniformShape(900, 1400), Spread.AtRun) },
        { """{ "range": [900, 1400], "level": "item" }""", new Uncertain(Path, new UniformShape(900, 1400), Spread.AtItem) },
        { """{ "range": [900, 1400], "level": "call" }""", new Uncertain(Path, new UniformShape(900, 1400), Spread.AtCall) },
        { """{ "range": [900, 1400], "spread": { "item": 0.3 } }""", new Uncertain(Path, new UniformShape(900, 1400), new Spread(0.3, 0)) },
        { """{ "range": [900, 1400], "spread": {} }""", new Uncertain(Path, new UniformShape(900, 1400), Spread.AtRun) },
        { """{ "triangular": [1, 2, 4] }""", new Uncertain(Path, new TriangularShape(1, 2, 4), Default) },
        { """{ "triangular": [2, 2, 2], "level": "item" }""", new Certain(Path, 2) },
        { """{ "pert": [1, 2, 4] }""", new Uncertain(Path, new PertShape(1, 2, 4, 4), Default) },
        { """{ "pert": [1, 2, 4], "lambda": 1.5 }""", new Uncertain(Path, new PertShape(1, 2, 4, 1.5), Default) },
        { """{ "logUniform": [100, 10000] }""", new Uncertain(Path, new LogUniformShape(100, 10_000), Default) },
        { """{ "logUniform": [5, 5], "level": "item" }""", new Certain(Path, 5) },
        { """{ "90%": [1000, 1700] }""", new Uncertain(Path, new LognormalIntervalShape(0.9, 1000, 1700), Default) },
        { """{ "99.5%": [1000, 1700], "level": "run" }""", new Uncertain(Path, new LognormalIntervalShape(0.995, 1000, 1700), Spread.AtRun) },
        { """{ "range": [0, 500], "level": "run", "chance": 0.25 }""", new Uncertain(Path, new UniformShape(0, 500), Spread.AtRun, 0.25) },
        { """{ "range": [5, 500], "chance": 1 }""", new Uncertain(Path, new UniformShape(5, 500), Default) },
        { """{ "range": [5, 500], "chance": 0 }""", new Certain(Path, 0) },
        { """{ "discrete": [[7, 1]] }""", new Certain(Path, 7) },
        { """ "size" """, new Uncertain("factors.size", new UniformShape(10, 20), Default) },
        { """ "alias" """, new Uncertain("factors.size", new UniformShape(10, 20), Default) },
        { """ "exact" """, new Certain("factors.exact", 12) },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Reads(string written, Amount expected)
    {
        var reading = Given.Read(Given.Input(written, """{ "alias": "size", "size": [10, 20], "exact": 12 }"""));

        Assert.All(reading.Diagnostics, diagnostic => Assert.Contains("is not used", diagnostic.Message, StringComparison.Ordinal));
        Assert.Equal(expected, reading.Scenario!.Phases[0].Call!.InputTokens);
    }

    [Theory]
    [InlineData("""{ "discrete": [[0, 0.5], [100, 0.25], [200, 0.25]], "level": "call" }""", "0:0.5 100:0.25 200:0.25")]
    [InlineData("""{ "range": [500, 500], "chance": 0.25, "level": "call" }""", "0:0.75 500:0.25")] // certain where present: two values
    public void Reads_values_with_probabilities(string written, string expected)
    {
        var amount = Assert.IsType<Uncertain>(Given.Scenario(Given.Input(written)).Phases[0].Call!.InputTokens);

        var shape = Assert.IsType<DiscreteShape>(amount.Shape);
        Assert.Equal(
            expected, string.Join(' ', shape.Values.Select(value => FormattableString.Invariant($"{value.Value}:{value.Probability}"))));
        Assert.Equal(Spread.AtCall, amount.Spread);
        Assert.Equal(1, amount.Chance);
    }

    [Fact]
    public void A_name_is_one_object()
    {
        var scenario = Given.Scenario(
            Given.Phases("""{ "id": "A", "inputTokens": "size", "outputTokens": "alias" }""", """{ "alias": "size", "size": [10, 20] }"""));

        var call = scenario.Phases[0].Call!;
        var output = Assert.IsType<BilledOutput>(call.Output);
        Assert.Same(call.InputTokens, output.Tokens);
        Assert.Same(call.InputTokens, scenario.Factors[0].Amount);
        Assert.Same(call.InputTokens, scenario.Factors[1].Amount);
        Assert.Equal(["alias", "size"], scenario.Factors.Select(factor => factor.Name));
    }

    [Fact]
    public void Rates_shares_and_keeps_stand_at_run_level_unless_they_say_otherwise()
    {
        var phase = Given.Scenario(Given.Phases(
            """{ "id": "A", "inputTokens": 1, "outputTokens": 1, "share": [0.2, 0.4], "keep": { "range": [0.8, 0.9], "level": "item" }, "retry": { "rate": [0, 0.1], "rounds": 1, "extraInputTokens": [10, 20] } }""")).Phases[0];

        Assert.Equal(new Uncertain("phases.A.share", new UniformShape(0.2, 0.4), Spread.AtRun), phase.Share);
        Assert.Equal(new Uncertain("phases.A.keep", new UniformShape(0.8, 0.9), Spread.AtItem), phase.Keep);
        Assert.Equal(new Uncertain("phases.A.retry.rate", new UniformShape(0, 0.1), Spread.AtRun), phase.Retry!.Rate);
        Assert.Equal(new Uncertain("phases.A.retry.extraInputTokens", new UniformShape(10, 20), Default), phase.Retry.ExtraInputTokens);
    }

    [Fact]
    public void A_default_spread_is_not_needed_where_every_amount_says_its_level()
    {
        var scenario = Given.Scenario(
            """
            {
              "name": "Tagging", "items": 1, "model": "gpt-5-mini", "tier": "batch",
              "phases": [ { "id": "P1", "inputTokens": { "range": [1, 2], "level": "run" }, "outputTokens": 5, "share": [0.1, 0.2] } ],
            }
            """);

        Assert.Equal("item", scenario.Item);
        Assert.Equal(Spread.AtRun, Assert.IsType<Uncertain>(scenario.Phases[0].Call!.InputTokens).Spread);
    }
}
