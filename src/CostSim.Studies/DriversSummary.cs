using CostSim.Engine.Drivers;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;

namespace CostSim.Studies;

/// <summary>
/// What drives a run's cost, all of it where there are people and tools beside the tokens: shares of its variance. The shares of
/// <see cref="Factors"/>, <see cref="Interactions"/>, and the items' and calls' shares of <see cref="Levels"/> add up to 1; so do those of
/// <see cref="Levels"/>, and those of <see cref="Phases"/>.
/// </summary>
/// <param name="Trials">Number of trials used, counted from the first.</param>
/// <param name="Factors">Every factor that is drawn once a run, the greatest share first.</param>
/// <param name="Interactions">
/// What run-level factors do together beyond what each does alone: the run's share of <see cref="Levels"/> less the shares of
/// <see cref="Factors"/>.
/// </param>
/// <param name="Levels">The shares of run, items and calls.</param>
/// <param name="Phases">Each phase and allowance with a cost that varies, in the run's order.</param>
public sealed record DriversSummary(
    long Trials, IReadOnlyList<FactorDriver> Factors, Estimate Interactions, LevelShares Levels, IReadOnlyList<PhaseDriver> Phases)
{
    /// <summary>
    /// Paths of factors that are correlated with others, in groups too large for shares: they have no share, and what they make is in
    /// <see cref="Interactions"/>.
    /// </summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>
    /// What is worth a row or a bar: factors whose share can be told from zero, the greatest first. Those that cannot, and those beyond the
    /// number asked for, are only counted and summed up.
    /// </summary>
    /// <param name="most">So many at most.</param>
    public DriverSelection Selection(int most)
    {
        var shown = Factors.Where(factor => factor.Share.Low > 0).Take(most).ToList();
        var others = Factors.Except(shown).ToList();
        return new DriverSelection(shown, others.Count, others.Sum(factor => factor.Share.Value));
    }

    /// <summary>With fewer trials nothing is said.</summary>
    private const long TrialsMin = 256;

    /// <summary>The drivers, or null where the cost does not vary, or hardly ever, or the trials are too few.</summary>
    public static DriversSummary? Of(Plan plan, DriverSums sums)
    {
        if (sums.Trials < TrialsMin || !Varies(sums) || sums.PhaseShares() is not { } phaseShares)
            return null;
        var factors = sums.Factors.Select(factor => new FactorDriver(
            factor.Path, Jackknife.Of(leftOut => factor.Sums.VarianceOfMeans(leftOut) / sums.Cost.Variance(leftOut)),
            End(sums, factor.Sums, factor.Low), End(sums, factor.Sums, factor.High)));
        var correlated = sums.Groups.SelectMany(group => group.Factors.Select((factor, i) => new FactorDriver(
            factor.Path, Jackknife.Of(leftOut => group.Shapley(i, leftOut) / sums.Cost.Variance(leftOut)),
            End(sums, group.Of(i), factor.Low), End(sums, group.Of(i), factor.High))
        { IsCorrelated = true }));
        return new DriversSummary(
            sums.Trials,
            [.. factors.Concat(correlated).OrderByDescending(factor => factor.Share.Value)],
            Jackknife.Of(leftOut => 1 - Within(sums, sums.Levels.ByItemsAndCalls, leftOut)
                - (sums.Factors.Sum(factor => factor.Sums.VarianceOfMeans(leftOut)) + sums.Groups.Sum(group => group.Explained(leftOut)))
                    / sums.Cost.Variance(leftOut)),
            new LevelShares(
                Jackknife.Of(leftOut => 1 - Within(sums, sums.Levels.ByItemsAndCalls, leftOut)),
                Jackknife.Of(leftOut => Within(sums, sums.Levels.ByItemsAndCalls, leftOut) - Within(sums, sums.Levels.ByCalls, leftOut)),
                Jackknife.Of(leftOut => Within(sums, sums.Levels.ByCalls, leftOut))),
            [.. plan.Phases.Select((phase, index) => new PhaseDriver(phase.Id, phase.Name, phaseShares[index])).Where(
                (_, index) => phaseShares[index] != 0)])
        {
            Unread = sums.Unread,
        };
    }

    private static FactorPoint? End(DriverSums sums, CellSums cells, FactorEnd end)
    {
        // So many that every batch has some.
        if (cells.Count(end.Cells) < 10 * Jackknife.Batches)
            return null;
        return new FactorPoint(end.Name, end.Value, Jackknife.Of(leftOut => cells.Mean(end.Cells, leftOut) * sums.UsdPerStep));
    }

    /// <summary>The share of what was drawn anew: half the mean square of the differences.</summary>
    private static double Within(
        DriverSums sums, BatchedSquares differences, int leftOut) => differences.MeanSquare(leftOut) / 2 / sums.Cost.Variance(leftOut);

    /// <summary>Whether the cost varies, and in more than one batch: else the shares of what varies have no interval.</summary>
    private static bool Varies(
        DriverSums sums) => Enumerable.Range(Jackknife.None, Jackknife.Batches + 1).All(leftOut => sums.Cost.Variance(leftOut) > 0);
}

/// <summary>Which factors are shown.</summary>
/// <param name="Shown">These, the greatest share first.</param>
/// <param name="Others">Number of the others.</param>
/// <param name="OthersShare">Their shares together, noise with its sign.</param>
public sealed record DriverSelection(IReadOnlyList<FactorDriver> Shown, int Others, double OthersShare);

/// <summary>A factor that is drawn once a run.</summary>
/// <param name="Path">The amount's path: <c>factors.medium</c>, <c>phases.P4.visibleTokens</c>.</param>
/// <param name="Share">
/// Its share of the variance of the run's cost: by itself (first order), or, where it is correlated with others, its Shapley value.
/// </param>
/// <param name="Low">The cost at its low end; null where too few trials are there.</param>
/// <param name="High">The cost at its high end.</param>
public sealed record FactorDriver(string Path, Estimate Share, FactorPoint? Low, FactorPoint? High)
{
    /// <summary>Whether it is drawn together with others.</summary>
    public bool IsCorrelated { get; init; }

    /// <summary>The mean cost at the high end less that at the low end, in USD.</summary>
    public double? SwingUsd => High?.CostUsd.Value - Low?.CostUsd.Value;
}

/// <summary>The mean cost of a run at a place of a factor's law.</summary>
/// <param name="At">Where: <c>P10</c>, <c>P90</c>; <c>least</c>, <c>greatest</c>; <c>absent</c>, <c>present</c>.</param>
/// <param name="Value">The amount's run-level part there, in its unit.</param>
/// <param name="CostUsd">The mean cost of the trials around there, in USD.</param>
public sealed record FactorPoint(string At, double Value, Estimate CostUsd);

/// <summary>Shares of the variance of the run's cost by the level at which a value is drawn.</summary>
/// <param name="Run">Unknown before the run.</param>
/// <param name="Item">Items that differ.</param>
/// <param name="Call">Answers that differ, and what happens to each call by chance.</param>
public sealed record LevelShares(Estimate Run, Estimate Item, Estimate Call);

/// <summary>A phase's share: the covariance of its cost with the run's, over the run's variance.</summary>
/// <param name="Id">The phase's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Share">The share; below 0 where the phase costs less when the run costs more.</param>
public sealed record PhaseDriver(string Id, string Name, double Share);
