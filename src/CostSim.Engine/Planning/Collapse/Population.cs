using CostSim.Numerics.Random;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// All units of one kind over all items of a run: how many there are, how unevenly they stand on the items, and what their items are on
/// average (docs/numerics.md, "Populations").
/// </summary>
/// <remarks>
/// Of u_i units of item i, Σu_i² / (Σu_i)² is what the variance of an average over the units is in units of an item's own. It has a part
/// that the items' factors decide, the same in every trial (<see cref="Systematic"/>), and a part that chance makes
/// (<see cref="Scatter"/>).
/// </remarks>
internal abstract class Population(Population? before, string name, ItemFunction weight)
{
    private const int NameMax = 96;

    private readonly Dictionary<string, int?> _averages = [];
    private int? _scatter;
    private bool _hasScatter;

    /// <summary>Those that it was made of, or null for the items themselves.</summary>
    public Population? Before => before;

    /// <summary>What the streams of its deviations are named after: the way it came, or a hash of a long one.</summary>
    public string Name { get; } = name.Length <= NameMax ? name
        : FormattableString.Invariant($"#{StreamId.Of(name):x}{StreamId.Of("'" + name):x}");

    /// <summary>In proportion to what units stand on items: products of the chances and amounts that differ between items.</summary>
    public ItemFunction Weight => weight;

    /// <summary>Register of the number of units.</summary>
    public abstract int Units { get; }

    /// <summary>How many units there are on average, the run-level draws at their means.</summary>
    public abstract double Expected { get; }

    /// <summary>Whether no item of <see cref="Home"/> has more than one unit here.</summary>
    public virtual bool AtMostOne => false;

    /// <summary>The items that units stand on: each of them came as one unit.</summary>
    public virtual Population Home => before!.Home;

    /// <summary>Whether each item of <see cref="Home"/> has at least one unit here.</summary>
    public virtual bool HasAll => false;

    /// <summary>Whether all items of <see cref="Home"/> have as many units as the others in a trial.</summary>
    public virtual bool IsAlike => false;

    /// <summary>Of what a phase calls for, the share that these make: 1, but for units that pass again.</summary>
    public virtual double Materiality => before?.Materiality ?? 1;

    /// <summary>One of several that share out the units of <see cref="Before"/>; null where units may be in others as well.</summary>
    public Partition? Partition { get; init; }

    /// <summary>The part of Σu² / (Σu)² that the items' factors make, times the number of items.</summary>
    public double Systematic(ItemLaws laws) => 1 + laws.Variation(ItemFunction.One, weight);

    /// <summary>Register of the part of Σu² / (Σu)² that chance makes; null where it is 0.</summary>
    public int? Scatter
    {
        get
        {
            if (!_hasScatter)
                (_scatter, _hasScatter) = (PlanScatter(), true);
            return _scatter;
        }
    }

    /// <summary>
    /// Register of the average of a function over the units' items, each counted as often as it has units, relative to its mean in
    /// proportion to <see cref="Weight"/>; null where it is certainly that.
    /// </summary>
    public int? Average(ItemFunction function, ItemLaws laws)
    {
        if (function.IsOne || laws.Variation(ItemFunction.One, function) == 0)
            return null;
        return _averages.TryGetValue(function.Name, out var known) ? known : _averages[function.Name] = PlanAverage(function);
    }

    /// <summary>The chances of an item to have 0, 1, … units.</summary>
    public abstract double[] Law(RatePoint point);

    /// <summary>The chance of a unit of <see cref="Before"/> to be here, the same for all items and units.</summary>
    public virtual double ChanceOf(
        RatePoint point) => throw new NotCollapsibleException("the distribution of units of several kinds together is not available");

    /// <summary>The chance of a unit of an earlier population to be here.</summary>
    public double ChanceSince(
        Population earlier, RatePoint point) => ReferenceEquals(this, earlier) ? 1 : ChanceOf(point) * before!.ChanceSince(earlier, point);

    /// <summary>The run-level chances that <see cref="Law"/> depends on.</summary>
    public virtual IEnumerable<RunChance> Chances => before?.Chances ?? [];

    /// <summary>The item-level functions that <see cref="Law"/> depends on, one for each time they are asked.</summary>
    public virtual IEnumerable<ItemFunction> Functions => before?.Functions ?? [];

    private protected abstract int? PlanScatter();

    private protected abstract int? PlanAverage(ItemFunction function);

    /// <summary>From the items themselves to this one.</summary>
    public IEnumerable<Population> Line => before is null ? [this] : before.Line.Append(this);

    /// <summary>
    /// The last one that two were both made of, and whether they then share out its units between them: a unit is in one of them at most.
    /// </summary>
    public static (Population Common, bool Apart) Common(Population a, Population b)
    {
        Population[] lineOfA = [.. a.Line], lineOfB = [.. b.Line];
        var shared = 0;
        while (shared < lineOfA.Length && shared < lineOfB.Length && ReferenceEquals(lineOfA[shared], lineOfB[shared]))
            shared++;
        var apart = shared < lineOfA.Length && shared < lineOfB.Length && lineOfA[shared].Partition is { } partition
            && ReferenceEquals(partition, lineOfB[shared].Partition);
        return (lineOfA[shared - 1], apart);
    }
}

/// <summary>
/// Where the law of an item's units is asked: a value of each run-level chance, and a node of the draws of an item that stand in several
/// places.
/// </summary>
internal sealed record RatePoint(
    ItemLaws Laws, Func<RunChance, double> Chance, IReadOnlyDictionary<int, int> Nodes, EnumerationBudget Budget)
{
    /// <summary>
    /// A function's values and their weights, with the draws of <see cref="Nodes"/> held there; neighbours are put together where there are
    /// many.
    /// </summary>
    public IEnumerable<(double Value, double Weight)> Values(ItemFunction function)
    {
        var held = function.Draws.Where(Nodes.ContainsKey).Aggregate(1.0, (value, draw) => value * function.At(draw)![Nodes[draw]]);
        return Laws.FewValues(function.Only(draw => !Nodes.ContainsKey(draw))).Select(value => (value.Value * held, value.Weight));
    }
}

/// <summary>Steps that enumerating laws of an item's units may take: more take longer than they save.</summary>
internal sealed class EnumerationBudget
{
    private const long StepsMax = 60_000_000;

    private long _steps;

    /// <exception cref="NotCollapsibleException">It is used up.</exception>
    public void Spend(long steps)
    {
        _steps += steps;
        if (_steps > StepsMax)
            throw new NotCollapsibleException("the distribution of an item's units takes too long to enumerate");
    }
}
