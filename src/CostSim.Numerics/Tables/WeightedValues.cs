using CostSim.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Numerics.Tables;

/// <summary>
/// A distribution as weighted values, so that the mean of any function is a sum: for planning, in double. Atoms have the probabilities that
/// the engine's words give them; continuous stretches are Gauss-Legendre nodes in the probability.
/// </summary>
/// <remarks>
/// Values beyond a tail probability of 2^-33 are clamped to the value there, as in a <see cref="QuantileTable"/>: the moments are those of
/// drawable values, not of an unbounded distribution. For a lognormal distribution with σ = 1.27 the mean is 2e-7 below <see
/// cref="QuantileFunction.Mean"/> and
/// the variance 1e-4, with σ = 2 it is 5e-6 and 1 %. Moments up to the sixth are exact to 1e-8 of their value for uniform, triangular, PERT
/// and lognormal distributions and mixtures of them.
/// </remarks>
public sealed class WeightedValues
{
    /// <summary>The outermost octave of the tail probability, as in a <see cref="QuantileTable"/>.</summary>
    private const int Octaves = 33;

    /// <summary>Number of panels for a distribution whose quantiles are smooth up to its ends.</summary>
    private const int PanelsOfUniform = 8;

    /// <summary>The greatest width of a neighbourhood of <see cref="Spread"/>, relative to its lower end.</summary>
    private const double MaxWidth = 0.1;

    private static readonly WeightedValues One = new([1], [1], new([new ValueCell(1, 1, 1)]));

    private readonly Lazy<ValueCell[]> _cells;

    private WeightedValues(double[] values, double[] weights, Lazy<ValueCell[]> cells)
    {
        (Values, Weights, _cells) = (values, weights, cells);
        Mean = Expect(value => value);
        Variance = Expect(value => (value - Mean) * (value - Mean));
    }

    /// <summary>Ascending.</summary>
    public double[] Values { get; }

    /// <summary>Positive, adding up to 1.</summary>
    public double[] Weights { get; }

    public double Mean { get; }

    public double Variance { get; }

    /// <summary>
    /// The same distribution as thousands of cells with uniform values, for uses that need probabilities. Ascending except for overlaps.
    /// </summary>
    internal ReadOnlySpan<ValueCell> Cells => _cells.Value;

    /// <summary>The mean of a function of the value.</summary>
    public double Expect(Func<double, double> f)
    {
        var sum = 0.0;
        for (var i = 0; i < Values.Length; i++)
            sum += Weights[i] * f(Values[i]);
        return sum;
    }

    /// <summary>
    /// Weighted values in any order; weights are normalised, and values without weight are dropped. Values with little weight represent the
    /// range to their neighbours.
    /// </summary>
    public static WeightedValues Of(IEnumerable<(double Value, double Weight)> values)
    {
        const double Little = 1.0 / 64;
        List<(double Value, double Weight)> some = [.. values.Where(value => value.Weight > 0).OrderBy(value => value.Value)];
        var sum = some.Sum(value => value.Weight);
        var cells = some.Select((value, i) =>
        {
            var half = value.Weight > Little * sum ? 0 : Math.Min(Gap(i - 1), Gap(i)) / 2;
            return new ValueCell(value.Value - half, value.Value + half, value.Weight / sum);
        });
        return new WeightedValues(
            [.. some.Select(value => value.Value)], [.. some.Select(value => value.Weight / sum)], new Lazy<ValueCell[]>(() => [.. cells]));

        double Gap(int below) => below < 0 || below + 1 >= some.Count ? 0 : some[below + 1].Value - some[below].Value;
    }

    /// <summary>The values of a distribution: some hundreds if continuous, 64 if uniform.</summary>
    /// <param name="law">The law.</param>
    /// <param name="breaks">Values at which the integrand jumps or has a kink: no panel spans one.</param>
    public static WeightedValues Of(QuantileFunction law, IReadOnlyList<double>? breaks = null)
    {
        var nodes = new Nodes();
        foreach (var piece in law.Pieces)
        {
            if (piece.Law is null)
                nodes.AddAtom(piece.Value, piece.Probability);
            else
                AddStretch(nodes, piece.Law, piece.Probability, breaks ?? []);
        }

        return Finish(nodes, new(nodes.Cells));
    }

    /// <summary>
    /// The distribution of a product of independent nonnegative factors, with at most the given number of values: see <see
    /// cref="Thinned"/>. Mean,
    /// variance and third moment are those of the product.
    /// </summary>
    public static WeightedValues Product(IReadOnlyList<WeightedValues> factors, int cells)
    {
        if (factors.Count == 1)
            return factors[0].Thinned(cells);
        var product = One;
        foreach (var factor in factors)
        {
            if (product.Values.Length == 1)
                product = factor.Scaled(product.Values[0]);
            else if (factor.Values.Length == 1)
                product = product.Scaled(factor.Values[0]);
            else
                product = InCells(product, factor, cells, product._cells);
        }

        return new WeightedValues(product.Values, product.Weights, new(() => ValueCell.OfProduct(factors))).Thinned(cells);
    }

    /// <summary>
    /// The distribution reduced to at most the given number of values: two for each cell of a logarithmic grid, with the cell's first three
    /// moments (Gauss's rule of two nodes),
    /// and 0 separately. Values must be nonnegative.
    /// </summary>
    public WeightedValues Thinned(int cells) => Values.Length <= cells ? this : InCells(this, One, cells, _cells);

    /// <summary>
    /// The distribution reduced to at most n values with its first 2n − 1 moments (Gaussian quadrature). The recurrence of its orthogonal
    /// polynomials (Stieltjes 1884) is the matrix whose eigenvalues are the nodes (Golub and Welsch 1969).
    /// </summary>
    public WeightedValues Gauss(int nodes)
    {
        if (Values.Length <= nodes)
            return this;
        var (n, values) = (Values.Length, Values);
        var jacobi = Matrix<double>.Build.Dense(nodes, nodes);
        var (before, now) = (new double[n], Enumerable.Repeat(1.0, n).ToArray());
        for (var k = 0; k < nodes; k++)
        {
            // The polynomials are normalised, so that their squares average 1.
            var centre = 0.0;
            for (var i = 0; i < n; i++)
                centre += Weights[i] * now[i] * now[i] * values[i];
            jacobi[k, k] = centre;
            if (k + 1 == nodes)
                break;
            var back = k == 0 ? 0 : jacobi[k, k - 1];
            var (next, size) = (new double[n], 0.0);
            for (var i = 0; i < n; i++)
            {
                next[i] = (values[i] - centre) * now[i] - back * before[i];
                size += Weights[i] * next[i] * next[i];
            }

            size = Math.Sqrt(size);
            for (var i = 0; i < n; i++)
                next[i] /= size;
            jacobi[k + 1, k] = jacobi[k, k + 1] = size;
            (before, now) = (now, next);
        }

        var roots = jacobi.Evd(Symmetricity.Symmetric);
        return Of(Enumerable.Range(0, nodes).Select(k => (roots.EigenValues[k].Real, roots.EigenVectors[0, k] * roots.EigenVectors[0, k])));
    }

    /// <summary>
    /// The distribution as about the given number of values, each spread uniformly over a neighbourhood: for functions that jump where the
    /// value crosses a threshold. Neighbourhoods are equally likely, or narrower in the tails.
    /// </summary>
    public IReadOnlyList<SpreadValue> Spread(int count)
    {
        var spread = new List<SpreadValue>();
        var (low, high, weight, first) = (0.0, 0.0, 0.0, 0.0);
        foreach (var cell in Cells)
        {
            var isNear = weight > 0 && weight + cell.Weight <= 1.5 / count && cell.High - low <= MaxWidth * low && cell.Low < cell.High
                && low < high;
            if (!isNear)
            {
                Close();
                (low, weight, first) = (cell.Low, 0, 0);
            }

            (high, weight, first) = (Math.Max(isNear ? high : cell.High, cell.High), weight + cell.Weight,
                first + cell.Weight * (cell.Low + cell.High) / 2);
        }

        Close();
        return spread;

        void Close()
        {
            if (weight > 0)
                spread.Add(new SpreadValue(first / weight, (high - low) / 2, weight));
        }
    }

    private static WeightedValues InCells(WeightedValues a, WeightedValues b, int cells, Lazy<ValueCell[]> fine)
    {
        var nodes = new Nodes();
        new LogarithmicCells(a, b, cells).AddTo(nodes);
        return Finish(nodes, fine);
    }

    private static WeightedValues Finish(Nodes nodes, Lazy<ValueCell[]> cells)
    {
        // The tabulated quadrature weights have sixteen digits, so their sum is off by a few units in the last place.
        var sum = nodes.Weights.Sum();
        return new WeightedValues([.. nodes.Values], [.. nodes.Weights.Select(weight => weight / sum)], cells);
    }

    private WeightedValues Scaled(double by) => by == 1 ? this : new([.. Values.Select(value => value * by)], Weights, _cells);

    private static void AddStretch(Nodes nodes, IContinuousDistribution law, double probability, IReadOnlyList<double> breaks)
    {
        double[] cuts = [.. law.Corners.Concat(breaks).Where(value => value > law.Min && value < law.Max).Select(law.Cdf).Where(
            u => u is > 0 and < 1).Order()];
        if (law is Uniform)
        {
            nodes.AddPanels(
                [.. Enumerable.Range(0, PanelsOfUniform + 1).Select(i => (double)i / PanelsOfUniform), .. cuts], law.Quantile, probability);
            return;
        }

        var edges = Enumerable.Range(1, Octaves).Select(octave => Math.ScaleB(1, -octave)).ToList();
        var outermost = edges[^1];
        var lower = edges.Concat(cuts.Where(u => u > outermost && u < 0.5));
        var upper = edges.Concat(cuts.Select(u => 1 - u).Where(u => u > outermost && u < 0.5));
        nodes.AddAtom(law.Quantile(outermost), probability * outermost);
        nodes.AddPanels(lower, law.Quantile, probability);
        nodes.AddPanels(upper, law.UpperQuantile, probability, isUpper: true);
        nodes.AddAtom(law.UpperQuantile(outermost), probability * outermost);
    }
}

/// <summary>A value that represents its neighbourhood.</summary>
/// <param name="Value">The mean.</param>
/// <param name="HalfWidth">Half the width of the neighbourhood; 0 for an atom.</param>
/// <param name="Weight">Its probability.</param>
public readonly record struct SpreadValue(double Value, double HalfWidth, double Weight);
