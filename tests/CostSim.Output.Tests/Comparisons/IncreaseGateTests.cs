using CostSim.Numerics.Statistics;
using CostSim.Output.Comparisons;

namespace CostSim.Output.Tests.Comparisons;

public class IncreaseGateTests
{
    [Theory]
    [InlineData(0.01, 0.05, GateVerdict.Passed)] // up to the bar is allowed
    [InlineData(-0.20, -0.10, GateVerdict.Passed)]
    [InlineData(0.04, 0.0501, GateVerdict.Inconclusive)]
    [InlineData(0.05, 0.07, GateVerdict.Inconclusive)]
    [InlineData(0.0501, 0.07, GateVerdict.Failed)]
    public void Only_an_interval_on_one_side_of_the_bar_decides(double low, double high, GateVerdict expected) =>
        Assert.Equal(expected, IncreaseGate.Of(Of(low, high), 0.05));

    [Fact]
    public void The_worst_of_what_is_gated_counts_and_too_few_trials_decide_nothing()
    {
        Assert.Equal(GateVerdict.Passed, IncreaseGate.Of([Of(0, 0), Of(0.1, 0.2) with { IsGated = false }], 0.05));
        Assert.Equal(GateVerdict.Inconclusive, IncreaseGate.Of([Of(0, 0), new Increase("P95", null, IsGated: true)], 0.05));
        Assert.Equal(GateVerdict.Failed, IncreaseGate.Of([Of(0.04, 0.06), Of(0.06, 0.08)], 0.05));
    }

    private static Increase Of(double low, double high) => new("P95", new Estimate((low + high) / 2, low, high), IsGated: true);
}
