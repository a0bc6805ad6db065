using CostSim.Numerics.Distributions;
using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>
/// Run-level draws joined by a normal copula: each draw's deviate is a weighted sum of independent deviates, its own and those of the draws
/// before it, and its value is its quantile at the deviate's probability. So marginal distributions are unchanged.
/// </summary>
/// <param name="Draws">Indices of <see cref="Plan.RunDraws"/>.</param>
/// <param name="Weights">For each draw, the weights of the independent deviates, its own and those of earlier draws.</param>
/// <param name="Pairs">The requested correlations, by indices of <see cref="Draws"/>.</param>
public sealed record CorrelatedDraws(
    IReadOnlyList<int> Draws, double[][] Weights, IReadOnlyList<(int First, int Second, Correlation Asked)> Pairs)
{
    /// <summary>
    /// Makes one group for all amounts that are correlated with each other, directly or through others, and that the plan draws.
    /// </summary>
    internal static IReadOnlyList<CorrelatedDraws> Of(Scenario scenario, FactorBook book)
    {
        var groups = new List<List<(int First, int Second, Correlation Asked)>>();
        foreach (var asked in scenario.Correlations)
        {
            if (book.RunDrawOf(asked.First) is not { } first || book.RunDrawOf(asked.Second) is not { } second)
                continue;
            var touched = groups.Where(
                group => group.Any(pair => pair.First == first || pair.Second == first || pair.First == second || pair.Second == second))
                    .ToList();
            groups.RemoveAll(touched.Contains);
            groups.Add([.. touched.SelectMany(group => group), (first, second, asked)]);
        }

        return [.. groups.Select(Group)];
    }

    private static CorrelatedDraws Group(List<(int First, int Second, Correlation Asked)> pairs)
    {
        // In the order of the scenario's text, so that the order of conditioning does not depend on the phases.
        int[] draws = [.. pairs.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct()];
        var ranks = draws.Select(row => draws.Select(column => row == column ? 1.0 : 0.0).ToArray()).ToArray();
        var places = pairs.Select(pair => (First: Array.IndexOf(draws, pair.First), Second: Array.IndexOf(draws, pair.Second), pair.Asked))
            .ToList();
        foreach (var (first, second, asked) in places)
            (ranks[first][second], ranks[second][first]) = (asked.Rank, asked.Rank);
        var weights = RankCorrelation.Weights(ranks)
            ?? throw new InvalidOperationException("The reader should have rejected these correlations.");
        return new CorrelatedDraws(draws, weights, places);
    }
}
