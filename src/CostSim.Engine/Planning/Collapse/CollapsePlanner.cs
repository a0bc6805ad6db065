namespace CostSim.Engine.Planning.Collapse;

/// <summary>A <see cref="Plan"/> to the totals that can be drawn for all items at once, or the reason why not.</summary>
internal sealed class CollapsePlanner
{
    private readonly Plan _plan;
    private readonly StreamNames _streams;
    private readonly List<List<int>> _shared;

    private CollapsePlanner(Plan plan, StreamNames streams)
    {
        (_plan, _streams) = (plan, streams);
        _shared = FindShared(plan);
    }

    /// <summary>The collapse, or null and for the phase that stands against it the reason.</summary>
    public static (CollapsePlan? Collapse, string? Phase, string? Reason) Build(Plan plan)
    {
        var streams = plan.Streams;
        var planner = new CollapsePlanner(plan, streams);
        var counts = new CountPlanner(plan, streams);
        var flow = plan.Phases.Any(phase => phase.IsBranching) ? new FlowCounts(plan) : null;
        var phases = new List<CollapsedPhase>();
        foreach (var phase in plan.Phases)
        {
            try
            {
                phases.Add(flow is not null ? planner.Collapse(phase, flow) : planner.Collapse(phase, phase.IsBesideTheUnits ? new PhaseCounts(null, null, null, new Spread(1, 0), default) : counts.Next(phase)));
            }
            catch (NotCollapsibleException e)
            {
                return (null, phase.Id, e.Message);
            }
        }

        var shared = planner._shared.Select(draws => new SharedNoise(
            streams.Of($"collapse/{plan.ItemDraws[draws[0]].Name}"), Math.Sqrt(planner.Variation(draws)))).ToList();
        return (new CollapsePlan(shared, phases) { IsFlow = flow is not null }, null, null);
    }

    /// <summary>The sums of a phase whose calls come from the pools of all its passages.</summary>
    private CollapsedPhase Collapse(PhasePlan phase, FlowCounts flow)
    {
        RefuseSharedDraws(phase);
        if (flow.ObstacleOf(phase) is { } obstacle)
            throw new NotCollapsibleException(obstacle);
        var terms = flow.PoolsOf(phase).SelectMany(pool => pool.Pool.Sources.Where(source => source.Round <= 1)
            .SelectMany(source => source.Terms.Select(term => (Pool: pool.Index, source.Round, Term: term))));
        return new CollapsedPhase(null, 1, null, null, [.. terms.GroupBy(t => LaneOf(_plan, t.Term)).Select((group, index) =>
        {
            List<PoolCalls> pools = [.. group.GroupBy(t => t.Pool)
                .Select(of => new PoolCalls(of.Key, of.Count(t => t.Round == 0), of.Count(t => t.Round == 1)))];
            return MakeLane(phase, index, group.Key, 0, 0, group.Key.ItemProduct == 0 ? default : flow.CallsOf(pools)) with { Pools = pools };
        })]);
    }

    private CollapsedPhase Collapse(PhasePlan phase, PhaseCounts counts)
    {
        RefuseSharedDraws(phase);
        // The rounds of a retry add alike, so that all repeated calls are one number.
        var terms = phase.Sources.Where(source => source.Round <= 1)
            .SelectMany(source => source.Terms.Select(term => (source.Round, Term: term)));
        var lanes = terms
            .GroupBy(t => LaneOf(_plan, t.Term))
            .Select((group, index) => MakeLane(
                phase, index, group.Key, group.Count(t => t.Round == 0), group.Count(t => t.Round == 1),
                counts.Weighted(group.Count(t => t.Round == 0), group.Count(t => t.Round == 1))))
            .ToList();
        return new CollapsedPhase(counts.Taken, phase.Split, counts.Repeated, counts.Kept, lanes);
    }

    /// <summary>
    /// Mean and variance of Σ over items of I·Σ over calls of C, with I and C of mean 1 and squared variations δ: the total of calls, times one plus the shared
    /// deviations, plus a residual with what is left of
    /// (Π(1 + δ_item) − 1)·E[n²] + Π(1 + δ_item)·δ_call·E[n] (Wald's identity, item by item).
    /// </summary>
    private Lane MakeLane(
        PhasePlan phase, int index, (int Total, int ItemProduct, double CallVariation, double Mean) key, int first, int again, Spread n)
    {
        var (total, product, callVariation, mean) = key;
        var draws = _plan.ItemProducts[product];
        var all = 1 + Variation(draws);
        var sharedDraws = _shared.Where(together => together.All(draws.Contains)).ToList();
        var shared = sharedDraws.Sum(Variation);
        var dispersion = n.Mean > 0 ? n.Variance / n.Mean : 0;
        return new Lane(
            total, first, again, mean, [.. sharedDraws.Select(together => _shared.IndexOf(together))],
            PerSquare: Clean(all - 1 - shared), PerCall: all * callVariation + (all - 1) * dispersion,
            _streams.Of(FormattableString.Invariant($"collapse/{phase.Id}/{index}")));

        // Π(1 + δ) − 1 − δ of a single draw is rounding.
        static double Clean(double value) => Math.Abs(value) < 1e-15 ? 0 : value;
    }

    /// <summary>What one call draws twice has other moments than two draws.</summary>
    private void RefuseSharedDraws(PhasePlan phase)
    {
        if (phase.Sources.Any(source => source.OneByOne is not null))
            throw new NotCollapsibleException("its calls are cut or priced one by one");
        foreach (var source in phase.Sources)
        {
            var streams = source.Terms.SelectMany(term => term.Calls).Select(factor => factor.Stream).ToList();
            if (streams.Distinct().Count() < streams.Count)
                throw new NotCollapsibleException("a call-level factor stands twice in one call");
            if (source.Terms.Any(term => _plan.ItemProducts[term.ItemProduct] is var draws && draws.Distinct().Count() < draws.Count))
                throw new NotCollapsibleException("an item-level factor stands twice in one product");
        }

        var chances = _plan.Phases.SelectMany(p => new[] { p.Share?.Chance, p.Keep?.Chance, p.Retry?.Rate }).OfType<Factor>().SelectMany(f => f.ItemDraws).ToHashSet();
        if (phase.Sources.SelectMany(source => source.Terms).Any(term => _plan.ItemProducts[term.ItemProduct].Any(chances.Contains)))
            throw new NotCollapsibleException("an item-level factor stands both in tokens and in a chance");
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
    /// Item draws that more than one lane of the plan uses, those together that always stand together (an amount and whether it is present): their
    /// product is then one deviation, cross terms included.
    /// </summary>
    private static List<List<int>> FindShared(Plan plan) =>
    [
        .. plan.Phases
            .SelectMany(phase => phase.Sources.Where(source => source.Round <= 1).SelectMany(source => source.Terms)
                .Select(term => (phase.Id, Lane: LaneOf(plan, term))).Distinct())
            .SelectMany((use, lane) => plan.ItemProducts[use.Lane.ItemProduct].Distinct().Select(draw => (Draw: draw, Lane: lane)))
            .GroupBy(use => use.Draw, use => use.Lane)
            .Where(uses => uses.Count() > 1)
            .GroupBy(uses => string.Join(',', uses.Order()), uses => uses.Key)
            .Select(together => together.Order().ToList()),
    ];

    /// <summary>Terms of a phase that are alike in this are one lane.</summary>
    private static (int Total, int ItemProduct, double CallVariation, double Mean) LaneOf(Plan plan, Term term) =>
        (term.Total, term.ItemProduct, CallVariation(term), Mean(plan, term));
}
