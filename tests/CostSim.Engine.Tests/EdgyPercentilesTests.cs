using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Engine.Tests.Oracles;

namespace CostSim.Engine.Tests;

/// <summary>
/// Percentiles that lie close to the ends: most values are near one end or the other, and quantiles of the tails are the end itself, to the
/// last place.
/// </summary>
public class EdgyPercentilesTests
{
    private const int Trials = 8000;

    [Theory]
    [InlineData("\"min\": 2, \"p10\": 2.44, \"p50\": 11, \"p90\": 19.56, \"max\": 20")]
    [InlineData("\"min\": 2, \"p20\": 2.3, \"p50\": 11, \"p80\": 19.7, \"max\": 20")]
    public void Both_methods_draw_what_lies_within_the_ends(string percentiles)
    {
        var scenario = Repository.Read($$"""
            { "name": "x", "items": 100, "model": "gpt-5-mini", "tier": "batch", "spread": {}, "phases": [ { "id": "a", "outputTokens": 0,
              "inputTokens": { "product": [1000, { "percentiles": { {{percentiles}} }, "level": "call" }] } } ] }
            """);
        var exact = Planner.Build(scenario, scenario.Items);
        var atOnce = exact with { Collapse = CollapsePlanner.Build(exact).Collapse };
        Assert.NotNull(atOnce.Collapse);
        var one = Simulated.Run(exact, Trials).Table()[1, Measure.InputTokens];
        var all = Simulated.Run(atOnce, Trials).Table()[1, Measure.InputTokens];

        Assert.All(one, tokens => Assert.InRange(tokens, 100 * 2000, 100 * 20_000));
        // The law is symmetric about 11, and each of 100 calls lies 9 from it at most.
        Assert.Equal(1_100_000, one.Average(), 5 * Deviation(one) / Math.Sqrt(Trials));
        Assert.Equal(1_100_000, all.Average(), 5 * Deviation(one) / Math.Sqrt(Trials));
        Assert.InRange(Deviation(all) / Deviation(one), 0.96, 1.04);
    }

    private static double Deviation(double[] values) =>
        Math.Sqrt(values.Average(value => value * value) - values.Average() * values.Average());
}
