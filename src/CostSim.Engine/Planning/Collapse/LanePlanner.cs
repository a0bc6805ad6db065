namespace CostSim.Engine.Planning.Collapse;

/// <summary>The lanes of a phase: which populations call for them, and how they deviate.</summary>
internal sealed class LanePlanner(Plan plan, Populations book, UnitFlow flow)
{
    /// <summary>What skewness moves by less than this share of the sum, at P1 and P99, is not drawn.</summary>
    private const double NegligibleSkewness = 1e-6;

    private readonly Dictionary<string, int> _calls = [];

    /// <summary>The lanes of a phase.</summary>
    public IReadOnlyList<Lane> Of(PhasePlan phase)
    {
        var terms = LaneTerms.Of(plan, phase).Select(lane => (Lane: lane, Parts: PartsOf(lane))).Where(each => each.Parts.Count > 0).ToList();
        var mix = new LaneMix(plan, [.. terms.Select(each => each.Lane)], [.. terms.Select(each => each.Parts.Sum(part => part.Times * part.Units.Expected))], term => CallsOf(term).Sum(units => units.Expected));
        return [.. terms.Select((each, index) => Plan(phase, each.Lane, each.Parts, [.. mix.Of(index).Select(part => new MixPart(Stream(phase, part.Lane), (float)part.Weight))], mix.Pairs(index)))];
    }

    /// <summary>The registers whose sum is the phase's billed calls.</summary>
    public IReadOnlyList<int> Calls(PhasePlan phase) =>
    [
        .. LaneTerms.PoolsOf(plan, phase).Where(pool => flow.CallsOf(pool) is not null)
            .SelectMany(pool => pool.Sources.Where(source => source.BilledCalls && source.Round <= 1).SelectMany(source => CallsOf(pool, source))).Select(units => units.Units),
    ];

    private uint Stream(PhasePlan phase, int lane) => book.Stream(FormattableString.Invariant($"{phase.Id}/{lane}"));

    private IReadOnlyList<Population> CallsOf(LaneTerm term) => CallsOf(term.Pool, term.Source);

    private IReadOnlyList<Population> CallsOf(Pool pool, CallSource source) => flow.CallsOf(pool) is { } calls ? source.Round == 0 ? [calls.First] : calls.Repeated : [];

    /// <summary>Units that call for a lane, each so many times.</summary>
    private List<WeightedUnits> PartsOf(LaneTerms lane) =>
    [
        .. lane.Terms.SelectMany(CallsOf).GroupBy(units => units).Select(same => new WeightedUnits(same.Key, same.Count())),
    ];

    private Lane Plan(PhasePlan phase, LaneTerms lane, List<WeightedUnits> parts, IReadOnlyList<MixPart> mix, double pairs)
    {
        var (laws, uses) = (book.Laws, book.Uses);
        var product = laws.Product(plan.ItemProducts[lane.Key.ItemProduct]);
        var (shared, own) = (uses.Shared(product), uses.Own(product));
        var weight = parts[0].Units.Weight;
        var calls = CallsRegister(parts);
        var ownVariation = laws.Variation(ItemFunction.One, own);
        var unevenness = 1 + laws.Variation(weight, shared);
        var times = parts.Sum(part => part.Times * part.Times * part.Units.Expected) / Math.Max(1e-300, parts.Sum(part => part.Times * part.Units.Expected));
        // An average that deviates from item to item is drawn where others ask for it too; the rest is the lane's own.
        var scatter = ownVariation == 0 ? null : book.ScatterOf(parts, null);
        var spread = new LaneSpread(
            ownVariation * (1 + laws.Variation(ItemFunction.One, weight.Times(shared))) / plan.Items,
            unevenness * (1 + ownVariation) * (lane.Key.Variation * times + pairs),
            ownVariation * unevenness, scatter, mix, Skewness(lane, parts, own, weight, shared));
        return new Lane(lane.Key.Total, laws.Mean(weight, shared) * laws.Mean(own) * lane.Key.Mean, calls, Scaled(parts, calls, weight, shared), spread);
    }

    /// <summary>Register of the calls; neighbours have the same ones, as a rule.</summary>
    private int CallsRegister(List<WeightedUnits> parts)
    {
        if (parts is [{ Times: 1, Units: var units }])
            return units.Units;
        var key = string.Join('+', parts.Select(part => FormattableString.Invariant($"{part.Times}*{part.Units.Units}")));
        return _calls.TryGetValue(key, out var known)
            ? known
            : _calls[key] = book.Steps.Add(result => new SumStep([.. parts.Select(part => new SumTerm(part.Units.Units, part.Times))], result));
    }

    /// <summary>Register of the calls, each as much as its item is on average.</summary>
    private int Scaled(List<WeightedUnits> parts, int calls, ItemFunction weight, ItemFunction shared)
    {
        var mean = book.Laws.Mean(weight, shared);
        var terms = parts.ConvertAll(part => new SumTerm(part.Units.Units, part.Times * book.Laws.Mean(part.Units.Weight, shared) / mean, part.Units.Average(shared, book.Laws)));
        return terms.TrueForAll(term => term.Times is null) && terms.Zip(parts).All(each => Math.Abs(each.First.Weight - each.Second.Times) < 1e-12)
            ? calls
            : book.Steps.Add(result => new SumStep(terms, result));
    }

    /// <summary>Third moments of what deviates: of calls, and of items with all their calls.</summary>
    private LaneSkewness Skewness(LaneTerms lane, List<WeightedUnits> parts, ItemFunction own, ItemFunction weight, ItemFunction shared)
    {
        var laws = book.Laws;
        var calls = lane.Terms[0].Term.Calls;
        var n = parts.Sum(part => part.Times * part.Units.Expected);
        if (n <= 0 || lane.Key.Mean <= 0)
            return default;
        var (one, two, three) = (lane.Key.Mean, CallMoments.Of(calls, 2), calls.Length == 0 ? 1 : CallMoments.Of(calls, 3));
        var (squareOfCall, cubeOfCall) = calls.Length == 0 ? (1.0, 1.0) : (two / (one * one), three / (one * one * one));
        var mean = laws.Mean(weight, shared);
        var square = laws.Mean(weight, shared.Times(shared)) / (mean * mean);
        var cube = laws.Mean(weight, shared.Times(shared).Times(shared)) / (mean * mean * mean);
        var (m1, m2, m3) = (laws.Mean(own), laws.Mean(own.Times(own)), laws.Mean(own.Times(own).Times(own)));
        var (squareOfItem, cubeOfItem) = own.IsOne ? (1.0, 1.0) : (m2 / (m1 * m1), m3 / (m1 * m1 * m1));
        // Central third moments: of calls given their item, and of an item's own factor.
        var ofCall = cube * cubeOfItem * (cubeOfCall - 3 * squareOfCall + 2);
        var ofItem = cubeOfItem - 3 * squareOfItem + 2;
        var mixed = 3 * square * (cubeOfItem - squareOfItem) * (squareOfCall - 1);
        var perItem = n / plan.Items;
        var skewness = parts.TrueForAll(part => part.Units.AtMostOne)
            ? new LaneSkewness(ofCall + cube * ofItem + mixed, 0)
            : new LaneSkewness(ofCall + mixed * perItem, ofItem * cube / ((double)plan.Items * plan.Items));
        var variance = n * (squareOfItem * square * squareOfCall - 1) + (squareOfItem - 1) * n * perItem;
        var third = n * Math.Abs(skewness.PerCall) + n * n * n * Math.Abs(skewness.PerCube);
        return variance <= 0 || third / (6 * variance) * 4.4 < NegligibleSkewness * n ? default : skewness;
    }
}

/// <summary>Lanes of one phase whose calls have call-level factors in common deviate together.</summary>
internal sealed class LaneMix
{
    private readonly Plan _plan;
    private readonly IReadOnlyList<LaneTerms> _lanes;
    private readonly IReadOnlyList<double> _calls;
    private readonly Func<LaneTerm, double> _callsOf;
    private readonly double[,] _weights;

    /// <param name="plan">The plan.</param>
    /// <param name="lanes">The lanes of the phase.</param>
    /// <param name="calls">Additions to each on average.</param>
    /// <param name="callsOf">Calls of a term on average.</param>
    public LaneMix(Plan plan, IReadOnlyList<LaneTerms> lanes, IReadOnlyList<double> calls, Func<LaneTerm, double> callsOf)
    {
        (_plan, _lanes, _calls, _callsOf) = (plan, lanes, calls, callsOf);
        _weights = Factorise();
    }

    /// <summary>Covariance of pairs of terms of one call within a lane, for one addition to it.</summary>
    public double Pairs(int lane) => _calls[lane] > 0 ? InOneCall(_lanes[lane], _lanes[lane]) / _calls[lane] : 0;

    /// <summary>The deviates that a lane's is made of, by the lane whose stream each is.</summary>
    public IEnumerable<(int Lane, double Weight)> Of(int index) =>
        Enumerable.Range(0, index + 1).Where(lane => _weights[index, lane] != 0).Select(lane => (lane, _weights[index, lane]));

    /// <summary>Cholesky's factor of the correlations, with as many additions as there are on average.</summary>
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
                // What is left of a lane that is another's multiple is rounding.
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

    /// <summary>Of calls; that of items is drawn elsewhere where lanes have it in common.</summary>
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
