using System.Globalization;
using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>
/// Walks the phases in order and determines the possible groups of units, their numbers, and the phases that a rerun repeats. Reruns are
/// expanded round by round, so that execution only has to count units.
/// </summary>
internal sealed class FlowPlanner
{
    private readonly IReadOnlyList<PhasePlanner> _phases;
    private readonly FactorBook _book;
    private readonly StreamNames _streams;
    private readonly PlanningBudget _budget;
    private readonly List<Labels> _groups = [Labels.None];

    /// <summary>Phases at which a rerun of the whole item starts.</summary>
    private readonly HashSet<int> _remembering;

    public FlowPlanner(
        IReadOnlyList<Phase> phases, FactorBook book, StreamNames streams, ItemProducts products, PlanningBudget budget)
    {
        (_book, _streams, _budget) = (book, streams, budget);
        _phases = [.. phases.Select(phase => new PhasePlanner(phase, book, streams, products))];
        _remembering = [.. Enumerable.Range(0, _phases.Count).Where(
            last => Phase(last).Retry?.RerunFrom is not null && Joins(StartOf(last), last)).Select(StartOf)];
    }

    /// <summary>The groups, by the labels of their units.</summary>
    public IReadOnlyList<Labels> Groups => _groups;

    public IReadOnlyList<PhasePlan> Build()
    {
        var way = new Way("", null, []);
        var passages = new List<Passage>();
        var counts = new List<UnitsOfPhase>();
        var units = UnitBounds.One;
        for (var p = 0; p < _phases.Count; p++)
        {
            var before = units.Total;
            passages.Add(Pass(p, ref units, way, endsRerun: false, out var called));
            counts.Add(new UnitsOfPhase(before, called, units.Total));
        }

        return [.. _phases.Select((phase, p) => phase.Build(passages[p], counts[p]))];
    }

    /// <summary>
    /// The context of a passage: the suffix of its streams' names, the rerun it belongs to, and the units that entered each phase.
    /// </summary>
    private sealed record Way(string Mark, string? Rerun, Dictionary<int, UnitBounds> Before);

    private Phase Phase(int index) => _phases[index].Phase;

    private int StartOf(int last) => Enumerable.Range(0, last).Last(p => Phase(p).Id == Phase(last).Retry!.RerunFrom);

    private bool Joins(int start, int last) => Enumerable.Range(start, last - start + 1).Any(p => Phase(p).Join);

    private int Group(Labels labels)
    {
        if (!_groups.Contains(labels))
            _groups.Add(labels);
        return _groups.IndexOf(labels);
    }

    /// <summary>Plans one passage; <paramref name="units"/> are the units before it on entry, and those after it on return.</summary>
    private Passage Pass(int p, ref UnitBounds units, Way way, bool endsRerun, out Bounds called)
    {
        way.Before[p] = units;
        var phase = Phase(p);
        var path = $"phases.{phase.Id}";
        List<Labels> taken = [.. units.Groups.Keys.Where(phase.Takes)];
        _budget.Spend(1 + taken.Count, path);
        var takes = Rules(taken, phase.Share, $"{path}.share", rounded: phase.RoundedCounts, way);
        var splits = taken.SelectMany(from => Splits(phase, from)).ToList();
        List<Labels> shapes = [.. taken.SelectMany(phase.Reshaped).Distinct()];
        var duplicates = Rules(shapes, phase.Duplicate, $"{path}.duplicate", rounded: false, way);
        var keeps = Rules(shapes, phase.Keep, $"{path}.keep", rounded: phase.RoundedCounts, way);
        var bounds = new PassageBounds(phase, _groups, units, takes, splits, duplicates);
        called = bounds.CalledTotal;
        var pools = PlanPools(p, shapes, bounds, way, endsRerun);
        var routes = phase.Route.Count == 0 ? [] : shapes.Select(labels => Route(phase, labels, way)).ToList();
        units = bounds.After(pools, keeps, routes);
        return new Passage
        {
            Phase = p,
            Takes = takes,
            Splits = splits,
            Joins = phase.Join,
            Duplicates = [.. duplicates.Where(each => each.Rule is not null)],
            Pools = pools,
            EndsRerun = endsRerun,
            Keeps = [.. keeps.Where(each => each.Rule is not null)],
            Routes = routes,
            Remembers = _remembering.Contains(p),
        };
    }

    private static string Mark(Labels labels, Way way) => (labels == Labels.None ? "" : $"#{labels.Name}") + way.Mark;

    private List<GroupRule> Rules(IEnumerable<Labels> groups, Amount? chance, string path, bool rounded, Way way) =>
    [
        .. groups.Select(labels => new GroupRule(
            Group(labels),
            chance is null ? null
                : new CountRule(_book.ChanceOf(labels.Choose(chance)), rounded, _streams.Of($"{path}/draw{Mark(labels, way)}")))),
    ];

    private IEnumerable<SplitPlan> Splits(Phase phase, Labels from)
    {
        if (phase.SplitAmount is { } amount)
            return [new SplitPlan(Group(from), Group(from), 1, _book.ChanceOf(from.Choose(amount)))];
        if (phase.SplitByLabel.Count > 0)
            return [.. phase.SplitByLabel.Select(each => new SplitPlan(Group(from), Group(from.With(each.Label)), each.Count, null))];
        return phase.Split == 1 ? [] : [new SplitPlan(Group(from), Group(from), phase.Split, null)];
    }

    private RoutePlan Route(Phase phase, Labels labels, Way way)
    {
        var ways = phase.Route.Where(each => each.Share is not null).Select(each => new RouteWay(
            _book.ChanceOf(labels.Choose(each.Share!)), _streams.Of($"phases.{phase.Id}.route.{each.Label}/draw{Mark(labels, way)}"),
            Group(labels.With(each.Label))));
        var rest = phase.Route.FirstOrDefault(each => each.Share is null);
        return new RoutePlan(Group(labels), [.. ways], Group(rest is null ? labels : labels.With(rest.Label)));
    }

    /// <summary>Groups share their calls, unless the calls differ or refused units must be identified by their labels.</summary>
    private List<Pool> PlanPools(int p, List<Labels> shapes, PassageBounds bounds, Way way, bool endsRerun)
    {
        var (planner, phase) = (_phases[p], Phase(p));
        if (shapes.Count == 0)
            return [];
        var apart = planner.DependsOnLabels || phase.Retry is { RerunFrom: not null } or { FailedDropped: true };
        List<List<Labels>> parted = apart ? [.. shapes.Select(labels => new List<Labels> { labels })] : [shapes];
        return [.. parted.Select(groups =>
        {
            var (mark, first) = (apart ? Mark(groups[0], way) : way.Mark, bounds.Called(groups.Select(Group)));
            var retry = phase.Retry is null ? null : PlanRetry(p, groups[0], mark, first, way, endsRerun, parted.Count > 1);
            var repeated = phase.Retry is { RerunFrom: null } && !endsRerun
                ? Capped(planner, CountBounds.Repeated(first, retry!.Rate.Support, phase.Retry), way, parted.Count > 1) : Bounds.Zero;
            planner.CapLeft -= parted.Count > 1 ? 0 : repeated.Max;
            _budget.Spend(retry?.Streams.Count ?? 0, $"phases.{phase.Id}.retry");
            if (retry is { IsBilled: false })
                (first, repeated) = (PassageBounds.Left(first, retry), Bounds.Zero);
            var calls = planner.AddCalls(groups[0], mark, first, repeated, retry?.Streams.Count ?? 0, way.Rerun);
            return new Pool([.. groups.Select(Group)], calls, retry);
        })];
    }

    /// <summary>Bounds under a cap: one of several groups, or of several passages, may get none.</summary>
    private static Bounds Capped(PhasePlanner planner, Bounds repeated, Way way, bool isOneOfSeveral)
    {
        var isShared = planner.Phase.Retry!.CapPerItem is not null && (isOneOfSeveral || way.Rerun is not null);
        return new Bounds(isShared ? 0 : repeated.Min, Math.Min(repeated.Max, planner.CapLeft));
    }

    private RetryPlan PlanRetry(int p, Labels labels, string mark, Bounds first, Way way, bool endsRerun, bool isOneOfSeveral)
    {
        var retry = Phase(p).Retry!;
        var path = $"phases.{Phase(p).Id}.retry";
        var rate = _book.ChanceOf(labels.Choose(retry.Rate));
        var rounds = endsRerun ? 1 : retry.RerunFrom is null ? RoundsThatMatter(retry.Rounds, rate, first) : retry.Rounds;
        var plan = new RetryPlan(rate, [.. Streams("draw", rounds, mark)], retry.CapPerItem ?? int.MaxValue)
        {
            FailedStream = retry.FailedDropped && !endsRerun ? Stream("draw", retry.Rounds + 1, mark) : null,
            IsBilled = retry.IsBilled,
            CapStreams = isOneOfSeveral && retry.CapPerItem is not null ? [.. Streams("cap", rounds, way.Mark)] : [],
        };
        return retry.RerunFrom is null || endsRerun ? plan : plan with { Reruns = PlanReruns(p, labels, rate, first, way, isOneOfSeveral) };

        IEnumerable<uint> Streams(string kind, int rounds, string end)
        {
            for (var round = 1; round <= rounds; round++)
                yield return Stream(kind, round, end);
        }

        uint Stream(
            string kind, int round, string end) => _streams.Of(string.Create(CultureInfo.InvariantCulture, $"{path}/{kind}{round}{end}"));
    }

    /// <summary>
    /// The rounds that any call of any run will ever reach: the others, together, have a chance below 2^-64 in a trial of 2^40 items.
    /// </summary>
    private static int RoundsThatMatter(int rounds, Factor rate, Bounds calls)
    {
        const double Negligible = 64 + 40;
        // A call reaches round k with the k-th power of the rate; where nothing is refused or everything is, all rounds are alike.
        var bitsOfRound = -Math.Log2(rate.Drawable.Max);
        return bitsOfRound is > 0 and < double.PositiveInfinity
            ? (int)Math.Clamp(Math.Ceiling((Negligible + Math.Log2(Math.Max(1, calls.Max))) / bitsOfRound), 1, rounds) : rounds;
    }

    /// <summary>The passages of each round of a rerun for the refused units of one group.</summary>
    private List<Rerun> PlanReruns(int last, Labels labels, Factor rate, Bounds first, Way way, bool isOneOfSeveral)
    {
        var (retry, start) = (Phase(last).Retry!, StartOf(last));
        var repeated = Enumerable.Range(start, last - start + 1).ToList();
        int? entry = Joins(start, last) ? null : Group(labels.Without(repeated.SelectMany(p => Phase(p).Given())));
        // Rounding is not proportional, so with it each round is bounded separately.
        var sharesCap = repeated.All(p => !Phase(p).RoundedCounts);
        var refused = Refused(first, rate);
        var reruns = new List<Rerun>();
        for (var round = 1; round <= retry.Rounds; round++)
        {
            var again = Capped(_phases[last],
                refused with
                {
                    Min = round == 1 ? Math.Min(refused.Min, _phases[last].CapLeft)
                    : retry.CapPerItem is null ? refused.Min : 0
                }, way, isOneOfSeveral);
            _phases[last].CapLeft -= sharesCap && !isOneOfSeveral ? again.Max : 0;
            var rerun = new Way(
                string.Create(
                    CultureInfo.InvariantCulture, $"@{Phase(last).Id}{(labels == Labels.None ? "" : $"#{labels.Name}")}/{round}{way.Mark}"),
                retry.Name ?? $"reruns by {Phase(last).Id}", new(way.Before));
            var units = entry is { } group ? UnitBounds.Of(_groups[group], again) : way.Before[start].Asked(again);
            var passages = new List<Passage>();
            foreach (var p in repeated)
                passages.Add(Pass(p, ref units, rerun, endsRerun: p == last, out _));
            reruns.Add(new Rerun(passages, entry));
            refused = passages[^1].Pools.Aggregate(
                Bounds.Zero, (sum, pool) => sum + Refused(rerun.Before[last].Of(pool.Groups.Select(g => _groups[g])), pool.Retry!.Rate));
        }

        return reruns;
    }

    private static Bounds Refused(Bounds units, Factor rate) =>
        new(rate.Support.Min >= 1 ? units.Min : 0, rate.Support.Max > 0 ? units.Max : 0);
}
