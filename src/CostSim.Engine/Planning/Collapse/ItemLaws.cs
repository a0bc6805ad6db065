using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>The distributions of a plan's item-level draws as weighted values, and moments of functions of them.</summary>
internal sealed class ItemLaws
{
    /// <summary>Functions with a smaller squared coefficient of variation count as constant: the rest is rounding.</summary>
    private const double Certain = 1e-14;

    /// <summary>A function's values are made before their mean is taken, and its names sorted.</summary>
    private const double StepsPerNode = 3;

    private readonly Plan _plan;
    private readonly WeightedValues?[] _laws;
    private readonly Dictionary<string, IReadOnlyList<(double Value, double Weight)>> _few = [];

    /// <param name="plan">
    /// The plan; amounts that are rounded to units jump, and the distributions have nodes on both sides of every jump.
    /// </param>
    public ItemLaws(Plan plan) => (_plan, _laws) = (plan, new WeightedValues?[plan.ItemDraws.Count]);

    /// <summary>The budget of the collapse that they serve.</summary>
    public CollapseBudget Budget { get; } = new();

    public WeightedValues Of(int draw) => _laws[draw] ??= _plan.ItemDraws[draw].SumOf is null
        ? WeightedValues.Of(_plan.ItemDraws[draw].Quantile, Jumps(draw))
        : throw new NotCollapsibleException("a sum with an item-level part determines counts");

    /// <summary>A product of draws.</summary>
    public ItemFunction Product(IEnumerable<int> draws) =>
        draws.Aggregate(ItemFunction.One, (product, draw) => product.Times(Function(draw, "", value => value)));

    /// <summary>A function of one draw.</summary>
    /// <param name="draw">The draw.</param>
    /// <param name="name">A name that distinguishes it from the draw itself.</param>
    /// <param name="function">The function.</param>
    public ItemFunction Function(int draw, string name, Func<double, double> function) =>
        ItemFunction.Of(draw, name + _plan.ItemDraws[draw].Name, Array.ConvertAll(Of(draw).Values, value => function(value)));

    /// <summary>Mean of a function over items.</summary>
    public double Mean(ItemFunction function)
    {
        var mean = 1.0;
        foreach (var draw in function.Draws)
        {
            var (values, weights) = (function.At(draw)!, Of(draw).Weights);
            Budget.Spend(StepsPerNode * values.Length);
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++)
                sum += weights[i] * values[i];
            mean *= sum;
        }

        return mean;
    }

    /// <summary>Weighted mean of a function over items.</summary>
    public double Mean(ItemFunction weight, ItemFunction function)
    {
        if (function.IsOne)
            return 1;
        var of = Mean(weight);
        return of > 0 ? Mean(weight.Times(function)) / of : 0;
    }

    /// <summary>Squared coefficient of variation of a function over items, weighted.</summary>
    public double Variation(ItemFunction weight, ItemFunction function) => Covariance(weight, function, function);

    /// <summary>Covariance of two functions, each relative to its mean, over items, weighted.</summary>
    public double Covariance(ItemFunction weight, ItemFunction a, ItemFunction b)
    {
        var means = Mean(weight, a) * Mean(weight, b);
        if (a.IsOne || b.IsOne || means <= 0)
            return 0;
        var value = Mean(weight, a.Times(b)) / means - 1;
        return Math.Abs(value) < Certain ? 0 : value;
    }

    /// <summary>Weighted moments of a function over items.</summary>
    public CopyMoments MomentsOf(ItemFunction weight, ItemFunction function) =>
        CopyMoments.Of(function.Draws.Select(draw => CopyMoments.Central.Of(function.At(draw)!, WeightsOf(weight, draw))));

    /// <summary>The weighted distribution of a function over items.</summary>
    public WeightedValues LawOf(ItemFunction weight, ItemFunction function)
    {
        const int Cells = 2048;
        var factors = function.Draws.Select(draw => WeightedValues.Of(function.At(draw)!.Zip(WeightsOf(weight, draw)))).ToList();
        return factors.Count == 1 ? factors[0] : WeightedValues.Product(factors, Cells);
    }

    private double[] WeightsOf(ItemFunction weight, int draw) =>
        weight.At(draw) is { } times ? [.. Of(draw).Weights.Zip(times, (w, more) => w * more)] : Of(draw).Weights;

    /// <summary>
    /// The values of a function with their weights, few enough for enumeration; whole numbers, as of units, are all kept.
    /// </summary>
    public IReadOnlyList<(double Value, double Weight)> FewValues(ItemFunction function)
    {
        if (_few.TryGetValue(function.Name, out var known))
            return known;
        IEnumerable<(double Value, double Weight)> values = [(1.0, 1.0)];
        foreach (var draw in function.Draws)
        {
            var ofDraw = UnitLaw.Thin(function.At(draw)!.Zip(Of(draw).Weights));
            values = UnitLaw.Thin(values.SelectMany(_ => ofDraw, (value, node) => (value.Value * node.Value, value.Weight * node.Weight)));
        }

        return _few[function.Name] = [.. values];
    }

    /// <summary>The least value of a nonnegative function, relative to its mean.</summary>
    public double Least(ItemFunction function) =>
        function.Draws.Aggregate(1.0, (least, draw) => least * function.At(draw)!.Min()) / Mean(function);

    /// <summary>The values of the draw at which an amount that depends on it alone rounds to the next number of units.</summary>
    private List<double> Jumps(int draw)
    {
        const int Most = 1 << 14;
        var law = _plan.ItemDraws[draw].Quantile;
        var jumps = new SortedSet<double>();
        foreach (var amount in Passage.All(_plan).SelectMany(passage => passage.Splits).Select(split => split.Amount).OfType<Factor>())
        {
            if (amount.RunDraws.Count > 0 || amount.ItemDraws is not [var only] || only != draw || amount.Constant * law.Max > Most)
                continue;
            for (var half = Math.Max(1.5, Math.Floor(amount.Constant * law.Min) + 0.5); half < amount.Constant * law.Max; half++)
                jumps.Add(half / amount.Constant);
        }

        return [.. jumps];
    }
}

/// <summary>Thrown if a plan's totals cannot be sampled for all items at once; the message is the reason.</summary>
internal sealed class NotCollapsibleException(string reason) : Exception(reason);
