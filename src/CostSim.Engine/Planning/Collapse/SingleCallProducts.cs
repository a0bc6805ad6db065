using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// How the run-level products of a call's tokens enter its table (<see cref="SingleCallTable"/>): a product that a threshold applies to is
/// an axis; one that scales all input or all output, without a threshold, multiplies what the table gives.
/// </summary>
internal sealed class SingleCallProducts
{
    /// <summary>
    /// Nodes, at most about: of an axis with a threshold, and of the whole table. Without a threshold four per octave are enough.
    /// </summary>
    private const int NodesOfAxis = 1024;
    private const int NodesOfTable = 32_768;
    private const int BitsOfLinear = 2;

    /// <summary>The probability of smaller and that of greater run-level draws which count as rare.</summary>
    private const double Rare = 5e-4;

    /// <summary>The octaves of an axis that hardly varies.</summary>
    private const double OctavesMin = 0.1;

    private const int AxesMax = 2;
    private const int ItemFactorsMax = 5;

    private readonly Plan _plan;
    private readonly IReadOnlyList<int>[] _ofProducts;
    private readonly bool[] _isBent;
    private readonly List<IReadOnlyList<int>> _axes = [];

    /// <param name="plan">The plan.</param>
    /// <param name="source">The calls.</param>
    public SingleCallProducts(Plan plan, SingleSource source)
    {
        _plan = plan;
        if (source.Input.All(IsCertain))
            (LongAbove, source) = (source.LongAbove, source with { LongAbove = double.PositiveInfinity });
        Source = source;
        ProductPlan[] products = [.. source.Input, .. source.Output];
        _ofProducts = [.. products.Select(product => Varying(product.RunDraws))];
        _isBent = [.. products.Select((_, i) => double.IsFinite(i < source.Input.Count ? source.LongAbove : source.CutAbove))];
        InputScale = ScaleOf(0, source.Input.Count);
        OutputScale = ScaleOf(source.Input.Count, source.Output.Count);
        for (var i = 0; i < products.Length; i++)
        {
            if (_ofProducts[i].Count > 0 && !IsScaled(i) && !_axes.Exists(_ofProducts[i].SequenceEqual))
                _axes.Add(_ofProducts[i]);
        }

        AxisOf = [.. _ofProducts.Select((draws, i) => IsScaled(i) ? -1 : _axes.FindIndex(draws.SequenceEqual))];
    }

    /// <summary>The calls, of which none is long if all of a trial are or none.</summary>
    public SingleSource Source { get; }

    /// <summary>
    /// Where all calls of a trial have the same input, the greatest one that is not long: a table would smear that over a cell. Otherwise
    /// infinity.
    /// </summary>
    public double LongAbove { get; } = double.PositiveInfinity;

    /// <summary>The run-level draws that multiply all input, beside the table; empty if there are none.</summary>
    public IReadOnlyList<int> InputScale { get; }

    /// <summary>The same of all output.</summary>
    public IReadOnlyList<int> OutputScale { get; }

    /// <summary>For each product, those of the input first: the index of its axis, or −1.</summary>
    public int[] AxisOf { get; }

    /// <summary>Why calls cannot be tabulated, or null.</summary>
    public string? Obstacle()
    {
        ProductPlan[] products = [.. Source.Input, .. Source.Output];
        int[] itemDraws = [.. products.SelectMany(product => _plan.ItemProducts[product.ItemProduct]).Distinct()];
        int[] runDraws = [.. products.SelectMany(product => product.RunDraws).Distinct()];
        if (itemDraws.Any(draw => _plan.ItemDraws[draw].SumOf is not null) || runDraws.Any(draw => _plan.RunDraws[draw].SumOf is not null))
            return "a factor of its tokens is a sum of random values";
        if (_axes.Count > AxesMax)
            return $"its tokens depend on {_axes.Count} products of run-level factors (at most {AxesMax})";
        if (runDraws.Any(draw => _plan.RunDraws[draw].Quantile.Min < 0) || itemDraws.Any(draw => _plan.ItemDraws[draw].Quantile.Min < 0)
            || products.SelectMany(product => product.Calls).Any(factor => factor.Quantile.Min < 0))
            return "a factor of its tokens can be negative";
        return itemDraws.Length > ItemFactorsMax ? $"its tokens depend on more than {ItemFactorsMax} item-level factors" : null;
    }

    /// <summary>The axes, with as many nodes as each other where their draws mostly are.</summary>
    public IReadOnlyList<RunAxis> Axes()
    {
        (double Min, double Max)[] ends = [.. _axes.Select(axis => (Product(axis, law => law.Min), Product(axis, law => law.Max)))];
        double[] octaves = [.. ends.Select(axis => RunAxis.Octaves(axis.Min, axis.Max))];
        double[] mostly = [.. _axes.Select(axis => Product(axis, law => law.At(1 - Rare)) is > 0 and var most
            ? Math.Max(RunAxis.Octaves(Product(axis, law => law.At(Rare)), most), OctavesMin) : OctavesMin)];
        bool[] isBent = [.. _axes.Select((_, axis) => AxisOf.Index().Any(product => product.Item == axis && _isBent[product.Index]))];
        var nodes = Math.Log2(NodesOfAxis);
        while (nodes > 1 && (octaves.Where((_, i) => isBent[i] && NodesOf(i) > NodesOfAxis).Any()
            || octaves.Select((_, i) => NodesOf(i)).Aggregate(1.0, (all, some) => all * some) > NodesOfTable))
            nodes -= 0.25;
        return [.. _axes.Select((axis, i) => new RunAxis(axis, ends[i].Min, ends[i].Max, BitsOf(i)))];

        double Product(IReadOnlyList<int> axis, Func<QuantileFunction, double> of) =>
            axis.Aggregate(1.0, (product, draw) => product * of(_plan.RunDraws[draw].Quantile));

        int BitsOf(int axis) =>
            isBent[axis] ? Math.Clamp((int)Math.Floor(nodes - Math.Log2(mostly[axis])), 1, RunAxis.BitsMax) : BitsOfLinear;

        double NodesOf(int axis) => Math.ScaleB(octaves[axis], BitsOf(axis));
    }

    /// <summary>
    /// The product of some of the products if it is the same in all, without a threshold, and not that of an axis of the others anyway.
    /// </summary>
    private IReadOnlyList<int> ScaleOf(int first, int count)
    {
        if (count == 0 || _isBent[first])
            return [];
        var draws = _ofProducts[first];
        return Enumerable.Range(0, _ofProducts.Length).All(
            i => (i >= first && i < first + count) == _ofProducts[i].SequenceEqual(draws)) ? draws : [];
    }

    private bool IsScaled(int product) => (product < Source.Input.Count ? InputScale : OutputScale).Count > 0;

    /// <summary>Whether all calls of a trial have the same tokens of it.</summary>
    private bool IsCertain(ProductPlan product) => product.Calls.Length == 0
        && _plan.ItemProducts[product.ItemProduct].All(draw => _plan.ItemDraws[draw].Quantile is FixedQuantile);

    private IReadOnlyList<int> Varying(IReadOnlyList<int> draws) =>
        [.. draws.Where(draw => _plan.RunDraws[draw].Quantile is not FixedQuantile).Order()];
}
