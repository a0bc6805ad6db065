using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tests.Summaries;

public class ExpectationCheckTests
{
    [Theory]
    [InlineData(130, 131.3, true)]
    [InlineData(130, 134.9, true)]
    [InlineData(130, 135.1, false)]
    [InlineData(130, 125.1, true)]
    [InlineData(130, 124.9, false)]
    [InlineData(210, 209.2, true)]
    public void To_the_nearest_step(double source, double result, bool agrees) =>
        Assert.Equal(agrees, Check(source, result, 0, new StatedRange(source, 1000, 10, RoundedUp: false)).Agrees);

    [Theory]
    [InlineData(3, 2.62, true)]
    [InlineData(3, 2.0001, true)]
    [InlineData(3, 1.99, false)]
    [InlineData(3, 3.0, true)]
    [InlineData(3, 3.01, false)]
    public void Up_to_the_next_step(double source, double result, bool agrees) =>
        Assert.Equal(agrees, Check(source, result, 0, new StatedRange(source, 1000, 1, RoundedUp: true)).Agrees);

    [Theory]
    [InlineData(200, 200.9, true)]
    [InlineData(200, 201.1, false)]
    [InlineData(200, 199.1, true)]
    [InlineData(200, 198.9, false)]
    public void Within_half_a_percent_where_the_rounding_is_not_known(double source, double result, bool agrees) =>
        Assert.Equal(agrees, Check(source, result, 0, new StatedRange(source, 1000, null, RoundedUp: false)).Agrees);

    [Theory]
    [InlineData(135.4, 0.5, true)]
    [InlineData(135.4, 0.3, false)]
    public void A_value_agrees_if_any_within_its_interval_does(double result, double halfWidth, bool agrees) =>
        Assert.Equal(agrees, Check(130, result, halfWidth, new StatedRange(130, 1000, 10, RoundedUp: false)).Agrees);

    [Theory]
    [InlineData(10.0, false, "to $10")]
    [InlineData(1.0, true, "up to $1")]
    [InlineData(0.01, false, "to $0.01")]
    [InlineData(null, false, null)]
    public void The_rounding_in_words(double? step, bool up, string? expected) =>
        Assert.Equal(expected, Check(130, 131, 0, new StatedRange(130, 1000, step, up)).Rounding);

    [Fact]
    public void Without_a_limit_there_is_no_maximum_to_agree_with()
    {
        var run = Run(double.PositiveInfinity, null,
            null) with
        {
            Expectations = [new Expectation(
                1, Tier.Batch, new StatedRange(1, 7, 0.01, false), new StatedRange(3, 5, 1, true))]
        };
        var checks = ExpectationCheck.Of(run).ToList();

        Assert.Equal(["absolute minimum", "absolute maximum", "P5", "P95"], checks.Select(check => check.What));
        Assert.Equal([1.0, null, null, null], checks.Select(check => check.ResultUsd));
        Assert.Equal([true, false, false, false], checks.Select(check => check.Agrees));
        Assert.Null(checks[1].Difference);
    }

    [Fact]
    public void The_difference_is_a_share_of_the_source() =>
        Assert.Equal(0.1, Check(100, 110, 0, new StatedRange(100, 1000, 10, RoundedUp: false)).Difference!.Value, 1e-12);

    [Fact]
    public void The_fifty_atoms_agree_with_their_source_at_every_number_of_items() => Assert.All(
        Given.Run(Given.FiftyAtoms, 3000, null, 1, 50).Summary.Runs,
        run => Assert.All(ExpectationCheck.Of(run), check => Assert.True(check.Agrees, $"{run.Items}: {check}")));

    private static ExpectationCheck Check(double source, double result, double halfWidth, StatedRange range)
    {
        var run = Run(1000, new Percentile(result, result - halfWidth, result + halfWidth), new Percentile(1000, 1000, 1000));
        return ExpectationCheck.Of(run with { Expectations = [new Expectation(1, Tier.Batch, null, range)] }).First(
            check => check.SourceUsd == source);
    }

    /// <summary>A run whose cost has this greatest value and these P5 and P95; its least is 1.</summary>
    private static RunSummary Run(double supportMax, Percentile? p5, Percentile? p95)
    {
        Percentile?[] percentiles = [.. MeasureSummary.PercentileNames.Select(name => name switch { "P5" => p5, "P95" => p95, _ => null })];
        var cost = new MeasureSummary(new Bounds(1, supportMax), 1, 1000, 500, 100, percentiles);
        var scope = new ScopeSummary(cost, cost, cost, cost);
        return new RunSummary
        {
            Scenario = Given.FiftyAtoms,
            Items = 1,
            Total = scope,
            PerItem = scope,
            Phases = [],
            Budgets = [],
            Expectations = []
        };
    }
}
