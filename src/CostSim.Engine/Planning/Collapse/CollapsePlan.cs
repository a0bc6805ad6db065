using CostSim.Numerics.Simd;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// A plan that samples all items at once: given the run-level draws, items are independent and identically distributed, so that the totals
/// over them are sampled directly (docs/numerics.md, "Populations"). It is a list of steps over registers; a register is an array of one
/// number per trial.
/// </summary>
/// <param name="Registers">Number of registers.</param>
/// <param name="Constants">Registers with the same number in every trial; the first holds the number of items.</param>
/// <param name="Phases">One for each phase of the plan, in its order.</param>
public sealed record CollapsePlan(
    int Registers, IReadOnlyList<(int Register, double Value)> Constants, IReadOnlyList<CollapsedPhase> Phases)
{
    /// <summary>
    /// Maximum approximation error of the distributions of sums and counts at P1 and P99, relative to the sum or the calls counted.
    /// </summary>
    public double Error { get; init; }
}

/// <summary>How the totals of a phase are sampled.</summary>
/// <param name="Steps">The steps executed first: counts of units, how unevenly they are spread over items, averages over them.</param>
/// <param name="Calls">Register of the phase's billed calls; null if there are none.</param>
/// <param name="Lanes">The sums of tokens.</param>
/// <param name="Singles">Calls that are cut or priced individually.</param>
public sealed record CollapsedPhase(IReadOnlyList<Step> Steps, int? Calls, IReadOnlyList<Lane> Lanes, IReadOnlyList<SingleLane> Singles)
{
    /// <summary>The registers read after the steps.</summary>
    public IEnumerable<int> Reads => new[] { Calls }.OfType<int>()
        .Concat(Lanes.SelectMany(lane => new int?[] { lane.Calls, lane.Scaled, lane.Spread.Scatter }.OfType<int>()))
        .Concat(Singles.SelectMany(single => single.Averages.OfType<int>().Append(single.Calls).Append(single.Concentration)));
}

/// <summary>
/// A lane: a sum of tokens over calls of all items that share one mean, one item-level and one call-level variation: Mean × (scaled calls +
/// deviation). A phase's total is a sum of lanes.
/// </summary>
/// <param name="Total">Index of the phase's total that it adds to.</param>
/// <param name="Mean">Mean of one call's item-level and call-level factors.</param>
/// <param name="Calls">Register of the calls.</param>
/// <param name="Scaled">
/// Register of the calls, each weighted by its item's average relative to the mean; the same as <paramref name="Calls"/> if no other sum
/// shares the average.
/// </param>
/// <param name="Spread">Its deviation.</param>
public sealed record Lane(int Total, double Mean, int Calls, int Scaled, LaneSpread Spread)
{
    /// <summary>Whether only the number of calls is uncertain in it.</summary>
    public bool IsExact => Spread.IsNone;
}

/// <summary>
/// The deviation of a lane, relative to its mean: of variance PerSquare × n² + PerCall × n + PerScatter × scatter, with n calls.
/// </summary>
/// <param name="PerSquare">Variance from factors of the item, shared by all its calls. Item level.</param>
/// <param name="PerCall">Variance from calls.</param>
/// <param name="PerScatter">
/// Variance from items because some have more calls than others by chance; with <paramref name="Scatter"/>.
/// </param>
/// <param name="Scatter">Register of Σ over items of (calls − calls expected of it)², or null if there is none.</param>
/// <param name="Mix">The deviates it is mixed from: its own and, if lanes of the phase are correlated, those of others.</param>
/// <param name="Shape">How the sum of the calls differs from a normal distribution.</param>
public sealed record LaneSpread(
    double PerSquare, double PerCall, double PerScatter, int? Scatter, IReadOnlyList<MixPart> Mix, SumShape Shape)
{
    /// <summary>Whether nothing deviates.</summary>
    public bool IsNone => PerSquare == 0 && PerCall == 0 && Scatter is null;

    /// <summary>
    /// The draws of each call, including its item's own factors, if calls are few and heavy-tailed: each is then drawn individually.
    /// Otherwise null.
    /// </summary>
    public CallFactor[]? Each { get; init; }
}

/// <summary>A standard normal deviate with its weight; the squares of the weights of a mix add up to 1.</summary>
public sealed record MixPart(uint Stream, float Weight);

/// <summary>Calls that are cut or priced individually.</summary>
/// <param name="Calls">Register of the calls.</param>
/// <param name="Source">Their definition; if they are few, each is drawn individually, including its item's own factors.</param>
/// <param name="Table">Moments of one call, if they are many; null if each is drawn.</param>
/// <param name="Concentration">Register of Σ over items of calls², over the square of all calls.</param>
/// <param name="Averages">
/// For each item-level product of the table, a register of its average over the calls relative to its mean, or null if no other sum shares
/// it.
/// </param>
public sealed record SingleLane(int Calls, SingleSource Source, SingleCallTable? Table, int Concentration, IReadOnlyList<int?> Averages);
