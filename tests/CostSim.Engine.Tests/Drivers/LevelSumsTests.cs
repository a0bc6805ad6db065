using CostSim.Engine.Drivers;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Tests.Drivers;

/// <summary>The levels' variances against closed forms.</summary>
public class LevelSumsTests
{
    /// <summary>One item in a hundred, one call, uniform: all of it is chance, though hardly any single item is ever called.</summary>
    [Fact]
    public void Of_a_rare_phase_without_run_level_factors_everything_is_calls()
    {
        var sums = Run("""
            { "name": "Rare", "items": 300, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "B", "share": 0.001, "inputTokens": 1000, "outputTokens": { "range": [1000, 3000], "level": "call" } } ] }
            """);
        var variance = sums.Cost.Variance(Jackknife.None);

        // Either difference is that of two independent runs.
        Require(1, sums.Levels.ByCalls, variance);
        Require(1, sums.Levels.ByItemsAndCalls, variance);
    }

    /// <summary>
    /// Ten items: run, item and call uniform, relative variances a, b, c: (1 + a)((1 + b)(1 + c) − 1)/10 + a, of which by calls (1 + a)(1 +
    /// b)c/10.
    /// </summary>
    [Fact]
    public void Products_over_the_levels_have_the_variances_of_their_law()
    {
        var sums = Run("""
            { "name": "Levels", "items": 10, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "factors": { "ofRun": { "range": [0.9, 1.1], "level": "run" }, "ofItem": { "range": [0.5, 1.5], "level": "item" } },
              "phases": [ { "id": "B", "inputTokens": 0, "outputTokens": { "product": [{ "range": [1000, 3000], "level": "call" }, "ofRun", "ofItem"] } } ] }
            """);
        var (a, b, c) = (0.01 / 3, 0.25 / 3, 0.25 / 3);
        var (calls, within) = ((1 + a) * (1 + b) * c / 10, (1 + a) * ((1 + b) * (1 + c) - 1) / 10);
        var variance = sums.Cost.Variance(Jackknife.None);

        Require(calls / (within + a), sums.Levels.ByCalls, variance);
        Require(within / (within + a), sums.Levels.ByItemsAndCalls, variance);
        // A fault that must show: calls taken for items.
        Assert.True(
            Math.Abs(Share(sums.Levels.ByCalls, variance).Value - within / (within + a)) > 5
                * Share(sums.Levels.ByCalls, variance).Uncertainty);
    }

    [Theory]
    [InlineData(0, 4096)]
    [InlineData(16_384, 4096)]
    [InlineData(17_500, 2048)]
    [InlineData(65_536, 1024)]
    [InlineData(1e12, 256)]
    public void Trials_that_take_long_are_drawn_again_less_often(double draws, long trials) =>
        Assert.Equal(trials, LevelSums.TrialsFor(draws));

    [Fact]
    public void Of_fewer_trials_the_first_are_drawn_again()
    {
        var plan = Planner.Build(Repository.FiftyAtoms(), 4000);
        var sums = new DriverSums(plan with { Items = 1 }, 1, KernelSelector.Selected);
        var heavy = new LevelSums(plan, 1, KernelSelector.Selected);
        var evaluator = BlockEvaluator.Create(plan with { Items = 1 }, 1, KernelSelector.Selected);
        sums.Add(evaluator.Evaluate(0, 700));

        Assert.Equal(256, heavy.Trials);
        Assert.Equal(700, sums.Levels.ByCalls.Count);
    }

    private static DriverSums Run(string json)
    {
        var scenario = Repository.Read(json);
        return Simulation.Run([Planner.Build(scenario, scenario.Items)], new SimulationOptions(1, 16_384, 2))[0].Drivers!;
    }

    private static Estimate Share(BatchedSquares differences, double variance) =>
        Jackknife.Of(leftOut => differences.MeanSquare(leftOut) / 2 / variance);

    private static void Require(double expected, BatchedSquares differences, double variance)
    {
        var share = Share(differences, variance);
        Assert.True(Math.Abs(share.Value - expected) <= 2 * share.Uncertainty && share.Uncertainty < 0.2, $"{share} instead of {expected}");
    }
}
