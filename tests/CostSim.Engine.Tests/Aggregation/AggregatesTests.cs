using CostSim.Engine.Aggregation;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests.Aggregation;

public class AggregatesTests
{
    private static readonly Plan OneAtom = Planner.Build(Repository.FiftyAtoms(), 1);

    [Fact]
    public void Merging_in_any_order_is_taking_all_blocks()
    {
        var whole = Of(0, 1, 2, 3);
        var merged = Of(3);
        merged.Merge(Of(1, 0));
        merged.Merge(Of(2));

        Assert.Equal(4 * 1024, merged.Trials);
        Assert.Equal(Simulation.ResultHash([whole]), Simulation.ResultHash([merged]));
    }

    [Fact]
    public void A_missing_or_doubled_block_is_another_result()
    {
        var hashes = new[] { Of(0, 1), Of(0, 1, 1), Of(0), Of(0, 2) }.Select(result => Simulation.ResultHash([result]));

        Assert.Equal(4, hashes.Distinct().Count());
    }

    [Fact]
    public void Measures_are_those_of_the_trials()
    {
        var block = BlockEvaluator.Create(OneAtom, 1, KernelSelector.Selected).Evaluate(0, 700);
        var result = new Aggregates(OneAtom);
        result.Add(block);
        var sample = new Sample([.. block.Phase(2, Measure.OutputTokens).ToArray().Select(step => (double)step)]);
        var moments = result.Phase(2, Measure.OutputTokens).Moments;

        Assert.Equal(700, result.Trials);
        Assert.Equal(sample.Mean, moments.Mean, sample.Mean * 1e-12);
        Assert.Equal(sample.StandardDeviation, moments.StandardDeviation, sample.StandardDeviation * 1e-6);
        Assert.Equal(700, result.Phase(2, Measure.OutputTokens).Histogram.Cells().Sum(cell => cell.Count));
    }

    [Fact]
    public void Of_late_trials_costs_of_the_run_are_kept_alone_and_are_still_those_of_the_phases()
    {
        var plan = Planner.Build(Repository.FiftyAtoms(), 50);
        var result = new Aggregates(plan);
        var evaluator = BlockEvaluator.Create(plan, 1, KernelSelector.Selected);
        evaluator.KeepsAllTokens = true;
        result.Add(evaluator.Evaluate(TrialBlock.DetailedTrialsMax - BlockEvaluator.BlockSize, BlockEvaluator.BlockSize));
        var late = evaluator.Evaluate(TrialBlock.DetailedTrialsMax, 700);
        result.Add(late);

        Assert.Equal(BlockEvaluator.BlockSize + 700, result.Total(Measure.Cost).Moments.Count);
        Assert.All([result.Total(Measure.Calls), result.Phase(2, Measure.Cost), result.Phase(2, Measure.InputTokens)],
            kept => Assert.Equal(BlockEvaluator.BlockSize, kept.Moments.Count));
        for (var t = 0; t < late.Count; t++)
            Assert.Equal(Enumerable.Range(0, plan.Phases.Count).Sum(p => late.Phase(p, Measure.Cost)[t]), late.Total(Measure.Cost)[t]);
    }

    [Theory]
    [InlineData(false, 1024)]
    [InlineData(true, 2048)]
    public void Tokens_and_calls_of_phases_are_of_the_first_trials_unless_asked_for(bool keepsAll, int kept)
    {
        var plan = Planner.Build(Repository.FiftyAtoms(), 1);
        var result = new Aggregates(plan);
        var evaluator = BlockEvaluator.Create(plan, 1, KernelSelector.Selected);
        evaluator.KeepsAllTokens = keepsAll;
        result.Add(evaluator.Evaluate(TrialBlock.TokensOfPhasesTrialsMax - BlockEvaluator.BlockSize, BlockEvaluator.BlockSize));
        result.Add(evaluator.Evaluate(TrialBlock.TokensOfPhasesTrialsMax, BlockEvaluator.BlockSize));

        Assert.All([result.Total(Measure.Calls), result.Total(Measure.InputTokens), result.Phase(2, Measure.Cost)],
            measure => Assert.Equal(2048, measure.Moments.Count));
        Assert.All([result.Phase(2, Measure.Calls), result.Phase(2, Measure.InputTokens), result.Phase(2, Measure.OutputTokens)], measure =>
        {
            Assert.Equal(kept, measure.Moments.Count);
            Assert.Equal(kept, measure.Histogram.Cells().Sum(cell => cell.Count));
        });
    }

    [Fact]
    public void Counts_of_calls_have_cells_of_their_own_up_to_a_million()
    {
        Assert.NotNull(new Aggregates(Planner.Build(Repository.FiftyAtoms(), 2_900)).Total(Measure.Calls).Histogram.ExactMax);
        Assert.Null(new Aggregates(Planner.Build(Repository.FiftyAtoms(), 3_000)).Total(Measure.Calls).Histogram.ExactMax);
    }

    private static Aggregates Of(params int[] blocks)
    {
        var result = new Aggregates(OneAtom);
        var evaluator = BlockEvaluator.Create(OneAtom, 1, KernelSelector.Selected);
        foreach (var block in blocks)
            result.Add(evaluator.Evaluate(block * BlockEvaluator.BlockSize, BlockEvaluator.BlockSize));
        return result;
    }
}
