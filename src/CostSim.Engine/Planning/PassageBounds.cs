using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>
/// Bounds of an item's units, by label and in total: a unit that can have either label counts once in the total.
/// </summary>
internal sealed record UnitBounds(IReadOnlyDictionary<Labels, Bounds> Groups, Bounds Total)
{
    /// <summary>An item enters as one unit.</summary>
    public static readonly UnitBounds One = Of(Labels.None, Bounds.Of(1));

    public static UnitBounds Of(Labels labels, Bounds units) => new(new Dictionary<Labels, Bounds> { [labels] = units }, units);

    /// <summary>Units of several groups together.</summary>
    public Bounds Of(IEnumerable<Labels> groups)
    {
        var sum = groups.Aggregate(Bounds.Zero, (sum, labels) => sum + Groups.GetValueOrDefault(labels, Bounds.Zero));
        return Groups.Keys.All(groups.Contains) ? Meet(sum, Total) : sum with { Max = Math.Min(sum.Max, Total.Max) };
    }

    /// <summary>All units if any group is included, otherwise none.</summary>
    public UnitBounds Asked(Bounds asked)
    {
        return new UnitBounds(Groups.ToDictionary(group => group.Key, group => Of(group.Value)), Of(Total));

        Bounds Of(Bounds units) => new(asked.Min > 0 ? units.Min : 0, asked.Max > 0 ? units.Max : 0);
    }

    /// <summary>The intersection of two bounds of one number.</summary>
    public static Bounds Meet(Bounds a, Bounds b) => new(Math.Max(a.Min, b.Min), Math.Min(a.Max, b.Max));
}

/// <summary>
/// Bounds of the counts of one passage, from the supports of its probabilities: a probability strictly between 0 and 1 can select none or
/// all.
/// </summary>
internal sealed class PassageBounds
{
    private readonly Phase _phase;
    private readonly IReadOnlyList<Labels> _groups;
    private readonly UnitBounds _before;
    private readonly List<Way> _ways;
    private readonly Dictionary<int, Bounds> _called = [];

    /// <summary>What one unit of a group becomes: the new group and the number.</summary>
    private sealed record Way(int From, CountRule? Share, int To, Bounds Times);

    public PassageBounds(
        Phase phase, IReadOnlyList<Labels> groups, UnitBounds before, IReadOnlyList<GroupRule> takes, IReadOnlyList<SplitPlan> splits,
        IReadOnlyList<GroupRule> duplicates)
    {
        (_phase, _groups, _before) = (phase, groups, before);
        _ways =
        [
            .. takes.SelectMany(
                take => splits.Where(split => split.From == take.Group).DefaultIfEmpty(
                    new SplitPlan(take.Group, phase.Join ? 0 : take.Group, 1, null))
                .Select(split => new Way(take.Group, take.Rule, split.To, Number(split) * Twice(duplicates, split.To)))),
        ];
        foreach (var way in _ways)
            _called[way.To] = _called.GetValueOrDefault(way.To, Bounds.Zero)
                + CountBounds.Taken(_before.Groups[_groups[way.From]], way.Share) * way.Times;
        if (phase.Join && _called.Count > 0)
            _called[0] = Joined(_before.Of(_ways.Select(way => _groups[way.From]))) * _ways[0].Times;
    }

    /// <summary>Units that get a call in the phase.</summary>
    public Bounds CalledTotal => Called(_called.Keys);

    /// <summary>Units of several groups that get a call, together.</summary>
    public Bounds Called(IEnumerable<int> groups)
    {
        List<int> asked = [.. groups];
        var sum = asked.Aggregate(Bounds.Zero, (sum, group) => sum + _called[group]);
        // All units count alike: the total has tighter bounds than the sum if units can be in either group.
        var times = _ways.Select(way => way.Times).Distinct().ToList();
        return _phase.Join || _phase.SplitByLabel.Count > 0 || times.Count != 1 || asked.Count != _called.Count
            || _ways.Any(way => way.Share is { Rounded: true })
            ? sum
            : UnitBounds.Meet(
                sum, CountBounds.Taken(_before.Of(_ways.Select(way => _groups[way.From]).Distinct()), _ways[0].Share) * times[0]);
    }

    /// <summary>Units after the phase.</summary>
    public UnitBounds After(IReadOnlyList<Pool> pools, IReadOnlyList<GroupRule> keeps, IReadOnlyList<RoutePlan> routes)
    {
        var after = new Dictionary<Labels, Bounds>();
        var total = Bounds.Zero;
        foreach (var (labels, units) in _before.Groups)
        {
            var taken = _ways.FirstOrDefault(way => _groups[way.From] == labels);
            var passing = taken is null ? units : taken.Share is null ? Bounds.Zero : Passing(units, taken.Share);
            if (taken is { Share: { } share } && _phase.Route.Count == 0)
                Add(labels, PassedOrSent(units, share, taken, pools, keeps));
            else if (taken is not { Share: null })
                Add(labels, passing);
            total += taken is not { Share: { } chance } ? passing : PassedOrSent(units, chance, taken, pools, keeps);
        }

        foreach (var (group, called) in _called)
        {
            var isCounted = _ways.First(way => way.To == group).Share is not null;
            var sent = Sent(called, group, pools, keeps);
            total += isCounted ? Bounds.Zero : sent;
            if (routes.FirstOrDefault(route => route.Group == group) is { } route)
                Route(route, sent);
            else if (!isCounted)
                Add(_groups[group], sent);
        }

        return new UnitBounds(after, UnitBounds.Meet(total, Loose(pools, keeps)));

        void Add(Labels labels, Bounds units) => after[labels] = after.GetValueOrDefault(labels, Bounds.Zero) + units;

        void Route(RoutePlan route, Bounds sent)
        {
            foreach (var way in route.Ways)
                Add(_groups[way.To], new Bounds(way.Chance.Support.Min >= 1 ? sent.Min : 0, way.Chance.Support.Max > 0 ? sent.Max : 0));
            var (least, most) = (route.Ways.Sum(way => way.Chance.Support.Min), route.Ways.Sum(way => way.Chance.Support.Max));
            Add(_groups[route.Rest], new Bounds(most <= 0 ? sent.Min : 0, least >= 1 ? 0 : sent.Max));
        }
    }

    /// <summary>All units together, if the phase treats them all alike.</summary>
    private Bounds Loose(IReadOnlyList<Pool> pools, IReadOnlyList<GroupRule> keeps)
    {
        var most = _ways.Aggregate(1.0, (most, way) => Math.Max(most, way.Times.Max * _ways.Count(other => other.From == way.From)));
        var isAlike = _before.Groups.Count > 1 && _ways.Count == _before.Groups.Count && !_phase.Join && _phase.Share is null
            && pools.Count == 1
            && keeps.All(keep => keep.Rule is null || (!keep.Rule.Rounded && keep.Rule.Chance == keeps[0].Rule!.Chance));
        if (_phase.Join)
            return new Bounds(0, double.PositiveInfinity);
        if (isAlike)
            return Sent(_before.Total * _ways[0].Times, _ways[0].To, pools, keeps);
        var isLossless = keeps.All(keep => keep.Rule is null) && pools.All(pool => pool.Retry?.FailedStream is null);
        return new Bounds(isLossless ? _before.Total.Min : 0, _before.Total.Max * most);
    }

    private static Bounds PassedOrSent(Bounds units, CountRule share, Way way, IReadOnlyList<Pool> pools, IReadOnlyList<GroupRule> keeps) =>
        CountBounds.PassedAndSent(units, share, taken => Sent(Bounds.Of(taken) * way.Times, way.To, pools, keeps));

    private static Bounds Passing(Bounds units, CountRule share) => new(
        units.Min - CountBounds.Taken(Bounds.Of(units.Min), share).Max, units.Max - CountBounds.Taken(Bounds.Of(units.Max), share).Min);

    /// <summary>What is left of units with a call where those that are refused to the end are dropped.</summary>
    public static Bounds Left(Bounds called, RetryPlan retry) => new(
        retry.Rate.Support.Max > 0 ? 0 : called.Min, retry.Rate.Support.Min >= 1 && retry.Reruns.Count == 0 ? 0 : called.Max);

    /// <summary>The units that go on, of those with a call.</summary>
    private static Bounds Sent(Bounds called, int group, IReadOnlyList<Pool> pools, IReadOnlyList<GroupRule> keeps)
    {
        if (pools.FirstOrDefault(pool => pool.Groups.Contains(group))?.Retry is { FailedStream: not null } retry)
            called = Left(called, retry);
        return CountBounds.Taken(called, keeps.FirstOrDefault(keep => keep.Group == group)?.Rule);
    }

    private static Bounds Number(SplitPlan split) => split.Amount is { } amount
        ? new Bounds(Whole(amount.Support.Min), Whole(amount.Support.Max))
        : Bounds.Of(split.Count);

    private static double Whole(double number) => Math.Max(1, Math.Round(number, MidpointRounding.ToEven));

    private static Bounds Twice(IReadOnlyList<GroupRule> duplicates, int group) =>
        duplicates.FirstOrDefault(each => each.Group == group)?.Rule is { Chance.Support: var chance }
        ? new Bounds(chance.Min >= 1 ? 2 : 1, chance.Max > 0 ? 2 : 1)
        : Bounds.Of(1);

    private static Bounds Joined(Bounds units) => new(Math.Min(1, units.Min), Math.Min(1, units.Max));
}
