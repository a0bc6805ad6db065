namespace CostSim.Studies;

/// <summary>Tokens of first calls, one kind of them, item by item; variances are relative to the square of the mean.</summary>
internal sealed class TokenSample
{
    private readonly IReadOnlyList<(int Item, double[] Values)> _items;

    /// <param name="items">The items, each with the values of its calls; at least two items.</param>
    public TokenSample(IReadOnlyList<(int Item, double[] Values)> items)
    {
        _items = items;
        Values = [.. items.SelectMany(item => item.Values)];
        Mean = Values.Average();
        Variance = Mean == 0 ? 0 : Values.Sum(value => Square(value - Mean)) / (Values.Count - 1) / Square(Mean);
        (ItemVariance, CallVariance) = Mean == 0 || Items == Calls ? (null, Variance) : Components();
        MeanVariance = Mean == 0 ? 0 : items.Sum(item => Square(item.Values.Sum() - Mean * item.Values.Length))
            / Square(Mean * Calls) * Items / (Items - 1) * Inflation(Items);
    }

    /// <summary>The values of all calls, items together.</summary>
    public IReadOnlyList<double> Values { get; }

    public int Items => _items.Count;

    public int Calls => Values.Count;

    public double Mean { get; }

    /// <summary>The variance of a call.</summary>
    public double Variance { get; }

    /// <summary>The part of it that calls of one item share; null where every item has one call, so that nothing tells.</summary>
    public double? ItemVariance { get; }

    /// <summary>What is left of it; all of it where the parts cannot be told apart.</summary>
    public double CallVariance { get; }

    /// <summary>
    /// The variance of the mean over other samples of as many items: that of a ratio of sums over items, which holds whatever calls of one
    /// item share. It is widened as Student's t is, for the variance itself is an estimate.
    /// </summary>
    public double MeanVariance { get; }

    /// <summary>The mean of each item.</summary>
    public IEnumerable<(int Item, double Mean)> ItemMeans => _items.Select(item => (item.Item, item.Values.Average()));

    /// <summary>By how much the variance of Student's t exceeds 1, of an estimate from so many items.</summary>
    public static double Inflation(int items) => items > 3 ? (items - 1.0) / (items - 3) : 3;

    /// <summary>The parts of the variance, by the analysis of variance of unequal groups.</summary>
    private (double? Item, double Call) Components()
    {
        var (n, k) = ((double)Calls, (double)Items);
        var within = _items.Sum(item => item.Values.Sum(value => Square(value - item.Values.Average()))) / (n - k);
        var between = _items.Sum(item => item.Values.Length * Square(item.Values.Average() - Mean)) / (k - 1);
        var size = (n - _items.Sum(item => Square(item.Values.Length)) / n) / (k - 1);
        return (Math.Max(0, (between - within) / size) / Square(Mean), within / Square(Mean));
    }

    private static double Square(double x) => x * x;
}
