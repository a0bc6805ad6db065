using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests.Execution;

public class BlockEvaluatorTests
{
    private static readonly Plan OneAtom = Planner.Build(Repository.FiftyAtoms(), 1);

    [Fact]
    public void Blocks_have_the_same_trials_in_any_order_and_after_any_other()
    {
        var evaluator = BlockEvaluator.Create(OneAtom, 7, KernelSelector.Selected);
        var forwards = new[] { 0, 1, 2 }.Select(block => Costs(evaluator, block)).ToList();
        var backwards = new[] { 2, 1, 0 }.Select(block => Costs(evaluator, block)).Reverse().ToList();

        Assert.Equal(forwards, backwards);
        Assert.Equal(forwards[1], Costs(BlockEvaluator.Create(OneAtom, 7, KernelSelector.Selected), 1));
        Assert.NotEqual(forwards[0], forwards[1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1023)]
    public void A_short_block_is_the_beginning_of_a_whole_one(int count)
    {
        var evaluator = BlockEvaluator.Create(OneAtom, 7, KernelSelector.Selected);
        var whole = Costs(evaluator, 5);

        Assert.Equal(whole[..count], evaluator.Evaluate(5 * BlockEvaluator.BlockSize, count).Total(Measure.Cost).ToArray());
    }

    [Fact]
    public void A_block_tells_which_trials_it_holds()
    {
        var block = BlockEvaluator.Create(OneAtom, 7, KernelSelector.Selected).Evaluate(2048, 100);

        Assert.Equal((2048, 100, 100), (block.FirstTrial, block.Count, block.Phase(3, Measure.Calls).Length));
        Assert.Same(OneAtom, block.Plan);
    }

    [Fact]
    public void The_run_is_the_sum_of_its_phases()
    {
        var block = BlockEvaluator.Create(OneAtom, 7, KernelSelector.Selected).Evaluate(0, 1000);
        foreach (var measure in Measures.OfTokens)
        {
            for (var t = 0; t < block.Count; t++)
            {
                long sum = 0;
                for (var phase = 0; phase < OneAtom.Phases.Count; phase++)
                    sum += block.Phase(phase, measure)[t];
                Assert.Equal(sum, block.Total(measure)[t]);
            }
        }
    }

    private static long[] Costs(BlockEvaluator evaluator, int block) =>
        evaluator.Evaluate(block * BlockEvaluator.BlockSize, BlockEvaluator.BlockSize).Total(Measure.Cost).ToArray();
}
