namespace CostSim.Engine.Planning.Expected;

/// <summary>The groups for which a passage needs the distribution of the units, not only their mean, stage by stage.</summary>
internal sealed record PassageNeeds
{
    /// <summary>On entry.</summary>
    public required IReadOnlySet<int> Before { get; init; }

    /// <summary>After the share.</summary>
    public required IReadOnlySet<int> Taken { get; init; }

    /// <summary>At the calls.</summary>
    public required IReadOnlySet<int> Called { get; init; }

    /// <summary>After failed units are dropped, before the keep.</summary>
    public required IReadOnlySet<int> Kept { get; init; }

    /// <summary>After the keep.</summary>
    public required IReadOnlySet<int> Sent { get; init; }

    /// <summary>On exit.</summary>
    public required IReadOnlySet<int> After { get; init; }

    /// <summary>On entry, remembered for a rerun of the whole item.</summary>
    public IReadOnlySet<int> Remembered { get; init; } = new HashSet<int>();

    /// <summary>Whether the distribution of refused units is needed.</summary>
    public bool OfRepeats { get; init; }

    /// <summary>Whether the distribution of failed units is needed.</summary>
    public bool OfFailed { get; init; }

    /// <summary>Whether the distribution of the units refused at the end of a rerun is needed.</summary>
    public bool OfRefused { get; init; }

    public bool IsAny => Before.Count + Called.Count + Kept.Count + Sent.Count + After.Count > 0 || OfRepeats || OfRefused;
}

/// <summary>
/// Walks a plan backwards. Shares, keeps, routes, rounds and reruns of single units treat every unit independently, so means are enough; a
/// cap, a rounded count, a join and a rerun of the whole item need the distribution of the units, and so does everything upstream of those
/// units.
/// </summary>
internal sealed class NeedsOfPlan
{
    private readonly Dictionary<Passage, PassageNeeds> _needs = new(ReferenceEqualityComparer.Instance);

    private readonly IReadOnlySet<Passage> _sureJoins;

    /// <summary>By the phase that they entered.</summary>
    private readonly Dictionary<int, HashSet<int>> _remembered = [];

    public NeedsOfPlan(Plan plan)
    {
        Passages = [.. plan.Phases.Where(phase => !phase.IsBesideTheUnits).Select(phase => phase.Passage)];
        _sureJoins = SureUnits.Joins(Passages);
        Walk(Passages, ofRefused: false);
    }

    /// <summary>The item's first walk.</summary>
    public IReadOnlyList<Passage> Passages { get; }

    /// <summary>Whether a distribution is needed anywhere.</summary>
    public bool IsAny => _needs.Values.Any(needs => needs.IsAny);

    public PassageNeeds Of(Passage passage) => _needs[passage];

    /// <summary>Whether every item that passes has at least one unit to join.</summary>
    public bool IsSureJoin(Passage passage) => _sureJoins.Contains(passage);

    /// <summary>Whether a passage's reruns need a phase's cap, or the units that entered it.</summary>
    public static bool AsksFor(Passage passage, int phase) => passage.Pools.Any(pool => pool.Retry is not null
        && pool.Retry.Reruns.Any(rerun => rerun.Passages.Any(again => again.Phase == phase || AsksFor(again, phase))));

    private HashSet<int> Walk(IReadOnlyList<Passage> passages, bool ofRefused)
    {
        HashSet<int> needed = [];
        for (var p = passages.Count - 1; p >= 0; p--)
            needed = Pass(passages[p], needed, ofRefused);
        return needed;
    }

    private HashSet<int> Pass(Passage passage, HashSet<int> after, bool ofRefused)
    {
        HashSet<int> called = [.. passage.Called];
        HashSet<int> sent = [.. called.Where(group => passage.Routes.FirstOrDefault(route => route.Group == group) is { } route
            ? route.Ways.Any(way => after.Contains(way.To)) || after.Contains(route.Rest)
            : after.Contains(group))];
        HashSet<int> kept = [.. sent.Concat(passage.Keeps.Where(keep => keep.Rule!.Rounded).Select(keep => keep.Group))];
        var (ofRepeats, ofFailed) = passage.EndsRerun ? (false, false) : OfRetries(passage, kept);
        HashSet<int> needed = [.. ofRepeats || (passage.EndsRerun && ofRefused) ? kept.Concat(called) : kept];
        HashSet<int> taken = [.. passage.Takes.Select(take => take.Group).Where(group =>
            passage.Joins ? !IsSureJoin(passage)
                : (passage.Splits.Any(split => split.From == group)
                    ? passage.Splits.Any(split => split.From == group && needed.Contains(split.To)) : needed.Contains(group)))];
        var rules = passage.Takes.ToDictionary(take => take.Group, take => take.Rule);
        HashSet<int> before = [.. taken,
            .. rules.Where(take => take.Value is { Rounded: true } || (take.Value is not null && after.Contains(take.Key))).Select(
                take => take.Key)];
        before.UnionWith(after.Where(group => !rules.ContainsKey(group)));
        var remembered = passage.Remembers ? _remembered.GetValueOrDefault(passage.Phase, []) : [];
        before.UnionWith(remembered);
        _needs[passage] = new PassageNeeds
        {
            Before = before,
            Taken = taken,
            Called = needed,
            Kept = kept,
            Sent = sent,
            After = after,
            Remembered = remembered,
            OfRepeats = ofRepeats,
            OfFailed = ofFailed,
            OfRefused = passage.EndsRerun && ofRefused,
        };
        return before;
    }

    private (bool OfRepeats, bool OfFailed) OfRetries(Passage passage, HashSet<int> kept)
    {
        var retries = passage.Pools.Where(pool => pool.Retry is not null).ToList();
        var ofFailed = retries.Any(pool => pool.Retry!.FailedStream is not null && kept.Contains(pool.Groups[0]));
        var ofRepeats = ofFailed
            || retries.Any(pool => pool.Retry!.CapPerItem != int.MaxValue || pool.Retry.Reruns.Any(rerun => rerun.Entry is null));
        foreach (var rerun in retries.SelectMany(pool => pool.Retry!.Reruns))
            ofRepeats |= Walk(rerun.Passages, ofRefused: false).Count > 0;
        foreach (var reruns in retries.Select(pool => pool.Retry!.Reruns))
        {
            for (var round = 0; round < reruns.Count; round++)
            {
                var needed = Walk(reruns[round].Passages, ofRefused: round < reruns.Count - 1 ? ofRepeats : ofFailed);
                if (reruns[round].Entry is not null)
                    continue;
                var start = reruns[round].Passages[0].Phase;
                if (!_remembered.TryGetValue(start, out var groups))
                    _remembered[start] = groups = [];
                groups.UnionWith(needed);
            }
        }

        return (ofRepeats, ofFailed);
    }
}
