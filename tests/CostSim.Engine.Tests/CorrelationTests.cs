using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>Correlated run parts: as asked, laws kept, everything else untouched.</summary>
public class CorrelationTests
{
    private const int Trials = 1_000_000;

    [Fact]
    public void A_million_trials_have_the_rank_correlations_that_were_asked_for()
    {
        // A uniform, a lognormal split over levels, a fitted law, a list, a clipped normal of which 1 % is tied.
        var scenario = Scenario(
            """
            { "between": ["factors.a", "factors.b"], "rank": 0.6 }, { "between": ["factors.c", "factors.d", "factors.e"], "matrix": [[1, -0.5, 0.3], [-0.5, 1, -0.8], [0.3, -0.8, 1]] },
            { "between": ["factors.a", "phases.p.inputTokens"], "rank": -0.2 }
            """);
        var plan = Planner.Build(scenario, 1);

        Assert.Equal([3, 3], plan.Correlated.Select(group => group.Draws.Count));
        var achieved = AchievedRank.Of(plan, 7, Trials, KernelSelector.Available[0]);
        Assert.Equal(5, achieved.Count);
        Assert.All(achieved, one => Assert.Equal(one.Asked.Rank, one.Rank!.Value, 0.01));
    }

    /// <summary>Of uniform laws, ranks have the correlation of the values: the variance of their sum is σ²·2(1 + ρ).</summary>
    [Theory]
    [InlineData(0.6)]
    [InlineData(-0.8)]
    [InlineData(0.05)]
    public void The_sum_of_two_uniform_amounts_has_the_variance_of_their_correlation(double rank)
    {
        var scenario = TwoUniform($$"""{ "between": ["phases.a.inputTokens", "phases.b.inputTokens"], "rank": {{rank}} }""");
        var table = Simulated.Table(scenario, 1, 200_000);
        var (a, b, sum) = (new Sample(table[1, Measure.InputTokens]), new Sample(table[2, Measure.InputTokens]),
            new Sample(table[0, Measure.InputTokens]));

        var one = 1000.0 * 1000 / 12;
        Assert.Equal(1500, a.Mean, 5 * a.MeanError);
        Assert.Equal(1500, b.Mean, 5 * b.MeanError);
        Assert.Equal(one, b.Variance, 5 * b.VarianceError);
        Assert.Equal(2 * one * (1 + rank), sum.Variance, 5 * sum.VarianceError);
        Assert.Equal(rank, MathNet.Numerics.Statistics.Correlation.Spearman(a.Values, b.Values), 0.01);
    }

    [Fact]
    public void What_is_not_correlated_keeps_its_bits()
    {
        var alone = Simulated.Run(Planner.Build(Scenario(""), 3), 5_000);
        var correlated = Simulated.Run(Planner.Build(Scenario("""{ "between": ["factors.c", "factors.d"], "rank": 0.9 }"""), 3), 5_000);

        Assert.Equal(alone.Steps(1, Measure.InputTokens), correlated.Steps(1, Measure.InputTokens));
        Assert.NotEqual(alone.Steps(2, Measure.OutputTokens), correlated.Steps(2, Measure.OutputTokens));
    }

    [Fact]
    public void Correlations_have_the_same_bits_with_all_kernels_and_threads()
    {
        var plan = Planner.Build(Scenario("""{ "between": ["factors.a", "factors.b", "factors.c", "factors.d"], "rank": 0.4 }"""), 2);
        var hashes = KernelSelector.Available.SelectMany(kernels => new[] { 1, 3 }.Select(threads =>
            Simulation.ResultHash(Simulation.Run([plan], new SimulationOptions(5, 20_000, threads) { Kernels = kernels })))).Distinct();

        Assert.Single(hashes);
    }

    [Fact]
    public void What_the_plan_does_not_draw_is_left_out_and_what_is_held_has_no_rank()
    {
        var unused = Repository.Read(
            """
            { "name": "x", "items": 1, "model": "gpt-5", "tier": "batch", "spread": {}, "factors": { "a": [1, 2], "b": [3, 4], "c": [5, 6] },
              "phases": [ { "id": "p", "inputTokens": "a", "outputTokens": "b" } ],
              "correlations": [ { "between": ["factors.a", "factors.b", "factors.c"], "rank": 0.5 } ] }
            """);
        var group = Assert.Single(Planner.Build(unused, 1).Correlated);
        Assert.Equal((2, 1), (group.Draws.Count, group.Pairs.Count));

        Assert.Null(Assert.Single(AchievedRank.Of(Planner.Build(unused, 1, fixRun: true), 1, 1000, KernelSelector.Available[0])).Rank);
        Assert.Empty(AchievedRank.Of(Planner.Build(Scenario(""), 1), 1, 1000, KernelSelector.Available[0]));
    }

    private static Scenario TwoUniform(string correlations) => Repository.Read(
        $$"""
        { "name": "x", "items": 1, "model": "gpt-5", "tier": "batch", "spread": {}, "phases": [
          { "id": "a", "inputTokens": [1000, 2000], "outputTokens": 0 }, { "id": "b", "inputTokens": [1000, 2000], "outputTokens": 0 } ],
          "correlations": [ {{correlations}} ] }
        """);

    private static Scenario Scenario(string correlations) => Repository.Read(
        $$"""
        { "name": "x", "items": 3, "model": "gpt-5", "tier": "batch", "spread": { "item": 0.1, "call": 0.2 },
          "factors": {
            "a": { "range": [1, 2], "level": "run" }, "b": { "90%": [300, 900] },
            "c": { "percentiles": { "min": 0, "p10": 400, "p50": 900, "p90": 2500 }, "level": "run" },
            "d": { "values": [{{string.Join(", ", Enumerable.Range(1, 300).Select(i => i * i))}}], "level": "run" },
            "e": { "normal": { "mean": 1000, "sd": 400 }, "clip": [0, 2000], "level": "run" } },
          "phases": [
            { "id": "p", "inputTokens": [1000, 2000], "visibleTokens": "b", "billedPerVisible": "a" },
            { "id": "q", "inputTokens": "c", "visibleTokens": "d", "reasoningTokens": "e" } ],
          "correlations": [ {{correlations}} ] }
        """);
}
