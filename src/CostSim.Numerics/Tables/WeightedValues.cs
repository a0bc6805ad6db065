using CostSim.Numerics.Distributions;

namespace CostSim.Numerics.Tables;

/// <summary>
/// A law as values with weights, so that the mean of any function of it is a sum: for planning, in double. Values with a probability of their own have the
/// probabilities that the engine's words give them; continuous stretches are Gauss-Legendre nodes in the probability.
/// </summary>
/// <remarks>
/// What is further out than a probability of 2^-33 has the value there, as in a <see cref="QuantileTable"/>: the moments are those of what can be drawn, not of
/// a law without end. For a lognormal law with σ = 1.27 the mean is 2e-7 below <see cref="QuantileFunction.Mean"/> and the variance 1e-4, with σ = 2 it is 5e-6 and 1 %.
/// Moments up to the sixth are exact to 1e-8 of their value for uniform, triangular, PERT and lognormal laws and mixtures of them.
/// </remarks>
public sealed class WeightedValues
{
    /// <summary>The outermost octave of the tail probability, as in a <see cref="QuantileTable"/>.</summary>
    private const int Octaves = 33;

    /// <summary>Panels of a law whose quantiles are smooth up to its ends.</summary>
    private const int PanelsOfUniform = 8;

    /// <summary>Values this much smaller than the mean share a cell when a law is thinned.</summary>
    private const double NegligibleShare = 1e-7;

    private WeightedValues(double[] values, double[] weights)
    {
        (Values, Weights) = (values, weights);
        Mean = Expect(value => value);
        Variance = Expect(value => (value - Mean) * (value - Mean));
    }

    /// <summary>Ascending.</summary>
    public double[] Values { get; }

    /// <summary>Positive, adding up to 1.</summary>
    public double[] Weights { get; }

    public double Mean { get; }

    public double Variance { get; }

    /// <summary>The mean of a function of the value.</summary>
    public double Expect(Func<double, double> f)
    {
        var sum = 0.0;
        for (var i = 0; i < Values.Length; i++)
            sum += Weights[i] * f(Values[i]);
        return sum;
    }

    /// <summary>The values of a law: some hundreds where it is continuous, 64 where it is uniform.</summary>
    /// <param name="law">The law.</param>
    /// <param name="breaks">Values at which what is to be integrated jumps or has a corner: no panel spans one.</param>
    public static WeightedValues Of(QuantileFunction law, IReadOnlyList<double>? breaks = null)
    {
        var nodes = new Nodes();
        foreach (var piece in law.Pieces)
        {
            if (piece.Law is null)
                nodes.Add(piece.Value, piece.Probability);
            else
                AddStretch(nodes, piece.Law, piece.Probability, breaks ?? []);
        }

        return nodes.Finish();
    }

    /// <summary>
    /// The law of a product of independent factors, none of which is negative, as at most so many values: see <see cref="Thinned"/>. Mean, variance and third
    /// moment are those of the product.
    /// </summary>
    public static WeightedValues Product(IReadOnlyList<WeightedValues> factors, int cells)
    {
        var product = new WeightedValues([1], [1]);
        foreach (var factor in factors)
        {
            if (product.Values.Length == 1)
                product = new WeightedValues([.. factor.Values.Select(value => value * product.Values[0])], factor.Weights);
            else if (factor.Values.Length == 1)
                product = new WeightedValues([.. product.Values.Select(value => value * factor.Values[0])], product.Weights);
            else
                product = new LogarithmicCells(product, factor, cells).Finish();
        }

        return product.Thinned(cells);
    }

    /// <summary>
    /// At most so many values: two for each cell of a logarithmic grid, with the cell's first three moments (Gauss's rule of two nodes), and 0 by itself.
    /// The law must have no negative values.
    /// </summary>
    public WeightedValues Thinned(int cells) => Values.Length <= cells ? this : new LogarithmicCells(this, new WeightedValues([1], [1]), cells).Finish();

    private static void AddStretch(Nodes nodes, IContinuousDistribution law, double probability, IReadOnlyList<double> breaks)
    {
        double[] cuts = [.. law.Corners.Concat(breaks).Where(value => value > law.Min && value < law.Max).Select(law.Cdf).Where(u => u is > 0 and < 1).Order()];
        if (law is Uniform)
        {
            AddPanels(nodes, [.. Enumerable.Range(0, PanelsOfUniform + 1).Select(i => (double)i / PanelsOfUniform), .. cuts], law.Quantile, probability);
            return;
        }

        var edges = Enumerable.Range(1, Octaves).Select(octave => Math.ScaleB(1, -octave)).ToList();
        var outermost = edges[^1];
        var lower = edges.Concat(cuts.Where(u => u > outermost && u < 0.5));
        var upper = edges.Concat(cuts.Select(u => 1 - u).Where(u => u > outermost && u < 0.5));
        nodes.Add(law.Quantile(outermost), probability * outermost);
        AddPanels(nodes, lower, law.Quantile, probability);
        AddPanels(nodes, upper, law.UpperQuantile, probability, isUpper: true);
        nodes.Add(law.UpperQuantile(outermost), probability * outermost);
    }

    /// <summary>Gauss-Legendre between neighbouring edges; from the greatest tail probability to the least where they are those of the upper side.</summary>
    private static void AddPanels(Nodes nodes, IEnumerable<double> edges, Func<double, double> quantile, double probability, bool isUpper = false)
    {
        double[] ordered = [.. edges.Distinct().OrderBy(edge => isUpper ? -edge : edge)];
        for (var panel = 1; panel < ordered.Length; panel++)
        {
            var (middle, half) = ((ordered[panel] + ordered[panel - 1]) / 2, (ordered[panel] - ordered[panel - 1]) / 2);
            for (var node = 0; node < 2 * QuantileMoments.Places.Length; node++)
            {
                // From the outermost place of the lower half over the middle to that of the upper one.
                var inward = QuantileMoments.Places.Length - 1 - node;
                var (place, weight) = inward >= 0
                    ? (-QuantileMoments.Places[inward], QuantileMoments.Weights[inward])
                    : (QuantileMoments.Places[-inward - 1], QuantileMoments.Weights[-inward - 1]);
                nodes.Add(quantile(middle + half * place), probability * weight * Math.Abs(half));
            }
        }
    }

    /// <summary>Values as they come, ascending but for rounding.</summary>
    private sealed class Nodes
    {
        private readonly List<double> _values = [];
        private readonly List<double> _weights = [];

        public void Add(double value, double weight)
        {
            if (weight <= 0)
                return;
            if (_values.Count > 0 && value <= _values[^1])
            {
                _weights[^1] += weight;
                return;
            }

            _values.Add(value);
            _weights.Add(weight);
        }

        public WeightedValues Finish()
        {
            // The tables of Gauss's rule have sixteen digits, which leave a sum some units in the last place off.
            var sum = _weights.Sum();
            return new WeightedValues([.. _values], [.. _weights.Select(weight => weight / sum)]);
        }
    }

    /// <summary>The product of two laws in the cells of a logarithmic grid, of each of which the moments are kept.</summary>
    private sealed class LogarithmicCells
    {
        private readonly double[] _weights;
        private readonly double[] _centres;
        private readonly double[] _first;
        private readonly double[] _second;
        private readonly double[] _third;
        private readonly double _start;
        private readonly double _cellsPerUnit;
        private double _atZero;

        public LogarithmicCells(WeightedValues a, WeightedValues b, int cells)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(Math.Min(a.Values[0], b.Values[0]));
            var count = Math.Max(1, (cells - 1) / 2);
            (_weights, _centres, _first, _second, _third) = (new double[count], new double[count], new double[count], new double[count], new double[count]);
            var mean = Math.Max(a.Mean * b.Mean, double.Epsilon);
            _start = Math.Log(Math.Max(mean * NegligibleShare, Least(a) * Least(b)));
            var end = Math.Log(a.Values[^1] * b.Values[^1]);
            _cellsPerUnit = end > _start ? count / (end - _start) : 0;
            for (var cell = 0; cell < count; cell++)
                _centres[cell] = Math.Exp(_start + (_cellsPerUnit > 0 ? (cell + 0.5) / _cellsPerUnit : 0));
            AddAll(a, b);
        }

        public WeightedValues Finish()
        {
            var nodes = new Nodes();
            nodes.Add(0, _atZero);
            for (var cell = 0; cell < _weights.Length; cell++)
            {
                if (_weights[cell] > 0)
                    AddCell(nodes, cell);
            }

            return nodes.Finish();
        }

        private static double Least(WeightedValues law) => law.Values[0] > 0 || law.Values.Length == 1 ? law.Values[0] : law.Values[1];

        private void AddAll(WeightedValues a, WeightedValues b)
        {
            // The logarithm of a product is a sum of logarithms: two for each pair would take most of the time.
            double[] logarithms = [.. b.Values.Select(value => Math.Log(value))];
            for (var i = 0; i < a.Values.Length; i++)
            {
                var offset = Math.Log(a.Values[i]) - _start;
                for (var j = 0; j < b.Values.Length; j++)
                {
                    var weight = a.Weights[i] * b.Weights[j];
                    var value = a.Values[i] * b.Values[j];
                    if (value > 0)
                        Add(Math.Clamp((int)((offset + logarithms[j]) * _cellsPerUnit), 0, _weights.Length - 1), value, weight);
                    else
                        _atZero += weight;
                }
            }
        }

        private void Add(int cell, double value, double weight)
        {
            var d = value - _centres[cell];
            _weights[cell] += weight;
            _first[cell] += weight * d;
            _second[cell] += weight * d * d;
            _third[cell] += weight * d * d * d;
        }

        /// <summary>Two nodes with the cell's weight, mean, variance and third central moment.</summary>
        private void AddCell(Nodes nodes, int cell)
        {
            var weight = _weights[cell];
            var (first, second, third) = (_first[cell] / weight, _second[cell] / weight, _third[cell] / weight);
            var (mean, variance) = (_centres[cell] + first, second - first * first);
            if (variance <= 1e-12 * mean * mean)
            {
                nodes.Add(mean, weight);
                return;
            }

            var skew = (third - 3 * first * second + 2 * first * first * first) / (2 * variance);
            var root = Math.Sqrt(variance + skew * skew);
            var upperShare = (root - skew) / (2 * root);
            nodes.Add(mean + skew - root, weight * (1 - upperShare));
            nodes.Add(mean + skew + root, weight * upperShare);
        }
    }
}
