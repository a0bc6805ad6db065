namespace CostSim.Engine.Planning.Collapse;

/// <summary>The calls of a pool.</summary>
/// <param name="First">Units with first calls.</param>
/// <param name="Repeated">Units with repeated calls, one population per round or one for all rounds.</param>
internal sealed record PoolUnits(Population First, IReadOnlyList<Population> Repeated);

/// <summary>
/// Walks the passages of a plan with all units of a run at once, group by group, and determines the populations of each pool's calls.
/// </summary>
internal sealed class PopulationFlow
{
    private readonly Plan _plan;
    private readonly Populations _book;
    private readonly Dictionary<Pool, PoolUnits> _pools = new(ReferenceEqualityComparer.Instance);

    /// <summary>For each phase that is the start of a rerun, the units that first entered it, by group.</summary>
    private readonly Dictionary<int, Population?[]> _came = [];

    /// <summary>Units of the groups at the current place of the walk.</summary>
    private readonly Population?[] _units;

    public PopulationFlow(Plan plan, Populations book)
    {
        (_plan, _book, _units) = (plan, book, new Population?[plan.Groups.Count]);
        _units[0] = book.Items;
    }

    /// <summary>The calls of a pool, or null if no units enter it.</summary>
    public PoolUnits? CallsOf(Pool pool) => _pools.GetValueOrDefault(pool);

    /// <summary>Walks one phase; call in order.</summary>
    public void Walk(PhasePlan phase)
    {
        if (phase.IsBesideTheUnits)
            _pools[phase.Passage.Pools[0]] = new PoolUnits(_book.Items, []);
        else
            Pass(phase.Passage, _units, isFirst: true);
    }

    private void Pass(Passage passage, Population?[] units, bool isFirst)
    {
        if (isFirst && passage.Remembers)
            _came[passage.Phase] = [.. units];
        var work = new Population?[units.Length];
        var stay = Take(passage, units, work);
        Reshape(passage, work);
        foreach (var pool in passage.Pools)
        {
            if (Together(pool.Groups.Select(group => work[group])) is { } called)
                _pools[pool] = new PoolUnits(called, []);
        }

        if (!passage.EndsRerun)
            Repeat(passage, work);
        foreach (var (group, rule) in passage.Keeps)
        {
            if (work[group] is { } kept)
                work[group] = _book.Take(kept, rule!);
        }

        foreach (var route in passage.Routes)
            Route(route, work, units);
        foreach (var group in passage.Called)
        {
            if (!stay.Contains(group))
                units[group] = Together([units[group], work[group]]);
        }
    }

    private static bool IsNever(Factor chance) => chance.Drawable.Max == 0;

    private Population? Together(IEnumerable<Population?> parts)
    {
        List<Population> some = [.. parts.OfType<Population>().Distinct()];
        return some.Count == 0 ? null : _book.Union(some);
    }

    /// <summary>Applies the share; returns the groups whose units all go on unchanged.</summary>
    private HashSet<int> Take(Passage passage, Population?[] units, Population?[] work)
    {
        var isPassedOn = passage is { Splits.Count: 0, Joins: false, Duplicates.Count: 0, Keeps.Count: 0, Routes.Count: 0 }
            && passage.Pools.All(pool => pool.Retry?.FailedStream is null);
        var stay = new HashSet<int>();
        foreach (var (group, rule) in passage.Takes)
        {
            if (units[group] is not { } come || (rule is { Chance: var chance } && IsNever(chance)))
                continue;
            var partition = new Partition();
            work[group] = rule is null ? come : _book.Take(come, rule, partition);
            if (isPassedOn)
                stay.Add(group);
            else
                units[group] = rule is null ? null : _book.Rest(come, [work[group]!], partition);
        }

        return stay;
    }

    private void Reshape(Passage passage, Population?[] work)
    {
        var made = passage.Splits.Where(split => work[split.From] is not null)
            .Select(
                split =>
                    (split.To,
                        Units: split.Amount is { } amount ? _book.Split(work[split.From]!, amount)
                            : _book.Split(work[split.From]!, split.Count))).ToList();
        foreach (var split in passage.Splits)
            work[split.From] = null;
        foreach (var same in made.GroupBy(each => each.To))
            work[same.Key] = Together(same.Select(each => each.Units).Append(work[same.Key]));
        if (passage.Joins)
            Join(passage, work);
        foreach (var (group, rule) in passage.Duplicates)
        {
            if (work[group] is { } once && !IsNever(rule!.Chance))
                work[group] = _book.Union([once, _book.Thin(once, rule.Chance, rule.Stream)]);
        }
    }

    private void Join(Passage passage, Population?[] work)
    {
        var joined = Together(passage.Takes.Select(take => work[take.Group]));
        foreach (var (group, _) in passage.Takes)
            work[group] = null;
        work[0] = joined is null ? null : _book.Join(joined);
    }

    private void Repeat(Passage passage, Population?[] work)
    {
        foreach (var pool in passage.Pools)
        {
            if (pool.Retry is not { } retry || CallsOf(pool) is not { } calls || IsNever(retry.Rate))
                continue;
            if (_book.IsCapped(retry, calls.First, passage.Phase))
            {
                if (passage.Pools.Count > 1 || retry.Reruns.Count > 0 || retry.FailedStream is not null)
                    throw new NotCollapsibleException(
                        "a cap limits repeats of several kinds of units, or of units that are then dropped or rerun");
                if (ReferenceEquals(passage, _plan.Phases[passage.Phase].Passage))
                {
                    _pools[pool] = calls with { Repeated = [_book.Capped(calls.First, retry, passage.Phase)] };
                    continue;
                }

                RefuseWhatTheCapMatters(passage.Phase, calls.First);
            }

            var waiting = RepeatRounds(pool, retry, calls);
            if (waiting is not null && retry.FailedStream is { } last)
            {
                var failed = retry.Reruns.Count == 0 ? _book.Thin(waiting, retry.Rate, last) : waiting;
                work[pool.Groups[0]] = _book.Rest(work[pool.Groups[0]]!, [failed]);
            }

            if (!retry.IsBilled)
                _pools[pool] = new PoolUnits(work[pool.Groups[0]]!, []);
        }
    }

    /// <summary>
    /// Rerun units share their item's cap. The cap is ignored for them if it hardly ever matters: items at their cap are few, and so are
    /// rerun units.
    /// </summary>
    private void RefuseWhatTheCapMatters(int phase, Population again)
    {
        const double Negligible = 1e-5;
        var first = _pools[_plan.Phases[phase].Passage.Pools[0]];
        if (first.Repeated is not [CappedPopulation capped] || capped.AtMost * again.Expected > Negligible * first.First.Expected)
            throw new NotCollapsibleException("rerun units share a cap that limits them");
    }

    private Population? RepeatRounds(Pool pool, RetryPlan retry, PoolUnits calls)
    {
        var (waiting, repeated) = ((Population?)calls.First, new List<Population>());
        for (var round = 0; round < retry.Streams.Count && waiting is not null; round++)
        {
            if (retry.Reruns.Count == 0 || round == 0)
                waiting = _book.Thin(waiting, retry.Rate, retry.Streams[round]);
            if (retry.Reruns.Count == 0)
                repeated.Add(waiting);
            else
                waiting = Rerun(retry.Reruns[round], waiting);
        }

        _pools[pool] = calls with { Repeated = repeated };
        return waiting;
    }

    /// <summary>Passes units through a rerun; returns those refused at its end.</summary>
    private Population? Rerun(Rerun rerun, Population waiting)
    {
        var units = new Population?[_units.Length];
        if (rerun.Entry is { } entry)
        {
            units[entry] = _book.PassAgain(waiting);
        }
        else
        {
            var items = _book.Enter(waiting);
            var came = _came[rerun.Passages[0].Phase];
            for (var group = 0; group < units.Length; group++)
                units[group] = came[group] is { } before ? _book.Again(before, items) : null;
        }

        foreach (var passage in rerun.Passages)
            Pass(passage, units, isFirst: false);
        return Together(
            rerun.Passages[^1].Pools.Select(
                pool => CallsOf(pool) is { } calls ? _book.Thin(calls.First, pool.Retry!.Rate, pool.Retry.Streams[0]) : null));
    }

    /// <summary>Label by label: the probability of each, conditional on none of those before.</summary>
    private void Route(RoutePlan route, Population?[] work, Population?[] units)
    {
        if (work[route.Group] is not { } come)
            return;
        var partition = new Partition();
        var taken = _book.Route(come, route.Ways, partition);
        for (var way = 0; way < taken.Count; way++)
            units[route.Ways[way].To] = Together([units[route.Ways[way].To], taken[way]]);
        var rest = _book.Rest(come, taken, partition);
        work[route.Group] = route.Rest == route.Group ? rest : null;
        if (route.Rest != route.Group)
            units[route.Rest] = Together([units[route.Rest], rest]);
    }
}
