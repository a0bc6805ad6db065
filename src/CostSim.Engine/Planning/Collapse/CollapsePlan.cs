using CostSim.Numerics.Simd;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// A plan drawn once for all items: given the run-level draws, items are independent and alike, so that the totals over them are drawn
/// directly (docs/numerics.md, "Populations"). It is a list of steps over registers, each of which holds one number a trial.
/// </summary>
/// <param name="Registers">How many registers there are.</param>
/// <param name="Constants">Registers that hold the same number in every trial; the first one the number of items.</param>
/// <param name="Phases">One for each phase of the plan, in its order.</param>
public sealed record CollapsePlan(
    int Registers, IReadOnlyList<(int Register, double Value)> Constants, IReadOnlyList<CollapsedPhase> Phases)
{
    /// <summary>
    /// What is left out of the laws of sums and counts, at P1 and P99, relative to the sum or to the calls counted: the greatest of all.
    /// </summary>
    public double Error { get; init; }
}

/// <summary>How the totals of a phase are drawn.</summary>
/// <param name="Steps">What is worked out first: counts of units, how unevenly they stand on items, averages over them.</param>
/// <param name="Calls">Register of the phase's billed calls; null where it has none.</param>
/// <param name="Lanes">The sums of tokens.</param>
/// <param name="Singles">Calls that are cut or priced one by one.</param>
public sealed record CollapsedPhase(IReadOnlyList<Step> Steps, int? Calls, IReadOnlyList<Lane> Lanes, IReadOnlyList<SingleLane> Singles)
{
    /// <summary>The registers that are read once the steps are done.</summary>
    public IEnumerable<int> Reads => new[] { Calls }.OfType<int>()
        .Concat(Lanes.SelectMany(lane => new int?[] { lane.Calls, lane.Scaled, lane.Spread.Scatter }.OfType<int>()))
        .Concat(Singles.SelectMany(single => single.Averages.OfType<int>().Append(single.Calls).Append(single.Concentration)));
}

/// <summary>
/// A sum of tokens over all calls of all items that one mean, one item-level and one call-level variation describe: Mean × (scaled calls +
/// deviation).
/// </summary>
/// <param name="Total">Index of the phase's total that it adds to.</param>
/// <param name="Mean">Mean of one call's item-level and call-level factors.</param>
/// <param name="Calls">Register of the calls.</param>
/// <param name="Scaled">
/// Register of the calls, each times what its item is on average relative to the mean; the same as <paramref name="Calls"/> where no other
/// sum asks.
/// </param>
/// <param name="Spread">Its deviation.</param>
public sealed record Lane(int Total, double Mean, int Calls, int Scaled, LaneSpread Spread)
{
    /// <summary>Whether nothing but the number of calls is uncertain in it.</summary>
    public bool IsExact => Spread.IsNone;
}

/// <summary>
/// The deviation of a lane, relative to its mean: of variance PerSquare × n² + PerCall × n + PerScatter × scatter, with n calls.
/// </summary>
/// <param name="PerSquare">What items of their own factors make: all their calls share them. Item level.</param>
/// <param name="PerCall">What calls make.</param>
/// <param name="PerScatter">What items make because some have more calls than others by chance; with <paramref name="Scatter"/>.</param>
/// <param name="Scatter">Register of Σ over items of (calls − calls expected of it)², or null where there is none.</param>
/// <param name="Mix">The deviates it is made of: its own, and where lanes of the phase deviate together those of others.</param>
/// <param name="Shape">How the sum of so many calls differs from a normal law.</param>
public sealed record LaneSpread(
    double PerSquare, double PerCall, double PerScatter, int? Scatter, IReadOnlyList<MixPart> Mix, SumShape Shape)
{
    /// <summary>Whether nothing deviates.</summary>
    public bool IsNone => PerSquare == 0 && PerCall == 0 && Scatter is null;

    /// <summary>
    /// What each call draws, with what its item has of its own, where calls are few and their tail is heavy: each is drawn then. Null
    /// elsewhere.
    /// </summary>
    public CallFactor[]? Each { get; init; }
}

/// <summary>A standard normal deviate with its weight; the squares of the weights of a mix add up to 1.</summary>
public sealed record MixPart(uint Stream, float Weight);

/// <summary>Calls that are cut or priced one by one.</summary>
/// <param name="Calls">Register of the calls.</param>
/// <param name="Source">What they are; where they are few, each is drawn, with what its item has of its own.</param>
/// <param name="Table">Moments of one call, where they are many; null where each is drawn.</param>
/// <param name="Concentration">Register of Σ over items of calls², over the square of all calls.</param>
/// <param name="Averages">
/// For each item-level product of the table a register of its average over the calls relative to its mean, or null where no other sum asks.
/// </param>
public sealed record SingleLane(int Calls, SingleSource Source, SingleCallTable? Table, int Concentration, IReadOnlyList<int?> Averages);
