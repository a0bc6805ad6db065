using CostSim.Numerics.Distributions;

namespace CostSim.Numerics.Tables;

/// <summary>Collects the values and weights of a distribution, ascending except for rounding.</summary>
internal sealed class Nodes
{
    /// <summary>Cells of a panel, see <see cref="Cells"/>.</summary>
    private const int CellsPerPanel = 64;

    /// <summary>Gauss-Legendre of eight nodes on (−1, 1), ascending.</summary>
    private static readonly double[] Places = [.. QuantileMoments.Places.Reverse().Select(place => -place), .. QuantileMoments.Places];
    private static readonly double[] PanelWeights = [.. QuantileMoments.Weights.Reverse(), .. QuantileMoments.Weights];

    /// <summary>
    /// From the values at the nodes of a panel to those at the edges of its cells, by the polynomial through them (Lagrange).
    /// </summary>
    private static readonly double[][] ToEdges = [.. Enumerable.Range(0, CellsPerPanel + 1).Select(
        edge => Lagrange(2.0 * edge / CellsPerPanel - 1))];

    private readonly List<double> _values = [];
    private readonly List<double> _weights = [];
    private readonly List<ValueCell> _cells = [];

    public IReadOnlyList<double> Values => _values;

    public IReadOnlyList<double> Weights => _weights;

    /// <summary>The spread of every value added as an atom or in a panel.</summary>
    public ValueCell[] Cells => [.. _cells];

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

    public void AddAtom(double value, double weight)
    {
        Add(value, weight);
        if (weight > 0)
            _cells.Add(new ValueCell(value, value, weight));
    }

    /// <summary>
    /// Gauss-Legendre in the probability between neighbouring edges; from the greatest tail probability to the least where they are those
    /// of the upper side.
    /// </summary>
    public void AddPanels(IEnumerable<double> edges, Func<double, double> quantile, double probability, bool isUpper = false)
    {
        double[] ordered = [.. edges.Distinct().OrderBy(edge => isUpper ? -edge : edge)];
        var values = new double[Places.Length];
        for (var panel = 1; panel < ordered.Length; panel++)
        {
            var (middle, half) = ((ordered[panel] + ordered[panel - 1]) / 2, (ordered[panel] - ordered[panel - 1]) / 2);
            for (var node = 0; node < Places.Length; node++)
            {
                values[node] = quantile(middle + half * Places[node]);
                Add(values[node], probability * PanelWeights[node] * Math.Abs(half));
            }

            AddCells(values, 2 * probability * Math.Abs(half));
        }
    }

    private static double[] Lagrange(double at)
    {
        var factors = new double[Places.Length];
        for (var i = 0; i < factors.Length; i++)
        {
            factors[i] = 1;
            for (var j = 0; j < factors.Length; j++)
            {
                if (j != i)
                    factors[i] *= (at - Places[j]) / (Places[i] - Places[j]);
            }
        }

        return factors;
    }

    private void AddCells(double[] values, double probability)
    {
        var from = Edge(0);
        for (var cell = 1; cell <= CellsPerPanel; cell++)
        {
            var to = Math.Max(from, Edge(cell));
            _cells.Add(new ValueCell(from, to, probability / CellsPerPanel));
            from = to;
        }

        double Edge(int edge)
        {
            var sum = 0.0;
            for (var node = 0; node < values.Length; node++)
                sum += ToEdges[edge][node] * values[node];
            return sum;
        }
    }
}
