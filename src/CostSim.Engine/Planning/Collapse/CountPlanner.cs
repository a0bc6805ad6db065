using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>What stands against drawing a plan's totals directly, in words.</summary>
internal sealed class NotCollapsibleException(string reason) : Exception(reason);

/// <summary>Walks the phases and says how the total of each count is drawn.</summary>
internal sealed class CountPlanner(Plan plan, StreamNames streams)
{
    /// <summary>Grid points where one chance matters: more where rounding puts kinks into the mean; and for each of two.</summary>
    private const int NodesOfRounded = 1025;
    private const int NodesOfSmooth = 257;
    private const int NodesOfFirst = 65;
    private const int NodesOfSecond = 65;

    /// <summary>More units of an item than this are not enumerated.</summary>
    private const int UnitsMax = 512;

    /// <summary>More steps of enumeration than this take longer than the calls of many runs.</summary>
    private const double WorkMax = 4e8;

    private readonly List<PhasePlan> _before = [];

    /// <summary>The least and the greatest count of one item that the table at hand has seen; its grid has both ends of every chance.</summary>
    private Bounds _perItem = Bounds.Zero;

    /// <summary>Whether every item has the same number of units in a trial.</summary>
    private bool _alike = true;

    /// <summary>Mean and variance of an item's units where the run-level chances stand in the middle.</summary>
    private Spread _units = new(1, 0);

    /// <summary>The totals of a phase, and the dispersion of its counts.</summary>
    public PhaseCounts Next(PhasePlan phase)
    {
        var path = $"collapse/{phase.Id}";
        var taken = phase.Share is null ? null : Plan(phase.Share, CountKind.Taken, phase, $"{path}/share", _alike);
        var takenAlike = _alike && taken is null or RoundedAlike;
        var spread = (taken is null ? _units : After(taken, phase.Share!.Chance, _units, 1)).Times(phase.Split);
        var repeated = phase.Retry is null ? null : PlanRetry(phase, $"{path}/retry");
        var kept = phase.Keep is null ? null : Plan(phase.Keep, CountKind.Kept, phase, $"{path}/keep", takenAlike);
        var counts = new PhaseCounts(
            taken, repeated, kept, spread, repeated is null ? default : After(repeated, phase.Retry!.Rate, spread, phase.Retry.Streams.Count));
        _before.Add(phase);
        _alike = kept is null ? _alike : takenAlike && kept is RoundedAlike;
        if (kept is not null)
            _units = taken is null ? After(kept, phase.Keep!.Chance, spread, 1) : Passed(phase, taken, spread, kept);
        else if (taken is null)
            _units = spread;
        return counts;
    }

    /// <summary>
    /// What goes on where some units are taken and of those some kept: units − taken + kept, with taken rising by s with the units, and kept by t with the taken.
    /// </summary>
    private Spread Passed(PhasePlan phase, CountTotal taken, Spread ofTaken, CountTotal kept)
    {
        var ofKept = After(kept, phase.Keep!.Chance, ofTaken, 1);
        var (s, t) = (Slope(taken, phase.Share!.Chance), Slope(kept, phase.Keep.Chance));
        var ownOfTaken = ofTaken.Variance - s * s * _units.Variance;
        var ownOfKept = ofKept.Variance - t * t * ofTaken.Variance;
        var pass = 1 - s + s * t;
        return new Spread(
            _units.Mean - ofTaken.Mean + ofKept.Mean, pass * pass * _units.Variance + (1 - t) * (1 - t) * ownOfTaken + ownOfKept);
    }

    /// <summary>By how much a count rises with the units it is taken from, where the run-level chances stand in the middle; 0 where those do not vary.</summary>
    private double Slope(CountTotal count, Factor chance) => count switch
    {
        TabulatedTotal { Table: var table } => table.Grid.At([.. table.Axes.Select(axis => (axis.Grid.Min + axis.Grid.Max) / 2)]).Second,
        RoundedAlike => 0,
        _ => chance.Constant * chance.RunDraws.Aggregate(1.0, (product, draw) => product * plan.RunDraws[draw].Quantile.Mean),
    };

    private enum CountKind
    {
        Taken,
        Kept,
    }

    private CountTotal Plan(CountRule rule, CountKind kind, PhasePlan phase, string path, bool alike)
    {
        if (rule.Chance.ItemDraws.Count == 0)
        {
            if (!rule.Rounded)
                return new BinomialTotal(rule.Chance, [streams.Of(path)]);
            if (alike)
                return new RoundedAlike(rule.Chance);
        }

        var values = ItemValues(rule.Chance);
        var axes = Axes(phase, rule.Chance, kind == CountKind.Kept, NodesOfRounded);
        _perItem = new Bounds(double.PositiveInfinity, 0);
        var table = new CountTable(axes, point => Moments(
                Parents(phase, axes, point, kind == CountKind.Kept), units => ItemCounts.Taken(units, rule, Chance(rule.Chance, axes, point), values, plan.ItemDraws)));
        return new TabulatedTotal(table, streams.Of(path), 1, _perItem, null);
    }

    private CountTotal PlanRetry(PhasePlan phase, string path)
    {
        var retry = phase.Retry!;
        var rounds = retry.Streams.Count;
        var calls = (int)Math.Min(phase.Parts[0].SupportPerItem.Calls.Max, int.MaxValue);
        var small = retry.Rate.ItemDraws.Count == 0
            ? new BinomialTotal(retry.Rate, [.. StreamsOfRounds()])
            : null;
        if (small is not null && (long)calls * rounds <= retry.CapPerItem)
            return small;
        var equallyLikely = ItemValues(retry.Rate);
        var values = Array.ConvertAll(equallyLikely, value => (value, 1.0 / equallyLikely.Length));
        var axes = Axes(phase, retry.Rate, afterTake: true, NodesOfSmooth);
        var nodes = axes.Aggregate(1.0, (product, axis) => product * axis.Grid.Nodes);
        if (calls > UnitsMax || nodes * values.Length * calls * RepeatLaw.Work(calls, rounds, retry.CapPerItem) > WorkMax)
            throw new NotCollapsibleException("the cap on its retries is too costly to enumerate");
        var laws = new Dictionary<double, RepeatLaw>();
        var parents = new Dictionary<RatesBefore, double[]>();
        var upstream = axes.Select(axis => Upstream(phase, afterTake: true).Any(chance => chance.RunDraws.SequenceEqual(axis.RunDraws))).ToArray();
        _perItem = new Bounds(double.PositiveInfinity, 0);
        var table = new CountTable(axes, point =>
        {
            var rate = Chance(retry.Rate, axes, point);
            if (!laws.TryGetValue(rate, out var law))
                laws[rate] = law = new RepeatLaw(rate, values, rounds, retry.CapPerItem, calls);
            // Most points differ in the rate alone, which the units do not depend on.
            var row = new RatesBefore(upstream.ElementAtOrDefault(0) ? point[0] : 0, upstream.ElementAtOrDefault(1) ? point[1] : 0);
            if (!parents.TryGetValue(row, out var units))
                parents[row] = units = Parents(phase, axes, point, afterTake: true);
            return Moments(units, law.Of);
        });
        return new TabulatedTotal(table, streams.Of(path), rounds, _perItem, small);

        IEnumerable<uint> StreamsOfRounds()
        {
            for (var round = 1; round <= rounds; round++)
                yield return streams.Of(FormattableString.Invariant($"{path}{round}"));
        }
    }

    /// <summary>The chances at a point of the grid that decide on the units before a retry; 0 for those that do not.</summary>
    private sealed record RatesBefore(double First, double Second);

    private double[] ItemValues(Factor chance) => chance.ItemDraws.Any(draw => plan.ItemDraws[draw].SumOf is not null)
        ? throw new NotCollapsibleException("its chance is a sum with an item-level part")
        : ItemCounts.ItemValues(chance, plan.ItemDraws) ?? throw new NotCollapsibleException("its chance is a product of several item-level factors");

    /// <summary>The run-level chances that decide on the law of one item's count: those of the phases before, and its own.</summary>
    private List<RateAxis> Axes(PhasePlan phase, Factor own, bool afterTake, int nodes)
    {
        var chances = Upstream(phase, afterTake).Append(own);
        var draws = chances.Select(chance => chance.RunDraws).Where(run => run.Count > 0)
            .DistinctBy(run => string.Join(',', run)).ToList();
        if (draws.Count > 2)
            throw new NotCollapsibleException($"its counts depend on {draws.Count} run-level chances through rounding or caps");
        return [.. draws.Select((run, i) => Axis(run, draws.Count == 1 ? nodes : i == 0 ? NodesOfFirst : NodesOfSecond))];
    }

    /// <summary>The chances that decide how many units a count of the phase is taken from.</summary>
    private IEnumerable<Factor> Upstream(PhasePlan phase, bool afterTake) => _before
        .Where(before => before.Keep is not null)
        .SelectMany(before => new[] { before.Share?.Chance, before.Keep!.Chance })
        .Append(afterTake ? phase.Share?.Chance : null)
        .OfType<Factor>();

    private RateAxis Axis(IReadOnlyList<int> runDraws, int nodes)
    {
        var (min, max) = (1.0, 1.0);
        foreach (var draw in runDraws)
            (min, max) = (min * plan.RunDraws[draw].Quantile.Min, max * plan.RunDraws[draw].Quantile.Max);
        return new RateAxis(runDraws, max > min ? new GridAxis(min, max, nodes) : new GridAxis(min, min + Math.Max(1e-9, min * 1e-6), 2));
    }

    private static double Chance(Factor factor, List<RateAxis> axes, double[] point)
    {
        var axis = axes.FindIndex(a => a.RunDraws.SequenceEqual(factor.RunDraws));
        return factor.Constant * (axis < 0 ? 1 : point[axis]);
    }

    /// <summary>The law of one item's units that a count of the phase is taken from.</summary>
    private double[] Parents(PhasePlan phase, List<RateAxis> axes, double[] point, bool afterTake)
    {
        double[] law = [0, 1];
        foreach (var before in _before)
            law = Pass(law, before, axes, point);
        if (afterTake && phase.Share is { } share)
            law = Mix(law, units => ItemCounts.Taken(units, share, Chance(share.Chance, axes, point), ItemValues(share.Chance), plan.ItemDraws));
        return afterTake ? Multiply(law, phase.Split) : law;
    }

    private double[] Pass(double[] units, PhasePlan phase, List<RateAxis> axes, double[] point)
    {
        if (phase.Keep is not { } keep)
            return Multiply(units, phase.Split);
        if (units.Length * phase.Split > UnitsMax + 1)
            throw new NotCollapsibleException($"an item can have more than {UnitsMax} units, too many to enumerate");
        double[] Kept(int taken) => ItemCounts.Taken(taken, keep, Chance(keep.Chance, axes, point), ItemValues(keep.Chance), plan.ItemDraws);
        if (phase.Share is not { } share)
            return Mix(Multiply(units, phase.Split), Kept);
        return Mix(units, count =>
        {
            var result = new double[count + 1];
            var taken = ItemCounts.Taken(count, share, Chance(share.Chance, axes, point), ItemValues(share.Chance), plan.ItemDraws);
            for (var t = 0; t <= count; t++)
            {
                var kept = Kept(t);
                for (var k = 0; k <= t; k++)
                    result[count - t + k] += taken[t] * kept[k];
            }

            return result;
        });
    }

    private static double[] Multiply(double[] law, int factor)
    {
        if (factor == 1)
            return law;
        var result = new double[(law.Length - 1) * factor + 1];
        for (var n = 0; n < law.Length; n++)
            result[n * factor] = law[n];
        return result;
    }

    private static double[] Mix(double[] law, Func<int, double[]> conditional)
    {
        var result = new double[law.Length];
        for (var n = 0; n < law.Length; n++)
        {
            if (law[n] == 0)
                continue;
            var part = conditional(n);
            for (var k = 0; k < part.Length; k++)
                result[k] += law[n] * part[k];
        }

        return result;
    }

    /// <summary>Moments of a count over the law of its parent: linear regression on the parent, and what is left.</summary>
    private CountMoments Moments(double[] parents, Func<int, double[]> conditional)
    {
        double mean = 0, parentMean = 0, parentSquare = 0, product = 0;
        var laws = new List<(int Parent, double Chance, double[] Law)>();
        for (var n = 0; n < parents.Length; n++)
        {
            if (parents[n] < 1e-12)
                continue;
            var law = conditional(n);
            laws.Add((n, parents[n], law));
            var (least, most) = (Array.FindIndex(law, chance => chance > 0), Array.FindLastIndex(law, chance => chance > 0));
            _perItem = new Bounds(Math.Min(_perItem.Min, least), Math.Max(_perItem.Max, most));
            var m = 0.0;
            for (var k = 0; k < law.Length; k++)
                m += law[k] * k;
            mean += parents[n] * m;
            parentMean += parents[n] * n;
            parentSquare += parents[n] * n * (double)n;
            product += parents[n] * n * m;
        }

        var parentVariance = parentSquare - parentMean * parentMean;
        var slope = parentVariance > 1e-9 ? (product - mean * parentMean) / parentVariance : 0;
        double variance = 0, third = 0;
        foreach (var (parent, chance, law) in laws)
        {
            for (var k = 0; k < law.Length; k++)
            {
                var left = k - mean - slope * (parent - parentMean);
                variance += chance * law[k] * left * left;
                third += chance * law[k] * left * left * left;
            }
        }

        return new CountMoments(mean, parentMean, slope, variance, third);
    }

    /// <summary>Mean and variance of a count of one item with the run-level chances in the middle.</summary>
    private Spread After(CountTotal count, Factor chance, Spread units, int rounds)
    {
        var p = chance.Constant * chance.RunDraws.Aggregate(1.0, (product, draw) => product * plan.RunDraws[draw].Quantile.Mean);
        if (count is TabulatedTotal { Table: var table })
        {
            var (mean, slope, deviation, _) = table.Grid.At([.. table.Axes.Select(axis => (axis.Grid.Min + axis.Grid.Max) / 2)]);
            return new Spread(mean + slope * units.Mean, deviation * deviation + slope * slope * units.Variance);
        }

        if (count is RoundedAlike)
            return new Spread(CountRule.Round(units.Mean, p), 0);
        // A unit is repeated at least k times with chance p^k, so its repetitions have the mean Σp^k and the mean square Σ(2k − 1)p^k.
        var ratio = Enumerable.Range(1, rounds).Sum(round => Math.Pow(p, round));
        var beyond = Enumerable.Range(1, rounds).Sum(round => 2 * (round - 1) * Math.Pow(p, round));
        return new Spread(units.Mean * ratio, units.Mean * ratio * (1 - ratio) + units.Mean * beyond + ratio * ratio * units.Variance);
    }
}

/// <summary>Mean and variance of one item's count.</summary>
internal readonly record struct Spread(double Mean, double Variance)
{
    public Spread Times(double factor) => new(Mean * factor, Variance * factor * factor);
}

/// <summary>A phase's counts.</summary>
/// <param name="Taken">Units taken, or null for all.</param>
/// <param name="Repeated">Repeated calls, or null.</param>
/// <param name="Kept">Units that go on, or null for all.</param>
/// <param name="First">Mean and variance of an item's first calls.</param>
/// <param name="Again">Mean and variance of an item's repeated calls.</param>
internal sealed record PhaseCounts(CountTotal? Taken, CountTotal? Repeated, CountTotal? Kept, Spread First, Spread Again)
{
    /// <summary>Mean and variance of so many times the first calls and so many times the repeated ones, which rise with them.</summary>
    public Spread Weighted(double first, double again)
    {
        var covariance = First.Mean > 0 ? Again.Mean / First.Mean * First.Variance : 0;
        return new Spread(
            first * First.Mean + again * Again.Mean, first * first * First.Variance + again * again * Again.Variance + 2 * first * again * covariance);
    }

    /// <summary>Covariance of two such numbers.</summary>
    public double Covariance((double First, double Again) a, (double First, double Again) b)
    {
        var covariance = First.Mean > 0 ? Again.Mean / First.Mean * First.Variance : 0;
        return a.First * b.First * First.Variance + a.Again * b.Again * Again.Variance + (a.First * b.Again + a.Again * b.First) * covariance;
    }
}
