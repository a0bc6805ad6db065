using CostSim.Numerics.Simd;
using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>Plans the lanes of a phase (<see cref="Lane"/>): the populations whose calls they sum, and their deviations.</summary>
internal sealed class LanePlanner(Plan plan, Populations book, PopulationFlow flow)
{
    private readonly Dictionary<string, int> _calls = [];

    /// <summary>The lanes of a phase.</summary>
    public IReadOnlyList<Lane> Of(PhasePlan phase)
    {
        var terms = LaneTerms.Of(plan, phase).Select(lane => (Lane: lane, Parts: PartsOf(lane))).Where(each => each.Parts.Count > 0)
            .ToList();
        var mix = new LaneMix(plan, [.. terms.Select(each => each.Lane)],
            [.. terms.Select(each => each.Parts.Sum(part => part.Times * part.Units.Expected))],
                term => CallsOf(term).Sum(units => units.Expected));
        return [.. terms.Select(
            (each, index) =>
                Plan(phase, each.Lane, each.Parts,
                    [.. mix.Of(index).Select(part => new MixPart(Stream(phase, part.Lane), (float)part.Weight))], mix.Pairs(index),
                        index))];
    }

    /// <summary>Register of the phase's billed calls, or null if it has none.</summary>
    public int? Calls(PhasePlan phase)
    {
        List<WeightedUnits> billed =
        [
            .. LaneTerms.PoolsOf(plan, phase).SelectMany(
                pool => pool.Sources.Where(source => source.BilledCalls && source.Round <= 1).SelectMany(source => CallsOf(pool, source)))
                .GroupBy(units => units).Select(same => new WeightedUnits(same.Key, same.Count())),
        ];
        return billed.Count == 0 ? null : CallsRegister(billed);
    }

    private uint Stream(PhasePlan phase, int lane) => book.Stream(FormattableString.Invariant($"{phase.Id}/{lane}"));

    private IReadOnlyList<Population> CallsOf(LaneTerm term) => CallsOf(term.Pool, term.Source);

    private IReadOnlyList<Population> CallsOf(Pool pool, CallSource source) =>
        flow.CallsOf(pool) is { } calls ? source.Round == 0 ? [calls.First] : calls.Repeated : [];

    /// <summary>Units whose calls a lane sums, with the number of calls each.</summary>
    private List<WeightedUnits> PartsOf(LaneTerms lane) =>
    [
        .. lane.Terms.SelectMany(CallsOf).GroupBy(units => units).Select(same => new WeightedUnits(same.Key, same.Count())),
    ];

    private Lane Plan(PhasePlan phase, LaneTerms lane, List<WeightedUnits> parts, IReadOnlyList<MixPart> mix, double pairs, int index)
    {
        var (laws, uses) = (book.Laws, book.Uses);
        var product = laws.Product(plan.ItemProducts[lane.Key.ItemProduct]);
        // If items call more than once and are few or heavy-tailed, their own factors are sampled as an average with its own distribution;
        // otherwise each call draws them.
        var isEach = parts.TrueForAll(part => part.Units.AtMostOne);
        bool IsOwn(
            int draw) => uses.IsAlone(draw) && (isEach || book.ShapeOf(ItemFunction.One, laws.Product([draw]), plan.Items, 1).IsNormal);
        var (shared, own) = (product.Only(draw => !IsOwn(draw)), product.Only(IsOwn));
        var weight = parts[0].Units.Weight;
        var calls = CallsRegister(parts);
        var ownVariation = laws.Variation(ItemFunction.One, own);
        var unevenness = 1 + laws.Variation(weight, shared);
        // An average over items is drawn explicitly if other sums share it; the rest is part of the lane's deviation.
        var scatter = ownVariation == 0 ? null : book.ScatterOf(parts, null);
        var spread = new LaneSpread(
            ownVariation * (1 + laws.Variation(ItemFunction.One, weight.Times(shared))) / plan.Items,
            unevenness * (1 + ownVariation) * (lane.Key.Variation + pairs),
            ownVariation * unevenness, scatter, mix, Shape(lane, parts, own));
        if (EachOf(phase, lane, parts, own, index) is { } each)
            return new Lane(lane.Key.Total, laws.Mean(weight, shared), calls, Scaled(parts, calls, weight, shared),
                spread with { Each = each, Shape = SumShape.Normal });
        return new Lane(lane.Key.Total, laws.Mean(weight, shared) * laws.Mean(own) * lane.Key.Mean, calls,
            Scaled(parts, calls, weight, shared), spread);
    }

    /// <summary>Register of the calls; adjacent lanes usually have the same.</summary>
    private int CallsRegister(List<WeightedUnits> parts)
    {
        if (parts is [{ Times: 1, Units: var units }])
            return units.Units;
        var key = string.Join('+', parts.Select(part => FormattableString.Invariant($"{part.Times}*{part.Units.Units}")));
        return _calls.TryGetValue(key, out var known)
            ? known
            : _calls[key] = book.Steps.Add(
                result => new SumStep([.. parts.Select(part => new SumTerm(part.Units.Units, part.Times))], result));
    }

    /// <summary>Register of the calls, each weighted by its item's average.</summary>
    private int Scaled(List<WeightedUnits> parts, int calls, ItemFunction weight, ItemFunction shared)
    {
        var mean = book.Laws.Mean(weight, shared);
        var terms = parts.ConvertAll(
            part => new SumTerm(
                part.Units.Units, part.Times * book.Laws.Mean(part.Units.Weight, shared) / mean, part.Units.Average(shared, book.Laws)));
        return terms.TrueForAll(term => term.Times is null)
            && terms.Zip(parts).All(each => Math.Abs(each.First.Weight - each.Second.Times) < 1e-12)
            ? calls
            : book.Steps.Add(result => new SumStep(terms, result));
    }

    /// <summary>
    /// The draws of each call if calls are few and so heavy-tailed that a table of their sums is inaccurate: independent calls, at most one
    /// per item for practical purposes.
    /// </summary>
    private CallFactor[]? EachOf(PhasePlan phase, LaneTerms lane, List<WeightedUnits> parts, ItemFunction own, int index)
    {
        const double HeavyVariation = 2, FewCalls = 400;
        var factors = lane.Terms[0].Term.Calls;
        if (lane.Key.Variation < HeavyVariation || parts.Sum(part => part.Units.Expected) > FewCalls
            || parts.Exists(part => part.Times != 1)
            || (!own.IsOne && !parts.TrueForAll(part => part.Units.AtMostOne))
                || lane.Terms.Count(term => term.Pool == lane.Terms[0].Pool && term.Source == lane.Terms[0].Source) > 1)
            return null;
        return
        [
            .. factors.Select(
                (factor, i) => new CallFactor(book.Stream(FormattableString.Invariant($"{phase.Id}/{index}/each{i}")), factor.Quantile)),
            .. own.Draws.Select(
                draw => new CallFactor(
                    book.Stream(FormattableString.Invariant($"{phase.Id}/{index}/item{draw}")), plan.ItemDraws[draw].Quantile)),
        ];
    }

    /// <summary>
    /// How a lane's sum differs from a normal distribution. If an item calls at most once, calls are independent including their item's
    /// factors; otherwise calls are independent given their items, and item effects are small or average over many items (<see
    /// cref="ItemUses"/>).
    /// </summary>
    private SumShape Shape(LaneTerms lane, List<WeightedUnits> parts, ItemFunction own)
    {
        var laws = lane.Terms[0].Term.Calls.GroupBy(factor => factor.Stream).Select(
            same => PowerOf(WeightedValues.Of(same.First().Quantile), same.Count())).ToList();
        if (parts.TrueForAll(part => part.Units.AtMostOne))
            laws.AddRange(own.Draws.Select(draw => book.Laws.LawOf(ItemFunction.One, own.Only(other => other == draw))));
        var additions = parts.Sum(part => part.Times * part.Units.Expected);
        return TimesInOneCall(lane) is { } times ? book.Shapes.Of(laws, additions / times, times)
            : book.Shapes.Unshaped(laws, additions / parts.Max(part => part.Times));
    }

    /// <summary>
    /// How often a call adds the same amount to a lane; null if it adds several amounts that are neither equal nor independent.
    /// </summary>
    private static int? TimesInOneCall(LaneTerms lane)
    {
        var calls = lane.Terms.GroupBy(term => (term.Pool, term.Source)).Select(
            same => same.Select(term => term.Term.Calls.Select(factor => factor.Stream).Order().ToList()).ToList()).ToList();
        if (calls.TrueForAll(
            terms => terms.SelectMany(streams => streams.Distinct()).GroupBy(stream => stream).All(same => same.Count() == 1)))
            return 1;
        return calls.TrueForAll(terms => terms.Count == calls[0].Count && terms.TrueForAll(streams => streams.SequenceEqual(terms[0])))
            ? calls[0].Count : null;
    }

    private static WeightedValues PowerOf(WeightedValues law, int power) =>
        power == 1 ? law : WeightedValues.Of(law.Values.Zip(law.Weights, (value, weight) => (Math.Pow(value, power), weight)));
}

/// <summary>Correlates the deviations of lanes of one phase whose calls share call-level factors.</summary>
internal sealed class LaneMix
{
    private readonly Plan _plan;
    private readonly IReadOnlyList<LaneTerms> _lanes;
    private readonly IReadOnlyList<double> _calls;
    private readonly Func<LaneTerm, double> _callsOf;
    private readonly double[,] _weights;

    /// <param name="plan">The plan.</param>
    /// <param name="lanes">The lanes of the phase.</param>
    /// <param name="calls">Mean number of additions to each.</param>
    /// <param name="callsOf">Mean number of calls of a term.</param>
    public LaneMix(Plan plan, IReadOnlyList<LaneTerms> lanes, IReadOnlyList<double> calls, Func<LaneTerm, double> callsOf)
    {
        (_plan, _lanes, _calls, _callsOf) = (plan, lanes, calls, callsOf);
        _weights = Factorise();
    }

    /// <summary>Covariance of pairs of terms of one call within a lane, per addition.</summary>
    public double Pairs(int lane) => _calls[lane] > 0 ? InOneCall(_lanes[lane], _lanes[lane]) / _calls[lane] : 0;

    /// <summary>The deviates that a lane's deviate is mixed from, by the lane whose stream each uses.</summary>
    public IEnumerable<(int Lane, double Weight)> Of(int index) =>
        Enumerable.Range(0, index + 1).Where(lane => _weights[index, lane] != 0).Select(lane => (lane, _weights[index, lane]));

    /// <summary>Cholesky factor of the correlations, with the mean number of additions.</summary>
    private double[,] Factorise()
    {
        var factor = new double[_lanes.Count, _lanes.Count];
        for (var a = 0; a < _lanes.Count; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var left = a == b ? 1 : Correlation(a, b);
                for (var k = 0; k < b; k++)
                    left -= factor[a, k] * factor[b, k];
                // The residual of a lane that is a multiple of another is rounding.
                if (a == b)
                    factor[a, a] = left > 1e-9 ? Math.Sqrt(left) : 0;
                else if (factor[b, b] > 0)
                    factor[a, b] = left / factor[b, b];
            }
        }

        return factor;
    }

    private double Correlation(int a, int b)
    {
        var covariance = InOneCall(_lanes[a], _lanes[b]);
        return covariance == 0 ? 0 : Math.Clamp(covariance / Math.Sqrt(Variance(a) * Variance(b)), -1, 1);
    }

    /// <summary>Of calls only; item effects shared by lanes are drawn elsewhere.</summary>
    private double Variance(int lane) => _calls[lane] * _lanes[lane].Key.Variation + InOneCall(_lanes[lane], _lanes[lane]);

    /// <summary>Σ(Π_c − 1) over pairs of different terms in one call.</summary>
    private double InOneCall(LaneTerms a, LaneTerms b)
    {
        var sum = 0.0;
        foreach (var one in a.Terms)
        {
            foreach (var other in b.Terms)
            {
                if (!ReferenceEquals(one.Source, other.Source) || ReferenceEquals(one.Term, other.Term))
                    continue;
                var (alone, apart) = (CallMoments.Of(one.Term.Calls, 1), CallMoments.Of(other.Term.Calls, 1));
                var together = CallMoments.Of(one.Term.Calls.Concat(other.Term.Calls), 1);
                if (alone > 0 && apart > 0 && Math.Abs(together / (alone * apart) - 1) > 1e-14)
                    sum += (together / (alone * apart) - 1) * _callsOf(one);
            }
        }

        return sum;
    }
}
