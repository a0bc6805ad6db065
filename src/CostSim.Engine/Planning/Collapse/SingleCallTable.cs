using System.Numerics;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// A table for sampling calls that are cut or priced individually, for all items at once: moments of one call's measures on a grid of the
/// run-level products that scale them, linearly interpolated.
/// </summary>
/// <remarks>
/// A node has, for its measures in order: means; slopes on the averages of item-level products; Cholesky's factors of the covariances
/// within items and between them, row by row; third cumulants within, mixed and between (see <see cref="MomentsOfCall"/>). Means and
/// slopes are right in the average over each cell, not at its nodes (<see cref="CellAverages"/>): a percentile is made of trials from many
/// places of a cell.
/// </remarks>
public sealed class SingleCallTable
{
    /// <summary>Number of floats in the widest SIMD register.</summary>
    private const int Lanes = 16;

    /// <summary>Points of the run-level draws at which the table is compared with what it interpolates, and the groups of these.</summary>
    private const int PointsMax = 512;
    private const int PointsMin = 16;
    private const int Groups = 8;

    /// <summary>Draw nodes to compute for that.</summary>
    private const double WorkOfError = 2e5;

    /// <summary>Budget of draw nodes to compute, about half a second.</summary>
    private const double WorkMax = 4e6;

    /// <summary>Relative rounding error of a variance.</summary>
    private const double Negligible = 1e-9;

    /// <summary>Tokens with a smaller squared coefficient of variation count as constant: nearly all calls are cut.</summary>
    private const double Certain = 1e-8;

    private readonly SingleCallMoments _moments;
    private readonly int[] _axisOf;
    private readonly double[] _inputOf;
    private readonly double _longAbove;

    /// <param name="plan">The plan.</param>
    /// <param name="products">The calls and their products; <see cref="SingleCallProducts.Obstacle"/> must be null.</param>
    /// <param name="budget">The budget of the collapse.</param>
    /// <param name="isShared">
    /// Whether the average of an item-level product, an index of <see cref="Plan.ItemProducts"/>, is drawn elsewhere. The variation of the
    /// others is part of the deviation here.
    /// </param>
    internal SingleCallTable(Plan plan, SingleCallProducts products, CollapseBudget budget, Func<int, bool> isShared)
    {
        (var source, _longAbove, _axisOf) = (products.Source, products.LongAbove, products.AxisOf);
        (InputEnds, OutputEnds) = (source.BilledInput(EndsOf(plan, source.Input)), source.BilledOutput(EndsOf(plan, source.Output)));
        (Axes, InputScale, OutputScale) = (products.Axes(), products.InputScale, products.OutputScale);
        var terms = new SingleCallTerms(plan, source);
        _inputOf = [.. terms.Terms.Select(term => term.IsOutput ? 0 : term.Constant)];
        var (isLong, isCut) = (double.IsFinite(source.LongAbove), double.IsFinite(source.CutAbove));
        bool[] isMeasured = [source.Input.Count > 0, source.Output.Count > 0, isLong && source.Input.Count > 0,
            isLong && source.Output.Count > 0, isCut];
        Measures = [.. Enumerable.Range(0, isMeasured.Length).Where(measure => isMeasured[measure])];
        ItemProducts = [.. source.Input.Concat(source.Output).Select(product => product.ItemProduct).Where(
            product => plan.ItemProducts[product].Count > 0).Distinct()];
        int[] shared = [.. ItemProducts.Where(isShared)];
        SlopeOf = [.. ItemProducts.Select(product => Array.IndexOf(shared, product))];
        _moments = new SingleCallMoments(source, terms, [.. shared.Select(product => plan.ItemProducts[product])]);
        AtCentre = Shape(Exact(AxisProducts(draw => plan.RunDraws[draw].Quantile.Mean)));
        var tri = Measures.Count * (Measures.Count + 1) / 2;
        Within = Measures.Count * (1 + shared.Length);
        Between = Within + tri;
        Thirds = Between + tri;
        Stride = (Thirds + 3 * Measures.Count + Lanes - 1) / Lanes * Lanes;
        Cells = Fill(budget);
        Error = ErrorOfGroups(plan, budget);
    }

    /// <summary>The products of run-level draws, at most two.</summary>
    public IReadOnlyList<RunAxis> Axes { get; }

    /// <summary>The run-level draws that multiply all input of the table; empty if there are none.</summary>
    public IReadOnlyList<int> InputScale { get; }

    /// <summary>The run-level draws that multiply all output of the table; empty if there are none.</summary>
    public IReadOnlyList<int> OutputScale { get; }

    /// <summary>
    /// The measures present: 0 and 1, input and output of calls that are not long; 2 and 3, of those that are; 4, number of calls
    /// cut.
    /// </summary>
    public IReadOnlyList<int> Measures { get; }

    /// <summary>The item-level products of the calls, indices of <see cref="Plan.ItemProducts"/>.</summary>
    public IReadOnlyList<int> ItemProducts { get; }

    /// <summary>
    /// Error of the interpolated means in the average over any eighth of the run-level draws, by either product, relative to all tokens of
    /// the same kind: what is left of it at a percentile. The errors of single draws are greater, and cancel.
    /// </summary>
    public double Error { get; }

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

    private (double Skewness, double Variation) Shape(MomentsOfCall moments)
    {
        var measure = Measures.Contains(1) ? 1 : 0;
        var (mean, variance) = (moments.Mean[measure], moments.Within[measure, measure] + moments.Between[measure, measure]);
        var third = moments.ThirdWithin[measure] + moments.ThirdMixed[measure] + moments.ThirdBetween[measure];
        return variance > Certain * mean * mean ? (third / Math.Pow(variance, 1.5), Math.Sqrt(variance) / mean) : (0, 0);
    }

    /// <summary>The product of each axis.</summary>
    /// <param name="of">The value of a run-level draw.</param>
    private double[] AxisProducts(Func<int, double> of) =>
        [.. Axes.Select(axis => axis.RunDraws.Aggregate(1.0, (product, draw) => product * of(draw)))];

    /// <summary>The moments at a point, computed instead of interpolated.</summary>
    /// <param name="products">The run-level product of each axis.</param>
    internal MomentsOfCall Exact(params ReadOnlySpan<double> products)
    {
        Span<double> ofTerms = stackalloc double[_axisOf.Length];
        for (var t = 0; t < ofTerms.Length; t++)
            ofTerms[t] = _axisOf[t] < 0 ? 1 : products[_axisOf[t]];
        return _moments.At(ofTerms);
    }

    /// <summary>Whether all calls are long; the measures of those that are not are then theirs.</summary>
    /// <param name="x">The product of the first axis.</param>
    /// <param name="y">The product of the second axis.</param>
    /// <param name="scale">That of the input.</param>
    internal bool AreLong(float x, float y, float scale)
    {
        if (double.IsInfinity(_longAbove))
            return false;
        var input = 0.0;
        for (var product = 0; product < _axisOf.Length; product++)
            input += _inputOf[product] * (_axisOf[product] switch { 0 => x, 1 => y, _ => 1 });
        return input * scale > _longAbove;
    }

    /// <summary>Interpolates the table.</summary>
    /// <param name="x">The product of the first axis.</param>
    /// <param name="y">The product of the second axis.</param>
    /// <param name="node">The interpolated node, <see cref="Stride"/> floats.</param>
    internal void Read(float x, float y, float[] node)
    {
        if (Axes.Count == 0)
        {
            Cells.CopyTo(node, 0);
            return;
        }

        var (row, down) = Axes[0].Place(x);
        var (column, along) = Axes.Count > 1 ? Axes[1].Place(y) : (0, 0f);
        var columns = Axes.Count > 1 ? Axes[1].Nodes : 1;
        var near = (row * columns + column) * Stride;
        var far = near + columns * Stride;
        var aside = Axes.Count > 1 ? Stride : 0;
        for (var i = 0; i < Stride; i += Vector<float>.Count)
        {
            var low = Interpolate(Cells, near + i, near + aside + i, along);
            var high = Interpolate(Cells, far + i, far + aside + i, along);
            (low + (high - low) * down).CopyTo(node, i);
        }
    }

    /// <summary>A node as the table would have it there, computed.</summary>
    /// <inheritdoc cref="Read"/>
    internal void Compute(float x, float y, float[] node) => Pack(Exact(x, y), node);

    private static Vector<float> Interpolate(float[] cells, int from, int to, float fraction)
    {
        var start = new Vector<float>(cells, from);
        return start + (new Vector<float>(cells, to) - start) * fraction;
    }

    /// <summary>Compares the table with what it interpolates, at points spread evenly over the run-level draws.</summary>
    private double ErrorOfGroups(Plan plan, CollapseBudget budget)
    {
        int[] draws = [.. Axes.SelectMany(axis => axis.RunDraws).Distinct()];
        if (draws.Length == 0)
            return 0;
        var points = Math.Clamp((int)(WorkOfError / _moments.Nodes), PointsMin, PointsMax) / Groups * Groups;
        budget.Spend(CollapseBudget.OfCallNode * _moments.Nodes * points);
        var (node, even) = (new float[Stride], new EvenPoints(draws.Length));
        var compared = Enumerable.Range(0, points).Select(point =>
        {
            var products = AxisProducts(draw => plan.RunDraws[draw].Quantile.At(even.At(point, Array.IndexOf(draws, draw))));
            Read((float)products[0], products.Length > 1 ? (float)products[1] : 0, node);
            var exact = Exact(products).Mean;
            double[] errors = [.. Measures.Where(IsTokens).Select((measure, a) => node[a] - exact[measure])];
            double[] tokens = [.. Measures.Where(IsTokens).Select(measure => exact[measure % 2] + exact[measure % 2 + 2])];
            return (Products: products, Errors: errors, Tokens: tokens);
        }).ToList();
        return Axes.SelectMany((_, axis) => compared.OrderBy(point => point.Products[axis]).Chunk(points / Groups))
            .SelectMany(group => compared[0].Errors.Select((_, a) =>
                group.Sum(point => point.Tokens[a]) is > 0 and var all ? Math.Abs(group.Sum(point => point.Errors[a])) / all : 0)).Max();

        static bool IsTokens(int measure) => measure != SingleCallMoments.Cut;
    }

    /// <summary>What a sum of products can be in one call.</summary>
    private static Bounds EndsOf(Plan plan, IReadOnlyList<ProductPlan> products) => products.Aggregate(
        Bounds.Zero, (sum, product) => sum
            + product.RunDraws.Select(draw => plan.RunDraws[draw].Quantile)
                .Concat(plan.ItemProducts[product.ItemProduct].Select(draw => plan.ItemDraws[draw].Quantile))
                .Concat(product.Calls.Select(factor => factor.Quantile))
                .Aggregate(Bounds.Of(product.Constant), (value, law) => value * new Bounds(law.Min, law.Max)));

    private float[] Fill(CollapseBudget budget)
    {
        var grid = new SingleCallGrid(Axes, WorkMax / _moments.Nodes, (first, second) =>
        {
            budget.Spend(CollapseBudget.OfCallNode * _moments.Nodes);
            return Exact(first, second);
        });
        var cells = new float[Axes.Aggregate(Stride, (floats, axis) => floats * axis.Nodes)];
        var place = 0;
        foreach (var node in grid.Fill())
            Pack(node, cells.AsSpan(Stride * place++, Stride));
        for (var axis = 0; axis < Axes.Count; axis++)
            CellAverages.Fit(cells, Axes, axis, Stride, Within, Measures.Count);
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
