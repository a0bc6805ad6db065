namespace CostSim.Engine.Planning;

/// <summary>
/// One passage of an item's units through a phase: share, reshaping, calls, repeats, keep. Units with the same labels form a group and are
/// counted together; group 0 has no labels. A rerun has separate passages with separate random streams.
/// </summary>
public sealed record Passage
{
    /// <summary>Index of <see cref="Plan.Phases"/>, whose totals the calls add to.</summary>
    public required int Phase { get; init; }

    /// <summary>The groups that take part, each with the probability of a unit, or none if all do.</summary>
    public IReadOnlyList<GroupRule> Takes { get; init; } = [];

    /// <summary>What these units become; empty if they stay unchanged.</summary>
    public IReadOnlyList<SplitPlan> Splits { get; init; } = [];

    /// <summary>Whether the units are joined to one unit of group 0, if there are any.</summary>
    public bool Joins { get; init; }

    /// <summary>The probability of a unit to be duplicated; empty for none.</summary>
    public IReadOnlyList<GroupRule> Duplicates { get; init; } = [];

    /// <summary>The groups that get calls, in pools with the same calls and repeats.</summary>
    public required IReadOnlyList<Pool> Pools { get; init; }

    /// <summary>Whether it is the last passage of a rerun: the units refused here decide whether the rerun continues.</summary>
    public bool EndsRerun { get; init; }

    /// <summary>The probability of a unit to go on; empty if all do.</summary>
    public IReadOnlyList<GroupRule> Keeps { get; init; } = [];

    /// <summary>The labels that units get when they go on.</summary>
    public IReadOnlyList<RoutePlan> Routes { get; init; } = [];

    /// <summary>Whether the entering units are remembered, for a rerun of the whole item from here.</summary>
    public bool Remembers { get; init; }

    /// <summary>All passages of a plan, with those of reruns and of reruns within them.</summary>
    public static IEnumerable<Passage> All(Plan plan) => plan.Phases.SelectMany(phase => phase.Passage.WithReruns());

    private IEnumerable<Passage> WithReruns() =>
        Pools.SelectMany(pool => pool.Retry?.Reruns ?? []).SelectMany(rerun => rerun.Passages).SelectMany(passage => passage.WithReruns())
            .Prepend(this);

    /// <summary>The groups that get calls.</summary>
    public IEnumerable<int> Called => Pools.SelectMany(pool => pool.Groups);
}

/// <summary>A rule for the units of a group; null for all of them.</summary>
public sealed record GroupRule(int Group, CountRule? Rule);

/// <summary>Each unit of a group becomes several units of the same or another group.</summary>
/// <param name="From">The group.</param>
/// <param name="To">What they become.</param>
/// <param name="Count">How many, if constant.</param>
/// <param name="Amount">How many, rounded half to even and at least 1; run and item parts only. Null if constant.</param>
public sealed record SplitPlan(int From, int To, int Count, Factor? Amount);

/// <summary>A set of groups whose units get the same calls and are repeated together.</summary>
/// <param name="Groups">The groups; a single one if units must be distinguished after the call.</param>
/// <param name="Sources">What each call adds, by round.</param>
/// <param name="Retry">How calls are refused and repeated, or null.</param>
public sealed record Pool(IReadOnlyList<int> Groups, IReadOnlyList<CallSource> Sources, RetryPlan? Retry);

/// <summary>A rerun in one round.</summary>
/// <param name="Passages">The passages through the repeated phases; the last one ends the rerun.</param>
/// <param name="Entry">
/// The group in which a refused unit re-enters; null if all units of the item do, as they first entered the first of the phases.
/// </param>
public sealed record Rerun(IReadOnlyList<Passage> Passages, int? Entry);

/// <summary>The labels that units of a group get, in order, each with its probability among all units.</summary>
/// <param name="Group">The group.</param>
/// <param name="Ways">Probability, stream and new group.</param>
/// <param name="Rest">The group of the other units: unchanged, or that of the label for the rest.</param>
public sealed record RoutePlan(int Group, IReadOnlyList<RouteWay> Ways, int Rest);

/// <summary>See <see cref="RoutePlan"/>.</summary>
public sealed record RouteWay(Factor Chance, uint Stream, int To);

/// <summary>Bounds of an item's units at a phase, for reports: before it, with calls, and after it.</summary>
public sealed record UnitsOfPhase(Bounds Before, Bounds Called, Bounds After);
