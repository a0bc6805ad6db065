using CostSim.Numerics.Random;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// A population: all units of one kind over all items of a run, with their number, how unevenly they are spread over the items, and
/// averages of their items (docs/numerics.md, "Populations").
/// </summary>
/// <remarks>
/// With u_i units of item i, Σu_i² / (Σu_i)² is the variance of an average over the units, relative to that of a single item. One part of
/// it follows from the items' factors and is the same in every trial (<see cref="Systematic"/>), the other is random
/// (<see cref="Scatter"/>).
/// </remarks>
internal abstract class Population(Population? before, string name, ItemFunction weight)
{
    private const int NameMax = 96;

    private readonly Dictionary<string, int?> _averages = [];
    private int? _scatter;
    private bool _hasScatter;
    private Population[]? _line;

    /// <summary>The population it was derived from, or null for the items themselves.</summary>
    public Population? Before => before;

    /// <summary>The name for the streams of its deviations: its derivation, or a hash of a long one.</summary>
    public string Name { get; } = name.Length <= NameMax ? name
        : FormattableString.Invariant($"#{StreamId.Of(name):x}{StreamId.Of("'" + name):x}");

    /// <summary>The relative number of units per item: the product of the probabilities and amounts that differ between items.</summary>
    public ItemFunction Weight => weight;

    /// <summary>Register of the number of units.</summary>
    public abstract int Units { get; }

    /// <summary>Mean number of units, with the run-level draws at their means.</summary>
    public abstract double Expected { get; }

    /// <summary>Whether no item of <see cref="Home"/> has more than one unit here.</summary>
    public virtual bool AtMostOne => false;

    /// <summary>The items that the units belong to, each of which entered as one unit.</summary>
    public virtual Population Home => before!.Home;

    /// <summary>Whether each item of <see cref="Home"/> has at least one unit here.</summary>
    public virtual bool HasAll => false;

    /// <summary>Whether all items of <see cref="Home"/> have equally many units in a trial.</summary>
    public virtual bool IsAlike => false;

    /// <summary>Their share of the units that a phase calls for: 1, except for reruns.</summary>
    public virtual double Materiality => before?.Materiality ?? 1;

    /// <summary>The partition of <see cref="Before"/> that it belongs to; null if its units may be in other populations as well.</summary>
    public Partition? Partition { get; init; }

    /// <summary>The part of Σu² / (Σu)² from the items' factors, times the number of items.</summary>
    public double Systematic(ItemLaws laws) => 1 + laws.Variation(ItemFunction.One, weight);

    /// <summary>Register of the random part of Σu² / (Σu)²; null if it is 0.</summary>
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
    /// Register of the average of a function over the units' items, weighted by their units, relative to its mean weighted by <see
    /// cref="Weight"/>; null if it equals that mean in every trial.
    /// </summary>
    public int? Average(ItemFunction function, ItemLaws laws)
    {
        if (function.IsOne || laws.Variation(ItemFunction.One, function) == 0)
            return null;
        return _averages.TryGetValue(function.Name, out var known) ? known : _averages[function.Name] = PlanAverage(function);
    }

    /// <summary>The probabilities that an item has 0, 1, … units.</summary>
    public abstract double[] Law(RatePoint point);

    /// <summary>The probability of a unit of <see cref="Before"/> to be in this population, the same for all items and units.</summary>
    public virtual double ChanceOf(RatePoint point) =>
        throw new NotCollapsibleException("the distribution of units of several kinds together is not available");

    /// <summary>The probability of a unit of an earlier population to be in this one.</summary>
    public double ChanceSince(Population earlier, RatePoint point) =>
        ReferenceEquals(this, earlier) ? 1 : ChanceOf(point) * before!.ChanceSince(earlier, point);

    /// <summary>The run-level probabilities that <see cref="Law"/> depends on.</summary>
    public virtual IEnumerable<RunChance> Chances => before?.Chances ?? [];

    /// <summary>The item-level functions that <see cref="Law"/> depends on, once for each use.</summary>
    public virtual IEnumerable<ItemFunction> Functions => before?.Functions ?? [];

    private protected abstract int? PlanScatter();

    private protected abstract int? PlanAverage(ItemFunction function);

    /// <summary>The populations from the items to this one.</summary>
    private Population[] Line => _line ??= [.. before?.Line ?? [], this];

    /// <summary>
    /// The last common ancestor of two populations, and whether they are disjoint parts of it: a unit is in at most one of them.
    /// </summary>
    public static (Population Common, bool Apart) Common(Population a, Population b)
    {
        var (lineOfA, lineOfB) = (a.Line, b.Line);
        // A population has one line: where two lines agree they agree before, too. Each of a thousand rounds is compared with each.
        var (shared, end) = (0, Math.Min(lineOfA.Length, lineOfB.Length));
        while (shared < end)
        {
            var middle = (shared + end) / 2;
            if (ReferenceEquals(lineOfA[middle], lineOfB[middle]))
                shared = middle + 1;
            else
                end = middle;
        }

        var apart = shared < lineOfA.Length && shared < lineOfB.Length && lineOfA[shared].Partition is { } partition
            && ReferenceEquals(partition, lineOfB[shared].Partition);
        return (lineOfA[shared - 1], apart);
    }
}

/// <summary>
/// The condition under which the distribution of an item's units is needed: a value of each run-level probability, and a node of each
/// item-level draw used in several places.
/// </summary>
internal sealed record RatePoint(
    ItemLaws Laws, Func<RunChance, double> Chance, IReadOnlyDictionary<int, int> Nodes, EnumerationBudget Budget)
{
    /// <summary>
    /// A function's values and their weights, with the draws of <see cref="Nodes"/> fixed; if there are many, adjacent values are merged.
    /// </summary>
    public IEnumerable<(double Value, double Weight)> Values(ItemFunction function)
    {
        var held = function.Draws.Where(Nodes.ContainsKey).Aggregate(1.0, (value, draw) => value * function.At(draw)![Nodes[draw]]);
        return Laws.FewValues(function.Only(draw => !Nodes.ContainsKey(draw))).Select(value => (value.Value * held, value.Weight));
    }
}

/// <summary>Budget of steps for enumerating distributions of an item's units: more would take longer than they save.</summary>
/// <param name="whole">The budget of the whole collapse.</param>
internal sealed class EnumerationBudget(CollapseBudget whole)
{
    private const long StepsMax = 40_000_000;

    private long _steps;

    /// <exception cref="NotCollapsibleException">The budget is used up.</exception>
    public void Spend(long steps)
    {
        whole.Spend(steps);
        _steps += steps;
        if (_steps > StepsMax)
            throw new NotCollapsibleException("the distribution of an item's units takes too long to enumerate");
    }
}
