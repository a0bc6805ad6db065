using CostSim.Numerics.Simd;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>A <see cref="Plan"/> to the totals that can be drawn for all items at once, or the reason why not.</summary>
internal sealed class CollapsePlanner
{
    /// <summary>More deviations than this, drawn in every trial, are no gain.</summary>
    private const int SharedMax = 64;

    private readonly Plan _plan;
    private readonly StreamNames _streams;
    private readonly List<SharedDraws> _shared;

    private CollapsePlanner(Plan plan, StreamNames streams)
    {
        (_plan, _streams) = (plan, streams);
        _shared = FindShared();
    }

    /// <summary>The collapse, or null and for the phase that stands against it the reason.</summary>
    public static (CollapsePlan? Collapse, string? Phase, string? Reason) Build(Plan plan)
    {
        var streams = plan.Streams;
        var counts = new CountPlanner(plan, streams);
        var flow = plan.Phases.Any(phase => phase.IsBranching) ? new FlowCounts(plan) : null;
        var phases = new List<CollapsedPhase>();
        CollapsePlanner planner;
        try
        {
            planner = new CollapsePlanner(plan, streams);
            foreach (var phase in plan.Phases)
                phases.Add(flow is not null ? planner.Collapse(phase, flow)
                    : planner.Collapse(phase, phase.IsBesideTheUnits ? new PhaseCounts(null, null, null, new Spread(1, 0), default) : counts.Next(phase)));
        }
        catch (NotCollapsibleException e)
        {
            return (null, plan.Phases[phases.Count].Id, e.Message);
        }

        var shared = planner._shared.Select(shared => new SharedNoise(streams.Of($"collapse/{shared.Name}"), Math.Sqrt(shared.Variation))).ToList();
        return (new CollapsePlan(shared, phases) { IsFlow = flow is not null }, null, null);
    }

    /// <summary>The sums of a phase whose calls come from the pools of all its passages.</summary>
    private CollapsedPhase Collapse(PhasePlan phase, FlowCounts flow)
    {
        RefuseSharedDraws(phase);
        if (phase.Sources.Any(source => HasTwice([.. source.Terms.SelectMany(term => term.Calls)])))
            throw new NotCollapsibleException("a call-level factor stands twice in one call, and units branch");
        if (flow.ObstacleOf(phase) is { } obstacle)
            throw new NotCollapsibleException(obstacle);
        var terms = new List<PooledTerm>();
        foreach (var (index, pool) in flow.PoolsOf(phase))
            terms.AddRange(pool.Sources.Where(source => source.Round <= 1).SelectMany(source => source.Terms.Select(term => new PooledTerm(index, source.Round, term))));
        return new CollapsedPhase(null, 1, null, null, [.. terms.GroupBy(t => LaneOf(_plan, t.Term)).Select((group, index) =>
        {
            List<PoolCalls> pools = [.. group.GroupBy(t => t.Pool)
                .Select(of => new PoolCalls(of.Key, of.Count(t => t.Round == 0), of.Count(t => t.Round == 1)))];
            return MakeLane(phase, index, group.Key, pools, group.Key.ItemProduct == 0 ? default : flow.CallsOf(pools));
        })]);
    }

    private sealed record PooledTerm(int Pool, int Round, Term Term);

    private Lane MakeLane(
        PhasePlan phase, int index, LaneKey key, List<PoolCalls> pools, Spread n)
    {
        var draws = _plan.ItemProducts[key.ItemProduct];
        var (perSquare, perCall) = LaneResiduals.Of(Variation(draws), SharedVariation(draws), key.CallVariation, n);
        return new Lane(key.Total, 0, 0, key.Mean, SharedIn(draws), perSquare, perCall, Stream(phase, index)) { Pools = pools };
    }

    private CollapsedPhase Collapse(PhasePlan phase, PhaseCounts counts)
    {
        RefuseSharedDraws(phase);
        // The rounds of a retry add alike, so that all repeated calls are one number.
        var lanes = phase.Sources.Where(source => source.Round <= 1)
            .SelectMany(source => source.Terms.Select(term => new SourcedTerm(source, term)))
            .GroupBy(t => LaneOf(_plan, t.Term))
            .Select(group => new LaneTerms(group.Key.Total, _plan.ItemProducts[group.Key.ItemProduct], group.Key.CallVariation, group.Key.Mean, [.. group]))
            .ToList();
        var residuals = new LaneResiduals(lanes, counts, Variation, SharedVariation);
        return new CollapsedPhase(counts.Taken, phase.Split, counts.Repeated, counts.Kept, [.. lanes.Select((lane, index) => MakeLane(phase, index, lane, residuals))]);
    }

    private Lane MakeLane(PhasePlan phase, int index, LaneTerms terms, LaneResiduals residuals)
    {
        var (perSquare, perCall) = residuals.Own(index);
        return new Lane(terms.Total, terms.First, terms.Repeated, terms.Mean, SharedIn(terms.ItemDraws), perSquare, perCall, Stream(phase, index))
        {
            Mix = [.. residuals.Mix(index).Select(part => new MixPart(Stream(phase, part.Lane), (float)part.Weight))],
        };
    }

    /// <summary>The shared deviations that scale a product of item draws.</summary>
    private List<int> SharedIn(IReadOnlyList<int> draws) => [.. Enumerable.Range(0, _shared.Count).Where(i => _shared[i].IsIn(draws))];

    private double SharedVariation(IReadOnlyList<int> draws) => SharedIn(draws).Sum(i => _shared[i].Variation);

    private uint Stream(PhasePlan phase, int lane) => _streams.Of(FormattableString.Invariant($"collapse/{phase.Id}/{lane}"));

    /// <summary>What one call draws twice has other moments than two draws.</summary>
    private void RefuseSharedDraws(PhasePlan phase)
    {
        if (phase.Sources.Any(source => source.OneByOne is not null))
            throw new NotCollapsibleException("its calls are cut or priced one by one");
        foreach (var source in phase.Sources)
        {
            if (source.Terms.Any(term => HasTwice(term.Calls)))
                throw new NotCollapsibleException("a call-level factor stands twice in one product");
            if (source.Terms.Any(term => _plan.ItemProducts[term.ItemProduct] is var draws && draws.ToHashSet().Count < draws.Count))
                throw new NotCollapsibleException("an item-level factor stands twice in one product");
        }

        var chances = _plan.Phases.SelectMany(p => new[] { p.Share?.Chance, p.Keep?.Chance, p.Retry?.Rate }).OfType<Factor>().SelectMany(f => f.ItemDraws).ToHashSet();
        if (phase.Sources.SelectMany(source => source.Terms).Any(term => _plan.ItemProducts[term.ItemProduct].Any(chances.Contains)))
            throw new NotCollapsibleException("an item-level factor stands both in tokens and in a chance");
    }

    /// <summary>Whether two of the factors are one draw.</summary>
    private static bool HasTwice(CallFactor[] factors)
    {
        var streams = new HashSet<uint>();
        return Array.Exists(factors, factor => !streams.Add(factor.Stream));
    }

    private static double Mean(Plan plan, Term term) =>
        plan.ItemProducts[term.ItemProduct].Aggregate(1.0, (value, draw) => value * plan.ItemDraws[draw].Quantile.Mean)
        * term.Calls.Aggregate(1.0, (value, factor) => value * factor.Quantile.Mean);

    /// <summary>Squared coefficient of variation of the product of a call's own draws.</summary>
    private static double CallVariation(Term term) =>
        term.Calls.Length == 0 ? 0 : term.Calls.Aggregate(1.0, (value, factor) => value * (1 + Variation(factor.Quantile))) - 1;

    /// <summary>Squared coefficient of variation of a product of item draws.</summary>
    private double Variation(IReadOnlyList<int> draws) => draws.Aggregate(1.0, (value, draw) => value * (1 + Variation(_plan.ItemDraws[draw].Quantile))) - 1;

    private static double Variation(Numerics.Tables.QuantileFunction quantile) => quantile.Variance / (quantile.Mean * quantile.Mean);

    /// <summary>
    /// What several lanes have in common of item draws: those that always stand together (an amount and whether it is present) as one factor, cross terms
    /// included; and of lanes that have several such factors in common, each set of them. A product of factors 1 + x is 1 plus the products of all sets of its
    /// x, which are uncorrelated: so each set has a deviation of its own, and covariances are exact.
    /// </summary>
    private List<SharedDraws> FindShared()
    {
        var lanes = _plan.Phases
            .SelectMany(phase => phase.Sources.Where(source => source.Round <= 1).SelectMany(source => source.Terms)
                .Select(term => LaneOf(_plan, term)).Distinct())
            .Select(lane => _plan.ItemProducts[lane.ItemProduct]).ToList();
        var uses = new Dictionary<int, DrawUse>();
        for (var lane = 0; lane < lanes.Count; lane++)
        {
            foreach (var draw in lanes[lane])
            {
                if (!uses.TryGetValue(draw, out var use))
                    uses.Add(draw, use = new DrawUse(draw, []));
                if (use.Lanes is not [.., var last] || last != lane)
                    use.Lanes.Add(lane);
            }
        }

        var factors = uses.Values.Where(use => use.Lanes.Count > 1).GroupBy(use => string.Join(',', use.Lanes))
            .Select((together, i) => new SharedSet(i, Single([.. together.OrderBy(use => use.Draw).Select(use => use.Draw)]), together.First().Lanes)).ToList();
        // Sets grow one factor at a time, so that each is found once.
        var sets = factors.ToList();
        for (var next = 0; next < sets.Count; next++)
        {
            if (sets.Count > SharedMax)
                throw new NotCollapsibleException("its sums have too many item-level factors in common");
            var (last, shared, inLanes) = sets[next];
            for (var i = last + 1; i < factors.Count; i++)
            {
                var both = inLanes.FindAll(factors[i].Lanes.Contains);
                if (both.Count > 1)
                    sets.Add(new SharedSet(i, shared.With(factors[i].Shared), both));
            }
        }

        return [.. sets.Select(set => set.Shared)];

        SharedDraws Single(List<int> draws) => new(_plan.ItemDraws[draws[0]].Name, draws, Variation(draws));
    }

    /// <summary>An item draw, and the lanes in which it stands, ascending.</summary>
    private sealed record DrawUse(int Draw, List<int> Lanes);

    /// <summary>A set of factors that several lanes have in common.</summary>
    /// <param name="Last">The last of them.</param>
    private sealed record SharedSet(int Last, SharedDraws Shared, List<int> Lanes);

    /// <summary>Terms of a phase that are alike in this are one lane.</summary>
    private static LaneKey LaneOf(Plan plan, Term term) => new(term.Total, term.ItemProduct, CallVariation(term), Mean(plan, term));

    private sealed record LaneKey(int Total, int ItemProduct, double CallVariation, double Mean);
}

/// <summary>Item draws that several sums have in common.</summary>
/// <param name="Name">What the stream of their deviation is named after.</param>
/// <param name="Draws">Indices of <see cref="Plan.ItemDraws"/>.</param>
/// <param name="Variation">Squared coefficient of variation: of one factor, or the product of those of several.</param>
internal sealed record SharedDraws(string Name, IReadOnlyList<int> Draws, double Variation)
{
    public bool IsIn(IReadOnlyList<int> draws) => Draws.All(draws.Contains);

    public SharedDraws With(SharedDraws other) => new($"{Name}+{other.Name}", [.. Draws, .. other.Draws], Variation * other.Variation);
}
