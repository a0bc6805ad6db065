using CostSim.Numerics.Statistics;

namespace CostSim.Numerics.Tests.Statistics;

public class EnclosingRanksTests
{
    private static readonly double[] Probabilities = [0.5, 0.01, 0.999];

    [Fact]
    public void Each_size_of_a_sample_has_the_ranks_of_its_own_in_any_order_asked()
    {
        var ranks = new EnclosingRanks(Probabilities, 0.95);
        foreach (var count in new long[] { 1_000_000, 100, 0, 100, 1_000_000 })
            Assert.Equal(Probabilities.Select(p => OrderStatistics.Ranks(count, p, 0.95)), ranks.Of(count));
    }

    [Fact]
    public void They_are_found_once()
    {
        var ranks = new EnclosingRanks(Probabilities, 0.95);
        Assert.Same(ranks.Of(1000), ranks.Of(1000));
    }
}
