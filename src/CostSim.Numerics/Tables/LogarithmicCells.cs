namespace CostSim.Numerics.Tables;

/// <summary>The product of two distributions, binned on a logarithmic grid with the moments of each cell.</summary>
internal sealed class LogarithmicCells
{
    /// <summary>Values this much smaller than the mean share a cell.</summary>
    private const double NegligibleShare = 1e-7;

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
        (_weights, _centres, _first, _second, _third) = (new double[count], new double[count], new double[count], new double[count],
            new double[count]);
        var mean = Math.Max(a.Mean * b.Mean, double.Epsilon);
        _start = Math.Log(Math.Max(mean * NegligibleShare, Least(a) * Least(b)));
        var end = Math.Log(a.Values[^1] * b.Values[^1]);
        _cellsPerUnit = end > _start ? count / (end - _start) : 0;
        for (var cell = 0; cell < count; cell++)
            _centres[cell] = Math.Exp(_start + (_cellsPerUnit > 0 ? (cell + 0.5) / _cellsPerUnit : 0));
        AddAll(a, b);
    }

    /// <summary>Adds two nodes for each cell, ascending.</summary>
    public void AddTo(Nodes nodes)
    {
        nodes.Add(0, _atZero);
        for (var cell = 0; cell < _weights.Length; cell++)
        {
            if (_weights[cell] > 0)
                AddCell(nodes, cell);
        }
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
