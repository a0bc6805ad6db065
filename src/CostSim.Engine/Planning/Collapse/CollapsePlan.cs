namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// A plan drawn once for all items: given the run-level draws, items are independent and alike, so that the totals over them are drawn directly,
/// counts as whole numbers and token sums with the mean and variance that the items give them (docs/numerics.md, "Collapse over items").
/// </summary>
/// <param name="Shared">Item-level draws that several sums use: one deviation of their average each.</param>
/// <param name="Phases">One for each phase of the plan, in its order.</param>
public sealed record CollapsePlan(IReadOnlyList<SharedNoise> Shared, IReadOnlyList<CollapsedPhase> Phases)
{
    /// <summary>Whether the totals of units go through the passages of the plan, group by group; else each phase says how its counts are drawn.</summary>
    public bool IsFlow { get; init; }
}

/// <summary>The average over the run's items of an item-level factor, or of what several of them do together beyond each alone.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Variation">The coefficient of variation, of one item.</param>
public sealed record SharedNoise(uint Stream, double Variation);

/// <summary>How the totals of a phase are drawn.</summary>
/// <param name="Taken">Units taken, or null for all.</param>
/// <param name="Split">How many each becomes.</param>
/// <param name="Repeated">Repeated calls, all rounds together, or null.</param>
/// <param name="Kept">Units that go on, or null for all.</param>
/// <param name="Lanes">The sums of tokens.</param>
public sealed record CollapsedPhase(CountTotal? Taken, int Split, CountTotal? Repeated, CountTotal? Kept, IReadOnlyList<Lane> Lanes);

/// <summary>How a count's total over the items is drawn, given the total of the units it is taken from.</summary>
public abstract record CountTotal;

/// <summary>round(units × chance) where chance and units are the same for every item: nothing is left to chance.</summary>
public sealed record RoundedAlike(Factor Chance) : CountTotal;

/// <summary>
/// A chance for each unit, the same for all items: the total is binomial, whatever the items. With several rounds each round's successes are the next one's
/// trials, and all successes count.
/// </summary>
/// <param name="Chance">The chance; run level.</param>
/// <param name="Streams">The stream of each round.</param>
public sealed record BinomialTotal(Factor Chance, IReadOnlyList<uint> Streams) : CountTotal;

/// <summary>
/// Anything else that counts (rounding item by item, caps, a chance that differs between items): mean, variance, skewness and dependence on the units come
/// from a table over the run-level chances.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="Stream">The stream of the deviation.</param>
/// <param name="PerUnitMax">The greatest count of one unit.</param>
/// <param name="PerItem">The least and the greatest count of one item: a normal deviation must not leave them.</param>
/// <param name="Small">The law for few events, where a normal deviation will not do: retries below their cap. Null where there is none.</param>
public sealed record TabulatedTotal(CountTable Table, uint Stream, int PerUnitMax, Bounds PerItem, BinomialTotal? Small) : CountTotal;

/// <summary>A sum of tokens over all calls of all items that one mean, one item-level and one call-level variation describe.</summary>
/// <param name="Total">Index of the phase's total that it adds to.</param>
/// <param name="First">How many times each first call adds to it: the input of a call may be the sum of two amounts of one kind.</param>
/// <param name="Repeated">How many times each repeated call, with its correction, adds to it.</param>
/// <param name="Mean">Mean of one call's item-level and call-level factors.</param>
/// <param name="Shared">Indices of <see cref="CollapsePlan.Shared"/> that scale it.</param>
/// <param name="PerSquare">The residual's variance for one item, relative to Mean², is PerSquare × n² + PerCall × n, n the mean additions of an item.</param>
/// <param name="PerCall">See <paramref name="PerSquare"/>.</param>
/// <param name="Stream">The stream of the residual.</param>
public sealed record Lane(
    int Total, int First, int Repeated, double Mean, IReadOnlyList<int> Shared, double PerSquare, double PerCall, uint Stream)
{
    /// <summary>The pools of the plan's passages whose calls add to it, where totals go through passages (see <see cref="CollapsePlan.IsFlow"/>).</summary>
    public IReadOnlyList<PoolCalls> Pools { get; init; } = [];

    /// <summary>The deviations that the residual is made of, where lanes of the phase deviate together; empty for the lane's own alone.</summary>
    public IReadOnlyList<MixPart> Mix { get; init; } = [];

    /// <summary>Whether nothing but the number of calls is uncertain in it.</summary>
    public bool IsExact => Shared.Count == 0 && PerSquare == 0 && PerCall == 0;
}

/// <summary>How many times each first call and each repeated call of a pool counts; the pool by its place among those of <see cref="Passage.All"/>.</summary>
public sealed record PoolCalls(int Pool, int First, int Repeated);

/// <summary>A standard normal deviation with its weight; the squares of the weights of a mix add up to 1.</summary>
public readonly record struct MixPart(uint Stream, float Weight);
