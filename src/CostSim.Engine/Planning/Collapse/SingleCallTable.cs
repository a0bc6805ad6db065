using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// A table for sampling calls that are cut or priced individually, for all items at once: moments of one call's measures on a grid of the
/// run-level
/// products that scale them, linearly interpolated. Means at the nodes are within 2e-5 of their value.
/// </summary>
/// <remarks>
/// A node has, for its measures in order: means; slopes on the averages of item-level products; Cholesky's factors of the covariances
/// within items and between them, row by row; third cumulants within, mixed and between (see <see cref="MomentsOfCall"/>).
/// </remarks>
public sealed class SingleCallTable
{
    /// <summary>Number of floats in the widest SIMD register.</summary>
    private const int Lanes = 16;

    /// <summary>
    /// Nodes of an axis with a threshold, alone and with a second axis; without a threshold a few per octave are enough.
    /// </summary>
    private const int NodesAlone = 1024;
    private const int NodesBeside = 256;
    private const int NodesOfBoth = 64;
    private const int NodesOfLinear = 4;

    /// <summary>Budget of draw nodes to compute, about half a second.</summary>
    private const double WorkMax = 4e6;

    /// <summary>Relative rounding error of a variance.</summary>
    private const double Negligible = 1e-9;

    /// <summary>Tokens with a smaller squared coefficient of variation count as constant: nearly all calls are cut.</summary>
    private const double Certain = 1e-8;

    private readonly SingleCallMoments _moments;
    private readonly int[] _axisOfTerm;

    /// <param name="plan">The plan.</param>
    /// <param name="source">The calls; <see cref="Obstacle"/> must be null.</param>
    /// <param name="budget">The budget of the collapse.</param>
    /// <param name="isShared">
    /// Whether the average of an item-level product, an index of <see cref="Plan.ItemProducts"/>, is drawn elsewhere. The variation of the
    /// others is part of the deviation here.
    /// </param>
    internal SingleCallTable(Plan plan, SingleSource source, CollapseBudget budget, Func<int, bool> isShared)
    {
        var terms = new SingleCallTerms(plan, source);
        (InputEnds, OutputEnds) = (source.BilledInput(EndsOf(plan, source.Input)), source.BilledOutput(EndsOf(plan, source.Output)));
        var (isLong, isCut) = (double.IsFinite(source.LongAbove), double.IsFinite(source.CutAbove));
        bool[] isMeasured = [source.Input.Count > 0, source.Output.Count > 0, isLong && source.Input.Count > 0,
            isLong && source.Output.Count > 0, isCut];
        Measures = [.. Enumerable.Range(0, isMeasured.Length).Where(measure => isMeasured[measure])];
        ItemProducts = [.. source.Input.Concat(source.Output).Select(product => product.ItemProduct).Where(
            product => plan.ItemProducts[product].Count > 0).Distinct()];
        int[] shared = [.. ItemProducts.Where(isShared)];
        SlopeOf = [.. ItemProducts.Select(product => Array.IndexOf(shared, product))];
        _moments = new SingleCallMoments(source, terms, [.. shared.Select(product => plan.ItemProducts[product])]);
        (Axes, _axisOfTerm) = Lay(plan, source, terms);
        double[] centre = [.. Axes.Select(
            axis => axis.RunDraws.Aggregate(1.0, (product, draw) => product * plan.RunDraws[draw].Quantile.Mean))];
        AtCentre = Shape(Exact(centre));
        var tri = Measures.Count * (Measures.Count + 1) / 2;
        Within = Measures.Count * (1 + shared.Length);
        Between = Within + tri;
        Thirds = Between + tri;
        Stride = (Thirds + 3 * Measures.Count + Lanes - 1) / Lanes * Lanes;
        Cells = Fill(budget);
    }

    /// <summary>The products of run-level draws, at most two.</summary>
    public IReadOnlyList<RunAxis> Axes { get; }

    /// <summary>
    /// The measures present: 0 and 1, input and output of calls that are not long; 2 and 3, of those that are; 4, number of calls
    /// cut.
    /// </summary>
    public IReadOnlyList<int> Measures { get; }

    /// <summary>The item-level products of the calls, indices of <see cref="Plan.ItemProducts"/>.</summary>
    public IReadOnlyList<int> ItemProducts { get; }

    /// <summary>Bounds of the billed input of a call, with that of its repetition.</summary>
    public Bounds InputEnds { get; }

    /// <summary>Bounds of the billed output of a call, with that of its repetition.</summary>
    public Bounds OutputEnds { get; }

    /// <summary>For each of <see cref="ItemProducts"/>, the index of its slopes, or −1.</summary>
    internal int[] SlopeOf { get; }

    /// <summary>Floats per node, a multiple of every SIMD width; nodes along the second axis are adjacent.</summary>
    internal int Stride { get; }

    /// <summary>Offsets of the parts of a node.</summary>
    internal int Within { get; }

    internal int Between { get; }

    internal int Thirds { get; }

    internal float[] Cells { get; }

    /// <summary>
    /// Skewness and coefficient of variation of one call's output (of its input if there is no output), with the run-level products at
    /// their means.
    /// </summary>
    public (double Skewness, double Variation) AtCentre { get; }

    /// <summary>Why calls cannot be tabulated, or null.</summary>
    public static string? Obstacle(Plan plan, SingleSource source)
    {
        var products = source.Input.Concat(source.Output).ToList();
        if (products.SelectMany(product => plan.ItemProducts[product.ItemProduct]).Any(draw => plan.ItemDraws[draw].SumOf is not null)
            || products.SelectMany(product => product.RunDraws).Any(draw => plan.RunDraws[draw].SumOf is not null))
            return "a factor of its tokens is a sum of random values";
        var axes = AxesOf(products.Select(product => Varying(plan, product.RunDraws)));
        if (axes.Count > 2)
            return $"its tokens depend on {axes.Count} products of run-level factors (at most 2)";
        if (products.SelectMany(product => product.RunDraws).Any(draw => plan.RunDraws[draw].Quantile.Min < 0)
            || products.SelectMany(product => plan.ItemProducts[product.ItemProduct]).Any(draw => plan.ItemDraws[draw].Quantile.Min < 0)
            || products.SelectMany(product => product.Calls).Any(factor => factor.Quantile.Min < 0))
            return "a factor of its tokens can be negative";
        return products.SelectMany(product => plan.ItemProducts[product.ItemProduct]).Distinct().Count() > 5
            ? "its tokens depend on more than 5 item-level factors" : null;
    }

    private (double Skewness, double Variation) Shape(MomentsOfCall moments)
    {
        var measure = Measures.Contains(1) ? 1 : 0;
        var (mean, variance) = (moments.Mean[measure], moments.Within[measure, measure] + moments.Between[measure, measure]);
        var third = moments.ThirdWithin[measure] + moments.ThirdMixed[measure] + moments.ThirdBetween[measure];
        return variance > Certain * mean * mean ? (third / Math.Pow(variance, 1.5), Math.Sqrt(variance) / mean) : (0, 0);
    }

    /// <summary>The moments at a point, computed instead of interpolated.</summary>
    /// <param name="products">The run-level product of each axis.</param>
    internal MomentsOfCall Exact(params ReadOnlySpan<double> products)
    {
        Span<double> ofTerms = stackalloc double[_axisOfTerm.Length];
        for (var t = 0; t < ofTerms.Length; t++)
            ofTerms[t] = _axisOfTerm[t] < 0 ? 1 : products[_axisOfTerm[t]];
        return _moments.At(ofTerms);
    }

    private static List<IReadOnlyList<int>> AxesOf(IEnumerable<IReadOnlyList<int>> runDraws)
    {
        var axes = new List<IReadOnlyList<int>>();
        foreach (var draws in runDraws.Where(draws => draws.Count > 0 && !axes.Exists(draws.SequenceEqual)))
            axes.Add(draws);
        return axes;
    }

    /// <summary>What a sum of products can be in one call.</summary>
    private static Bounds EndsOf(Plan plan, IReadOnlyList<ProductPlan> products) => products.Aggregate(
        Bounds.Zero, (sum, product) => sum
            + product.RunDraws.Select(draw => plan.RunDraws[draw].Quantile)
                .Concat(plan.ItemProducts[product.ItemProduct].Select(draw => plan.ItemDraws[draw].Quantile))
                .Concat(product.Calls.Select(factor => factor.Quantile))
                .Aggregate(Bounds.Of(product.Constant), (value, law) => value * new Bounds(law.Min, law.Max)));

    private static IReadOnlyList<int> Varying(Plan plan, IReadOnlyList<int> draws) =>
        [.. draws.Where(draw => plan.RunDraws[draw].Quantile is not FixedQuantile).Order()];

    private static (IReadOnlyList<RunAxis> Axes, int[] OfTerm) Lay(Plan plan, SingleSource source, SingleCallTerms terms)
    {
        var draws = AxesOf(terms.Terms.Select(term => term.RunDraws));
        int[] ofTerm = [.. terms.Terms.Select(term => draws.FindIndex(term.RunDraws.SequenceEqual))];
        bool[] isBent = [.. draws.Select(
            (_, axis) =>
                terms.Terms.Where((term, t) => ofTerm[t] == axis).Any(
                    term => double.IsFinite(term.IsOutput ? source.CutAbove : source.LongAbove)))];
        return ([.. draws.Select((axis, i) => new RunAxis(axis, Ends(axis, law => law.Min), Ends(axis, law => law.Max), NodesMax(i)))],
            ofTerm);

        double Ends(IReadOnlyList<int> axis, Func<QuantileFunction, double> of) =>
            axis.Aggregate(1.0, (product, draw) => product * of(plan.RunDraws[draw].Quantile));

        int NodesMax(int axis) =>
            !isBent[axis] ? NodesOfLinear : draws.Count == 1 ? NodesAlone : isBent.All(bent => bent) ? NodesOfBoth : NodesBeside;
    }

    private float[] Fill(CollapseBudget budget)
    {
        var moments = new SingleCallGrid(Axes, WorkMax / _moments.Nodes, (first, second) =>
        {
            budget.Spend(CollapseBudget.OfCallNode * _moments.Nodes);
            return Exact(first, second);
        }).Fill();
        var cells = new float[moments.Length * Stride];
        var place = 0;
        foreach (var node in moments)
            Pack(node, cells.AsSpan(Stride * place++, Stride));
        return cells;
    }

    private void Pack(MomentsOfCall moments, Span<float> node)
    {
        var count = Measures.Count;
        for (var a = 0; a < count; a++)
        {
            var measure = Measures[a];
            node[a] = (float)moments.Mean[measure];
            for (var slope = 0; slope < moments.Slopes.GetLength(0); slope++)
                node[count * (slope + 1) + a] = (float)moments.Slopes[slope, measure];
            node[Thirds + a] = (float)moments.ThirdWithin[measure];
            node[Thirds + count + a] = (float)moments.ThirdMixed[measure];
            node[Thirds + 2 * count + a] = (float)moments.ThirdBetween[measure];
        }

        Factorise(moments.Within, moments.Mean, node.Slice(Within, Between - Within));
        Factorise(moments.Between, moments.Mean, node.Slice(Between, Thirds - Between));
    }

    /// <summary>Cholesky factor; a measure that is a multiple of another, or constant, has no deviate of its own.</summary>
    private void Factorise(double[,] covariances, double[] means, Span<float> rows)
    {
        var count = Measures.Count;
        var factor = new double[count, count];
        var place = 0;
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var left = covariances[Measures[a], Measures[b]];
                for (var k = 0; k < b; k++)
                    left -= factor[a, k] * factor[b, k];
                if (a == b)
                    factor[a,
                        a] = left > Negligible * Math.Max(covariances[Measures[a], Measures[a]], means[Measures[a]] * means[Measures[a]])
                            ? Math.Sqrt(left) : 0;
                else if (factor[b, b] > 0)
                    factor[a, b] = left / factor[b, b];
                rows[place++] = (float)factor[a, b];
            }
        }
    }
}
