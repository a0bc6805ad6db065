using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Engine.Tests.Oracles.Law;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Tests.Aggregation;

/// <summary>What can be drawn may lie many orders above what is drawn; moments and drivers are those of the trials all the same.</summary>
public class WideRangeTests
{
    private const int Trials = 10_000;

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1_000)]
    public void The_deviation_is_that_of_the_trials(int rounds)
    {
        var scenario = Repository.Read($$"""
            { "name": "Rare and retried", "items": 50000, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.1, "call": 0.1 },
              "phases": [ { "id": "rare", "share": [0.0001, 0.0004], "inputTokens": 1000, "outputTokens": { "90%": [300, 60000] }, "retry": { "rate": [0.05, 0.2], "rounds": {{rounds}} } } ] }
            """);
        var run = Simulated.Run(LawTrial.Choose(scenario, scenario.Items).Plan, Trials);
        var cost = run.Aggregates[0].Total(Measure.Cost);
        var sample = new Sample(run.Table()[0, Measure.Cost]);

        Assert.Equal(1, cost.Moments.Mean * cost.UnitsPerStep / sample.Mean, 1e-6);
        Assert.Equal(1, cost.Moments.StandardDeviation * cost.UnitsPerStep / sample.StandardDeviation, 1e-4);
    }

    /// <summary>Where trials differ, their variance is above nothing, in the sums that say what drives the cost too.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Drivers_have_the_variance_of_the_trials(ulong seed)
    {
        var scenario = Repository.Law("rare-phase-retried-ten-times");
        var run = Simulated.Run(LawTrial.Choose(scenario, scenario.Items).Plan, Trials, seed);
        var (sums, costs) = (run.Aggregates[0].Drivers!, run.Table()[0, Measure.Cost]);

        for (var leftOut = 0; leftOut < Jackknife.Batches; leftOut++)
        {
            var sample = new Sample([.. costs.Where((_, trial) => trial % Jackknife.Batches != leftOut)]);
            Assert.Equal(1, Math.Sqrt(sums.Cost.Variance(leftOut)) * sums.UsdPerStep / sample.StandardDeviation, 1e-3);
        }
    }

    /// <summary>Nothing is drawn once a run: items and calls make all of the variance.</summary>
    [Fact]
    public void Of_a_rare_phase_without_run_factors_calls_make_the_variance()
    {
        var scenario = Repository.Law("rare-phase-without-run-factors");
        var sums = Simulated.Run(LawTrial.Choose(scenario, scenario.Items).Plan, 1 << 16).Aggregates[0].Drivers!;
        var byItemsAndCalls = sums.Levels.ByItemsAndCalls.MeanSquare(Jackknife.None) / 2 / sums.Cost.Variance(Jackknife.None);

        Assert.InRange(byItemsAndCalls, 0.8, 1.2);
    }
}
