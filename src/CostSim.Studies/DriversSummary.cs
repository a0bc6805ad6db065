using CostSim.Engine.Drivers;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;

namespace CostSim.Studies;

/// <summary>
/// The drivers of a run's cost (including people and tools, if any): shares of its variance. The shares of
/// <see cref="Factors"/>, <see cref="Interactions"/>, and the items' and calls' shares of <see cref="Levels"/> add up to 1; so do those of
/// <see cref="Levels"/>, and those of <see cref="Phases"/>.
/// </summary>
/// <param name="Trials">Number of trials used, counted from the first.</param>
/// <param name="Factors">Every factor drawn once per run, the largest share first.</param>
/// <param name="Interactions">
/// Interactions of run-level factors beyond their individual shares: the run's share of <see cref="Levels"/> minus the shares of
/// <see cref="Factors"/>.
/// </param>
/// <param name="Levels">The shares of run, items and calls.</param>
/// <param name="Phases">Each phase and allowance with a cost that varies, in the run's order.</param>
public sealed record DriversSummary(
    long Trials, IReadOnlyList<FactorDriver> Factors, Estimate Interactions, LevelShares Levels, IReadOnlyList<PhaseDriver> Phases)
{
    /// <summary>
    /// Paths of factors in correlated groups too large for individual shares; their contribution is in
    /// <see cref="Interactions"/>.
    /// </summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>
    /// The factors worth a row or a bar: those whose share is distinguishable from zero, the largest first. The others, and those beyond
    /// the maximum number, are only counted and summed up.
    /// </summary>
    /// <param name="most">The maximum number.</param>
    public DriverSelection Selection(int most)
    {
        var shown = Factors.Where(factor => factor.Share.Low > 0).Take(most).ToList();
        var others = Factors.Except(shown).ToList();
        return new DriverSelection(shown, others.Count, others.Sum(factor => factor.Share.Value));
    }

    /// <summary>Minimum number of trials.</summary>
    private const long TrialsMin = 256;

    /// <summary>The drivers, or null if the cost does not vary, or hardly ever, or if there are too few trials.</summary>
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
        // Enough for every batch to have some.
        if (cells.Count(end.Cells) < 10 * Jackknife.Batches)
            return null;
        return new FactorPoint(end.Name, end.Value, Jackknife.Of(leftOut => cells.Mean(end.Cells, leftOut) * sums.UsdPerStep));
    }

    /// <summary>The share of the redrawn levels: half the mean squared difference.</summary>
    private static double Within(DriverSums sums, BatchedSquares differences, int leftOut) =>
        differences.MeanSquare(leftOut) / 2 / sums.Cost.Variance(leftOut);

    /// <summary>Whether the cost varies in more than one batch: otherwise shares have no interval.</summary>
    private static bool Varies(DriverSums sums) =>
        Enumerable.Range(Jackknife.None, Jackknife.Batches + 1).All(leftOut => sums.Cost.Variance(leftOut) > 0);
}

/// <summary>The factors shown.</summary>
/// <param name="Shown">The factors shown, the largest share first.</param>
/// <param name="Others">Number of the other factors.</param>
/// <param name="OthersShare">The sum of their shares, including noise with its sign.</param>
public sealed record DriverSelection(IReadOnlyList<FactorDriver> Shown, int Others, double OthersShare);

/// <summary>A factor drawn once per run.</summary>
/// <param name="Path">The amount's path: <c>factors.medium</c>, <c>phases.P4.visibleTokens</c>.</param>
/// <param name="Share">
/// Its share of the variance of the run's cost: its first-order share or, if it is correlated with others, its Shapley value.
/// </param>
/// <param name="Low">The cost at its low end; null if there are too few trials.</param>
/// <param name="High">The cost at its high end.</param>
public sealed record FactorDriver(string Path, Estimate Share, FactorPoint? Low, FactorPoint? High)
{
    /// <summary>Whether it is correlated with others.</summary>
    public bool IsCorrelated { get; init; }

    /// <summary>The mean cost at the high end minus that at the low end, in USD.</summary>
    public double? SwingUsd => High?.CostUsd.Value - Low?.CostUsd.Value;
}

/// <summary>The mean cost of a run at a point of a factor's distribution.</summary>
/// <param name="At">Where: <c>P10</c>, <c>P90</c>; <c>least</c>, <c>greatest</c>; <c>absent</c>, <c>present</c>.</param>
/// <param name="Value">The amount's run-level part there, in its unit.</param>
/// <param name="CostUsd">The mean cost of the trials around there, in USD.</param>
public sealed record FactorPoint(string At, double Value, Estimate CostUsd);

/// <summary>Shares of the variance of the run's cost by the level at which a value is drawn.</summary>
/// <param name="Run">Unknown before the run.</param>
/// <param name="Item">The share of variation between items.</param>
/// <param name="Call">The share of variation between calls.</param>
public sealed record LevelShares(Estimate Run, Estimate Item, Estimate Call);

/// <summary>A phase's share: the covariance of its cost with the run's, over the run's variance.</summary>
/// <param name="Id">The phase's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Share">The share; negative if the phase costs less when the run costs more.</param>
public sealed record PhaseDriver(string Id, string Name, double Share);
