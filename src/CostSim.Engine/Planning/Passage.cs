namespace CostSim.Engine.Planning;

/// <summary>
/// One way of an item's units through a phase: taken, reshaped, called for, repeated, sent on. Units with the same labels are a group and
/// are counted together; group 0 has no labels. A rerun passes again, by passages of its own whose draws are streams of their own.
/// </summary>
public sealed record Passage
{
    /// <summary>Index of <see cref="Plan.Phases"/>: whose totals the calls add to.</summary>
    public required int Phase { get; init; }

    /// <summary>The groups that are taken, each with the chance of a unit, or without one where all are.</summary>
    public IReadOnlyList<GroupRule> Takes { get; init; } = [];

    /// <summary>What taken units become; empty where they stay what they are.</summary>
    public IReadOnlyList<SplitPlan> Splits { get; init; } = [];

    /// <summary>Whether what was taken becomes one unit of group 0, if there is any.</summary>
    public bool Joins { get; init; }

    /// <summary>The chance of a unit to be delivered once more; empty for none.</summary>
    public IReadOnlyList<GroupRule> Duplicates { get; init; } = [];

    /// <summary>The groups that are called for, in pools that are called and repeated alike.</summary>
    public required IReadOnlyList<Pool> Pools { get; init; }

    /// <summary>Whether it is the last one of a rerun: how many are refused here is asked by the rerun, which goes on or not.</summary>
    public bool EndsRerun { get; init; }

    /// <summary>The chance of a unit to go on; empty where all do.</summary>
    public IReadOnlyList<GroupRule> Keeps { get; init; } = [];

    /// <summary>What labels units get when they go on.</summary>
    public IReadOnlyList<RoutePlan> Routes { get; init; } = [];

    /// <summary>Whether the units that come are remembered, for a rerun of the whole item from here.</summary>
    public bool Remembers { get; init; }

    /// <summary>All passages of a plan, with those of reruns and of reruns within them.</summary>
    public static IEnumerable<Passage> All(Plan plan) => plan.Phases.SelectMany(phase => phase.Passage.WithReruns());

    private IEnumerable<Passage> WithReruns() =>
        Pools.SelectMany(pool => pool.Retry?.Reruns ?? []).SelectMany(rerun => rerun.Passages).SelectMany(passage => passage.WithReruns())
            .Prepend(this);

    /// <summary>The groups that are called for.</summary>
    public IEnumerable<int> Called => Pools.SelectMany(pool => pool.Groups);
}

/// <summary>A rule for the units of a group; null for all of them.</summary>
public sealed record GroupRule(int Group, CountRule? Rule);

/// <summary>Each unit of a group becomes so many of another or of the same.</summary>
/// <param name="From">The group.</param>
/// <param name="To">What they become.</param>
/// <param name="Count">How many, where it is certain.</param>
/// <param name="Amount">How many, rounded half to even and at least 1; run and item parts only. Null where it is certain.</param>
public sealed record SplitPlan(int From, int To, int Count, Factor? Amount);

/// <summary>Groups whose calls are alike.</summary>
/// <param name="Groups">The groups; one where a unit's fate after the call has to be told apart.</param>
/// <param name="Sources">What each call adds, by round.</param>
/// <param name="Retry">How calls are refused and repeated, or null.</param>
public sealed record Pool(IReadOnlyList<int> Groups, IReadOnlyList<CallSource> Sources, RetryPlan? Retry);

/// <summary>A rerun in one round.</summary>
/// <param name="Passages">The phases that are passed again; the last one ends the rerun.</param>
/// <param name="Entry">
/// The group in which a refused unit comes again; null where all units of the item do, as they came to the first of the phases.
/// </param>
public sealed record Rerun(IReadOnlyList<Passage> Passages, int? Entry);

/// <summary>The labels that units of a group get: one after the other, each with its chance among all units.</summary>
/// <param name="Group">The group.</param>
/// <param name="Ways">Chance, stream and new group.</param>
/// <param name="Rest">What the others are: the same group, or that of the label that takes the rest.</param>
public sealed record RoutePlan(int Group, IReadOnlyList<RouteWay> Ways, int Rest);

/// <summary>See <see cref="RoutePlan"/>.</summary>
public sealed record RouteWay(Factor Chance, uint Stream, int To);

/// <summary>Ends of an item's units at a phase, for people: those that come, those it calls for, and those after it.</summary>
public sealed record UnitsOfPhase(Bounds Before, Bounds Called, Bounds After);
