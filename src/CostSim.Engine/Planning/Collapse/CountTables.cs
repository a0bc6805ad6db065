using System.Globalization;
using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>A count whose distribution comes from a table.</summary>
/// <param name="Table">Its moments.</param>
/// <param name="PerUnitMax">The greatest count of one unit.</param>
/// <param name="PerItem">The least and the greatest count of one item.</param>
internal sealed record TabulatedCount(CountTable Table, int PerUnitMax, Bounds PerItem)
{
    /// <summary>See <see cref="TabulatedStep.Small"/>.</summary>
    public IReadOnlyList<uint> Small { get; init; } = [];

    /// <summary>See <see cref="TabulatedStep.SmallChance"/>.</summary>
    public RunChance SmallChance { get; init; } = new(0, []);

    /// <summary>See <see cref="TabulatedStep.OfItems"/>.</summary>
    public bool OfItems { get; init; }

    /// <summary>
    /// The greatest probability, over the run-level probabilities, that an item has <see cref="PerItem"/>'s greatest count.
    /// </summary>
    public double AtMost { get; init; }

    /// <summary>
    /// Standard deviation and skewness of an item's count given its units, with the run-level probabilities at their middle.
    /// </summary>
    public double Deviation => Middle.Third;

    /// <summary>See <see cref="Deviation"/>.</summary>
    public double Skewness => Middle.Third > 0 ? 6 * Middle.Fourth / Middle.Third : 0;

    private GridValues Middle => Table.Grid.At([.. Table.Axes.Select(axis => (axis.Grid.Min + axis.Grid.Max) / 2)]);

    /// <summary>The same if fewer events are expected, over all items, than a normal approximation needs.</summary>
    public double AtMostWhereFew { get; init; }

    /// <summary>Whether so few can be expected at some run-level probabilities.</summary>
    public bool CanBeFew { get; init; }

    /// <summary>The mean for an item with this many units on average, with the run-level probabilities at their middle.</summary>
    public double MeanOfItem(double units)
    {
        var values = Middle;
        return values.First + values.Second * units;
    }
}

/// <summary>Enumerates one item's counts where totals depend on their distribution: rounding per item, caps, joins.</summary>
internal sealed class CountTables(Populations book)
{
    /// <summary>Grid points for one probability, more if rounding puts kinks into the mean; and for each of two.</summary>
    private const int NodesOfRounded = 1025;
    private const int NodesOfSmooth = 257;
    private const int NodesOfTwo = 65;

    /// <summary>Below this expected number of events, or of non-events, a normal approximation is not accurate.</summary>
    private const double FewEvents = 12;

    /// <summary>A negligible probability of an item to reach its cap.</summary>
    private const double NegligibleAtCap = 1e-4;

    /// <summary>More steps of enumeration than this take longer than they save.</summary>
    private const double WorkMax = 1e8;

    private readonly EnumerationBudget _budget = new(book.Budget);

    /// <summary>Results of <see cref="RoundedGiven"/>, by the stream of the rule, units and probability.</summary>
    private readonly Dictionary<(uint, int, double), double[]> _rounded = [];

    private Plan Plan => book.Plan;

    /// <summary>round(units × share) of each item.</summary>
    public TabulatedCount Rounded(Population units, CountRule rule)
    {
        var chance = book.Chance(rule.Chance);
        RefuseShared(chance.Item);
        var count = Tabulate(units, chance with { Run = book.RunPart(rule.Chance) }, NodesOfRounded, 1,
            point => n => RoundedGiven(n, rule, point.Chance(book.RunPart(rule.Chance))));
        return count.CanBeFew
            ? throw new NotCollapsibleException("too few units are left by rounding for a normal approximation of their number")
            : count with { OfItems = rule.Chance.ItemDraws.Count > 0 };
    }

    /// <summary>Repeated calls up to a cap.</summary>
    /// <param name="calls">The first calls.</param>
    /// <param name="retry">The retry.</param>
    /// <param name="callsMax">Maximum number of first calls of an item.</param>
    public TabulatedCount Capped(Population calls, RetryPlan retry, int callsMax)
    {
        var rate = book.Chance(retry.Rate);
        RefuseShared(rate.Item);
        var rounds = retry.Streams.Count;
        UnitLaw.ThrowIfTooMany(callsMax);
        if (NodesOfSmooth * (double)callsMax * RepeatLaw.Work(callsMax, rounds, retry.CapPerItem) > WorkMax)
            throw new NotCollapsibleException("the cap on its retries is too costly to enumerate");
        var laws = new Dictionary<double, RepeatLaw>();
        var count = Tabulate(calls, rate, NodesOfSmooth, rounds, point =>
        {
            var run = point.Chance(rate.Run);
            if (!laws.TryGetValue(run, out var law))
                laws[run] = law = new RepeatLaw(run, UnitLaw.Thin(point.Values(rate.Item)), rounds, retry.CapPerItem, UnitLaw.UnitsMax);
            return calls => law.Of(calls, book.Budget);
        });
        if (count.CanBeFew && (!rate.Item.IsOne || count.AtMostWhereFew > NegligibleAtCap))
            throw new NotCollapsibleException(
                "too few repeated calls for a normal approximation of their number, and some items reach their cap");
        return rate.Item.IsOne ? count with { Small = retry.Streams, SmallChance = rate.Run } : count;
    }

    /// <summary>Items with at least one unit.</summary>
    public TabulatedCount Joined(Population units) =>
        Tabulate(units, new UnitChance(new RunChance(1, []), ItemFunction.One), NodesOfSmooth, 1, _ => n => n == 0 ? [1, 0] : [0, 1]);

    /// <summary>The distribution of round(units × share) of an item's units.</summary>
    /// <param name="units">The units.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="chance">The part of the share common to all items.</param>
    /// <remarks>Most points of a grid of two probabilities share one of them.</remarks>
    public double[] RoundedGiven(int units, CountRule rule, double chance) =>
        _rounded.TryGetValue((rule.Stream, units, chance), out var known) ? known
            : _rounded[(rule.Stream, units, chance)] = rule.Chance.ItemDraws switch
            {
                [] => UnitLaw.Certain(units, rule.Chance.IsConstant ? CountRule.Round(units, chance) : MathF.Round((float)chance * units)),
                [var draw] => UnitLaw.Rounded(units, chance, Plan.ItemDraws[draw].Quantile),
                _ => throw new NotCollapsibleException("its probability is a product of several item-level factors"),
            };

    /// <summary>Throws if the correlation with other counts of the same items would be lost.</summary>
    private void RefuseShared(ItemFunction function)
    {
        if (!function.Draws.All(book.Uses.IsAlone))
            throw new NotCollapsibleException("an item-level factor determines both a rounded or capped count and something else");
    }

    private TabulatedCount Tabulate(
        Population units, UnitChance own, int nodes, int perUnitMax, Func<RatePoint, Func<int, double[]>> conditional)
    {
        var axes = Axes(units, own.Run, nodes);
        var held = Repeated(units, own.Item);
        var perItem = new Bounds(double.PositiveInfinity, 0);
        // Most points differ in a probability that does not affect the units before.
        var known = new Dictionary<string, double[]>();
        var upstream = axes.Select(axis => units.Chances.Any(chance => chance.RunDraws.SequenceEqual(axis.RunDraws))).ToArray();
        var most = new Dictionary<int, double>();
        var (canBeFew, mostWhereFew) = (false, 0.0);
        var table = new CountTable(axes, at =>
        {
            var moments = new CountMomentsSum();
            foreach (var (nodes, weight) in held)
            {
                var point = new RatePoint(book.Laws, chance => Value(chance, axes, at), nodes, _budget);
                var key = string.Create(CultureInfo.InvariantCulture,
                    $"{(upstream.ElementAtOrDefault(0) ? at[0] : 0):r} {(upstream.ElementAtOrDefault(1) ? at[1] : 0):r} "
                        + $"{string.Join(',', nodes.Values)}");
                if (!known.TryGetValue(key, out var parents))
                    known[key] = parents = units.Law(point);
                perItem = moments.Add(parents, weight, conditional(point), perItem, _budget);
            }

            var (greatest, chance) = moments.Greatest;
            most[greatest] = Math.Max(most.GetValueOrDefault(greatest), chance);
            var result = moments.Moments;
            if (result.Variance > 0 && result.Mean * units.Home.Expected < FewEvents)
                (canBeFew, mostWhereFew) = (true, Math.Max(mostWhereFew, result.Mean > 0 ? chance / result.Mean : 0));
            return result;
        });
        return new TabulatedCount(
            table, perUnitMax, perItem)
        { AtMost = most[(int)perItem.Max], CanBeFew = canBeFew, AtMostWhereFew = mostWhereFew };
    }

    /// <summary>The nodes of a draw shared by several of the probabilities: given it, they are independent.</summary>
    private List<(IReadOnlyDictionary<int, int> Nodes, double Weight)> Repeated(Population units, ItemFunction own)
    {
        var repeated = units.Functions.Append(own).SelectMany(function => function.Draws).GroupBy(draw => draw).Where(
            same => same.Count() > 1).Select(same => same.Key).ToList();
        if (repeated.Count > 1)
            throw new NotCollapsibleException("several item-level factors each appear in several of its probabilities");
        if (repeated.Count == 0)
            return [(new Dictionary<int, int>(), 1)];
        return [.. book.Laws.Of(repeated[0]).Weights.Select(
            (weight, node) => ((IReadOnlyDictionary<int, int>)new Dictionary<int, int> { [repeated[0]] = node }, weight))];
    }

    private List<RateAxis> Axes(Population units, RunChance own, int nodes)
    {
        var draws = units.Chances.Append(own).Select(chance => chance.RunDraws).Where(run => run.Count > 0).DistinctBy(
            run => string.Join(',', run)).ToList();
        if (draws.Count > 2)
            throw new NotCollapsibleException($"its counts depend on {draws.Count} run-level chances through rounding or caps");
        return [.. draws.Select(run => Axis(run, draws.Count == 1 ? nodes : NodesOfTwo))];
    }

    private RateAxis Axis(IReadOnlyList<int> runDraws, int nodes)
    {
        var (min, max) = (1.0, 1.0);
        foreach (var draw in runDraws)
            (min, max) = (min * Plan.RunDraws[draw].Quantile.Min, max * Plan.RunDraws[draw].Quantile.Max);
        return new RateAxis(runDraws, max > min ? new GridAxis(min, max, nodes) : new GridAxis(min, min + Math.Max(1e-9, min * 1e-6), 2));
    }

    private static double Value(RunChance chance, List<RateAxis> axes, double[] point)
    {
        var axis = axes.FindIndex(a => a.RunDraws.SequenceEqual(chance.RunDraws));
        return chance.Constant * (axis < 0 ? 1 : point[axis]);
    }
}

/// <summary>Moments of a count over the distribution of its parent units: linear regression on the units, and the residual.</summary>
internal sealed class CountMomentsSum
{
    private readonly List<(int Parent, double Chance, double[] Law)> _laws = [];

    public Bounds Add(double[] parents, double weight, Func<int, double[]> conditional, Bounds perItem, EnumerationBudget budget)
    {
        for (var n = 0; n < parents.Length; n++)
        {
            if (parents[n] < 1e-12)
                continue;
            var law = conditional(n);
            budget.Spend(3 * law.Length);
            _laws.Add((n, parents[n] * weight, law));
            perItem = new Bounds(Math.Min(perItem.Min, Array.FindIndex(law, chance => chance > 0)),
                Math.Max(perItem.Max, Array.FindLastIndex(law, chance => chance > 0)));
        }

        return perItem;
    }

    /// <summary>The greatest possible count and its probability.</summary>
    public (int Count, double Chance) Greatest
    {
        get
        {
            var greatest = _laws.Max(each => Array.FindLastIndex(each.Law, chance => chance > 0));
            return (greatest, _laws.Sum(each => greatest < each.Law.Length ? each.Chance * each.Law[greatest] : 0));
        }
    }

    public CountMoments Moments
    {
        get
        {
            double all = 0, mean = 0, parentMean = 0, parentSquare = 0, product = 0;
            foreach (var (parent, chance, law) in _laws)
            {
                var m = 0.0;
                for (var k = 0; k < law.Length; k++)
                    m += law[k] * k;
                all += chance;
                mean += chance * m;
                parentMean += chance * parent;
                parentSquare += chance * parent * (double)parent;
                product += chance * parent * m;
            }

            (mean, parentMean, parentSquare, product) = (mean / all, parentMean / all, parentSquare / all, product / all);
            var parentVariance = parentSquare - parentMean * parentMean;
            var slope = parentVariance > 1e-9 ? (product - mean * parentMean) / parentVariance : 0;
            double variance = 0, third = 0;
            foreach (var (parent, chance, law) in _laws)
            {
                for (var k = 0; k < law.Length; k++)
                {
                    var left = k - mean - slope * (parent - parentMean);
                    variance += chance * law[k] * left * left;
                    third += chance * law[k] * left * left * left;
                }
            }

            return new CountMoments(mean, parentMean, slope, variance / all, third / all);
        }
    }
}
