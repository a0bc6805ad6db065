namespace CostSim.Engine.Planning.Expected;

/// <summary>
/// Values of the run-level draws and of the item-level draws that determine units: the inputs of probabilities and split amounts.
/// </summary>
/// <remarks>
/// Products are computed in float and in the order of the plan, as in the engine: the rounding of halves depends on it.
/// </remarks>
internal sealed class ItemPoint
{
    private readonly Plan _plan;
    private readonly float[] _run;

    /// <param name="plan">The plan.</param>
    /// <param name="runValues">Values of all run-level draws; those of derived draws are ignored.</param>
    public ItemPoint(Plan plan, IReadOnlyList<double> runValues)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(runValues.Count, plan.RunDraws.Count);
        (_plan, _run, Items) = (plan, new float[runValues.Count], new double[plan.ItemDraws.Count]);
        for (var draw = 0; draw < _run.Length; draw++)
            _run[draw] = plan.RunDraws[draw].SumOf is { } products ? (float)products.Sum(Product) : (float)runValues[draw];
    }

    /// <summary>Values of the item-level draws; those that determine nothing are unused.</summary>
    public double[] Items { get; }

    /// <summary>A product of run-level draws.</summary>
    public double OfRun(IReadOnlyList<int> draws)
    {
        var product = 1.0;
        foreach (var draw in draws)
            product *= _run[draw];
        return product;
    }

    /// <summary>A probability before clamping to [0, 1], or a split amount before rounding.</summary>
    public float Value(Factor factor)
    {
        var value = (float)factor.Constant;
        foreach (var draw in factor.RunDraws)
            value *= _run[draw];
        foreach (var draw in factor.ItemDraws)
            value *= OfItem(draw);
        return value;
    }

    private float OfItem(int draw)
    {
        if (_plan.ItemDraws[draw].SumOf is not { } products)
            return (float)Items[draw];
        var sum = 0f;
        foreach (var product in products)
            sum += Product(product);
        return sum;
    }

    private float Product(DrawProduct product)
    {
        var value = (float)product.Constant;
        foreach (var draw in product.RunDraws)
            value *= _run[draw];
        foreach (var draw in product.ItemDraws)
            value *= (float)Items[draw];
        return value;
    }
}
