using CostSim.Numerics.Distributions;

namespace CostSim.Numerics.Tests.Distributions;

public class RankCorrelationTests
{
    [Fact]
    public void Ranks_and_deviates_are_translated_by_the_formula_of_the_textbook()
    {
        Assert.Equal(0.6180339887498949, RankCorrelation.OfDeviates(0.6), 1e-15); // 2·sin(18°), the golden ratio less one
        Assert.Equal(0.6, RankCorrelation.OfRanks(0.6180339887498949), 1e-15);
        Assert.Equal(-1, RankCorrelation.OfDeviates(-1), 1e-15);
    }

    [Fact]
    public void Weights_give_the_correlations_back()
    {
        double[][] ranks = [[1, 0.6, -0.3], [0.6, 1, 0.2], [-0.3, 0.2, 1]];
        var weights = RankCorrelation.Weights(ranks)!;

        for (var row = 0; row < 3; row++)
        {
            Assert.All(weights[row][(row + 1)..], weight => Assert.Equal(0, weight));
            for (var column = 0; column < 3; column++)
                Assert.Equal(ranks[row][column], RankCorrelation.OfRanks(weights[row].Zip(weights[column], (a, b) => a * b).Sum()), 1e-12);
        }
    }

    [Fact]
    public void What_contradicts_itself_has_no_weights()
    {
        Assert.Null(RankCorrelation.Weights([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]));
        Assert.Null(RankCorrelation.Weights([[1, 1], [1, 1]]));
    }

    /// <summary>The example of Higham 2002: 1, 1, 0 become 0.7607, 0.7607, 0.1573.</summary>
    [Fact]
    public void The_nearest_matrix_is_that_of_the_literature()
    {
        var nearest = RankCorrelation.Nearest([[1, 1, 0], [1, 1, 1], [0, 1, 1]]);

        // Eigenvalues are kept above 0.006 here, and at 0 there.
        Assert.Equal(0.7607, RankCorrelation.OfDeviates(nearest[0][1]), 0.005);
        Assert.Equal(0.7607, RankCorrelation.OfDeviates(nearest[1][2]), 0.005);
        Assert.Equal(0.1573, RankCorrelation.OfDeviates(nearest[0][2]), 0.005);
    }

    [Fact]
    public void The_nearest_matrix_is_valid_when_rounded_to_three_decimals()
    {
        for (var size = 3; size <= 12; size++)
        {
            // Neighbours nearly alike, and nearly opposite to the ones after.
            double[][] ranks =
                [.. Enumerable.Range(0, size)
                    .Select(
                        row => Enumerable.Range(0, size).Select(column => row == column ? 1.0 : (row + column) % 3 == 0 ? -0.95 : 0.95)
                            .ToArray())];
            Assert.Null(RankCorrelation.Weights(ranks));
            var nearest = RankCorrelation.Nearest(ranks);

            Assert.NotNull(RankCorrelation.Weights([.. nearest.Select(row => row.Select(rank => Math.Round(rank, 3)).ToArray())]));
        }
    }
}
