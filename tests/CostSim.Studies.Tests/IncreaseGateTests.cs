using CostSim.Engine.Checks;
using CostSim.Numerics.Statistics;

namespace CostSim.Studies.Tests;

public class IncreaseGateTests
{
    [Theory]
    [InlineData(0.01, 0.05, Verdict.Pass)] // up to the bar is allowed
    [InlineData(-0.20, -0.10, Verdict.Pass)]
    [InlineData(0.04, 0.0501, Verdict.Inconclusive)]
    [InlineData(0.05, 0.07, Verdict.Inconclusive)]
    [InlineData(0.0501, 0.07, Verdict.Fail)]
    public void Only_an_interval_on_one_side_of_the_bar_decides(double low, double high, Verdict expected) =>
        Assert.Equal(expected, IncreaseGate.Of(Of(low, high), 0.05));

    [Fact]
    public void The_worst_of_what_is_gated_counts_and_too_few_trials_decide_nothing()
    {
        Assert.Equal(Verdict.Pass, IncreaseGate.Of([Of(0, 0), Of(0.1, 0.2) with { IsGated = false }], 0.05));
        Assert.Equal(Verdict.Inconclusive, IncreaseGate.Of([Of(0, 0), new Increase("P95", null, IsGated: true)], 0.05));
        Assert.Equal(Verdict.Fail, IncreaseGate.Of([Of(0.04, 0.06), Of(0.06, 0.08)], 0.05));
    }

    private static Increase Of(double low, double high) => new("P95", new Estimate((low + high) / 2, low, high), IsGated: true);
}
