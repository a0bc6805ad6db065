using CostSim.Engine.Drivers;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Tests.Drivers;

public class DriverSumsTests
{
    private static readonly Plan OneAtom = Planner.Build(Repository.FiftyAtoms(), 1);

    [Fact]
    public void Threads_and_widths_change_no_bit()
    {
        var expected = Numbers(Run(new SimulationOptions(3, 9_000, 1)));

        Assert.Equal(expected, Numbers(Run(new SimulationOptions(3, 9_000, 3))));
        Assert.Equal(expected, Numbers(Run(new SimulationOptions(3, 9_000, 2) { Kernels = KernelSelector.Select("scalar") })));
        Assert.NotEqual(expected, Numbers(Run(new SimulationOptions(4, 9_000, 3))));
    }

    [Fact]
    public void Trials_beyond_the_first_are_not_taken()
    {
        var sums = new DriverSums(OneAtom, 1, KernelSelector.Selected);
        var evaluator = BlockEvaluator.Create(OneAtom, 1, KernelSelector.Selected);
        sums.Add(evaluator.Evaluate(DriverSums.TrialsMax - BlockEvaluator.BlockSize, BlockEvaluator.BlockSize));
        sums.Add(evaluator.Evaluate(DriverSums.TrialsMax, BlockEvaluator.BlockSize));

        Assert.Equal(BlockEvaluator.BlockSize, sums.Trials);
    }

    [Fact]
    public void Every_uncertain_factor_of_the_run_is_there_once_by_its_path()
    {
        var paths = new DriverSums(OneAtom, 1, KernelSelector.Selected).Factors.Select(factor => factor.Path).ToList();

        Assert.Equal(paths.Distinct(), paths);
        Assert.Contains("factors.medium", paths);
        Assert.Contains("phases.P4.visibleTokens", paths);
        Assert.Contains("phases.P4.retry.rate", paths);
        Assert.Equal(
            OneAtom.RunDraws.Select(
                draw => draw.Name.Replace("/present", "", StringComparison.Ordinal).Replace("/run", "", StringComparison.Ordinal))
                    .Distinct().Order(), paths.Order());
    }

    [Fact]
    public void Held_factors_are_no_drivers() =>
        Assert.Empty(new DriverSums(Planner.Build(Repository.FiftyAtoms(), 1, fixRun: true), 1, KernelSelector.Selected).Factors);

    [Fact]
    public void Shares_of_phases_are_covariances_and_add_up_to_one()
    {
        var sums = new DriverSums(OneAtom, 1, KernelSelector.Selected);
        var block = BlockEvaluator.Create(OneAtom, 1, KernelSelector.Selected).Evaluate(0, 1000);
        sums.Add(block);
        var total = block.Total(Measure.Cost).ToArray();
        var mean = total.Average(cost => (double)cost);
        var variance = total.Sum(cost => (cost - mean) * (cost - mean));

        Assert.Equal(1, sums.PhaseShares()!.Sum(), 1e-12);
        for (var p = 0; p < OneAtom.Phases.Count; p++)
        {
            var covariance = block.Phase(p, Measure.Cost).ToArray().Select((cost, t) => cost * (total[t] - mean)).Sum();
            Assert.Equal(covariance / variance, sums.PhaseShares()![p], 1e-9);
        }
    }

    /// <summary>
    /// What can be drawn at most, ten rounds of retries of every item, is a billion times what is drawn: the sums must not be rounded to
    /// it.
    /// </summary>
    [Fact]
    public void A_tail_that_nobody_draws_leaves_every_figure_as_it_is()
    {
        var plan = Planner.Build(
            Repository.Read("""
                { "name": "Far", "items": 2000, "model": "gpt-5-mini", "tier": "batch", "spread": {},
                  "phases": [ { "id": "B", "share": [0.001, 0.004], "inputTokens": 1000, "outputTokens": { "90%": [300, 3000] }, "retry": { "rate": [0.05, 0.2], "rounds": 10 } } ] }
                """), 2000);
        var (sums, aggregates) = (new DriverSums(plan, 1, KernelSelector.Selected), new Engine.Aggregation.Aggregates(plan));
        var block = BlockEvaluator.Create(plan, 1, KernelSelector.Selected).Evaluate(0, 1024);
        sums.Add(block);
        aggregates.Add(block);
        var costs = block.Total(Measure.Cost).ToArray().Select(cost => (double)cost).ToArray();
        var mean = costs.Average();
        var variance = costs.Sum(cost => (cost - mean) * (cost - mean)) / (costs.Length - 1);

        Assert.True(plan.Drawable.Cost.Max / plan.UsdPerCostStep > 1e4 * mean);
        Assert.Equal(variance, sums.Cost.Variance(Jackknife.None), variance * 1e-12);
        Assert.Equal(Math.Sqrt(variance), aggregates.Total(Measure.Cost).Moments.StandardDeviation, Math.Sqrt(variance) * 1e-12);
        Assert.All(sums.Factors, factor => Assert.InRange(factor.Sums.Mean(.., Jackknife.None), mean * (1 - 1e-12), mean * (1 + 1e-12)));
        Assert.Equal(1, Assert.Single(sums.PhaseShares()!), 1e-12);
    }

    /// <summary>A fault that must show: cells of words that the trials were not drawn from.</summary>
    [Fact]
    public void Words_of_another_seed_find_no_driver()
    {
        var (right, wrong) = (Run(new SimulationOptions(1, 16_384, 1)), new DriverSums(OneAtom, 2, KernelSelector.Selected));
        var evaluator = BlockEvaluator.Create(OneAtom, 1, KernelSelector.Selected);
        for (var block = 0; block < 16; block++)
            wrong.Add(evaluator.Evaluate(block * BlockEvaluator.BlockSize, BlockEvaluator.BlockSize));

        Assert.True(Share(right) > 0.15);
        Assert.True(Math.Abs(Share(wrong)) < 0.01);

        static double Share(DriverSums sums) =>
            sums.Factors.Single(factor => factor.Path == "factors.medium").Sums.VarianceOfMeans(Jackknife.None)
                / sums.Cost.Variance(Jackknife.None);
    }

    private static DriverSums Run(SimulationOptions options) => Simulation.Run([OneAtom], options)[0].Drivers!;

    private static double[] Numbers(DriverSums sums) =>
    [
        sums.Trials, sums.Cost.Variance(Jackknife.None), .. sums.Factors.Select(factor => factor.Sums.VarianceOfMeans(3)),
        .. sums.PhaseShares()!,
        sums.Levels.ByCalls.MeanSquare(7), sums.Levels.ByItemsAndCalls.MeanSquare(7),
    ];
}
