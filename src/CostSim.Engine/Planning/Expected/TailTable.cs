using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Expected;

/// <summary>Tail probabilities and tail means of a distribution.</summary>
/// <remarks>
/// A discrete distribution uses sums of its values. Any other is divided by probability, with sixteen cells per octave of the tail as in a
/// <see cref="QuantileTable"/>, and further where its values jump; within a cell the position is found by false position, and the mean by
/// three-point Gaussian quadrature.
/// </remarks>
internal sealed class TailTable
{
    private const int CellsPerOctave = 16;
    private const int Octaves = 32;
    private const int StepsMax = 6;

    /// <summary>
    /// A cell in which values deviate from a straight line by more than this share of its height is divided, unless it is narrower than the
    /// resolution of a word.
    /// </summary>
    private const double Straight = 0.15;
    private const double NarrowestCell = 1.0 / (1L << 33);

    private readonly QuantileFunction _law;
    private readonly bool _isListed;

    /// <summary>
    /// Edges of the cells in probability, the values there, and the integral of the values from each edge to 1; or, for a discrete
    /// distribution, its values and their sums from each one on.
    /// </summary>
    private readonly double[] _edges;
    private readonly double[] _values;
    private readonly double[] _means;

    public TailTable(QuantileFunction law, WeightedValues values)
    {
        (_law, Mean) = (law, values.Mean);
        _isListed = law is FixedQuantile or StepQuantile or IndexedQuantile;
        if (_isListed)
        {
            _values = values.Values;
            _edges = Sums(values.Weights);
            _means = Sums([.. values.Values.Zip(values.Weights, (value, weight) => value * weight)]);
            return;
        }

        _edges = Edges(law);
        _values = [.. _edges.Select(law.At)];
        _means = Sums([.. Enumerable.Range(0, _edges.Length - 1).Select(cell => Integral(_edges[cell], _edges[cell + 1]))]);
    }

    public double Mean { get; }

    /// <summary>The probability of exceeding a value, and the mean above it, times that probability.</summary>
    public (double Chance, double Mean) Above(double value)
    {
        if (value < _values[0])
            return (1, Mean);
        if (value >= _values[^1])
            return (0, 0);
        // The first value that is greater.
        var (low, high) = (0, _values.Length - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = _values[middle] > value ? (low, middle) : (middle, high);
        }

        if (_isListed)
            return (_edges[high], _means[high]);
        var place = Place((_edges[low], _values[low]), (_edges[high], _values[high]), value);
        return (1 - place, _means[high] + Integral(place, _edges[high]));
    }

    /// <summary>The probability of a value within a cell, where values are nearly linear: by false position.</summary>
    private double Place((double Edge, double Value) from, (double Edge, double Value) to, double value)
    {
        var place = to.Edge;
        for (var step = 0; step < StepsMax && to.Value > from.Value; step++)
        {
            place = from.Edge + (to.Edge - from.Edge) * (value - from.Value) / (to.Value - from.Value);
            var there = _law.At(place);
            if (Math.Abs(there - value) <= 1e-9 * (_values[^1] - _values[0]))
                break;
            (from, to) = there > value ? (from, (place, there)) : ((place, there), to);
        }

        return place;
    }

    /// <summary>Sums from each place on.</summary>
    private static double[] Sums(double[] of)
    {
        var sums = new double[of.Length + 1];
        for (var i = of.Length - 1; i >= 0; i--)
            sums[i] = sums[i + 1] + of[i];
        return sums;
    }

    private static double[] Edges(QuantileFunction law)
    {
        var lower = Enumerable.Range(0, Octaves * CellsPerOctave + 1).Select(cell =>
            Math.ScaleB(1 + cell % CellsPerOctave / (double)CellsPerOctave, cell / CellsPerOctave - Octaves - 1)).ToList();
        double[] edges = [.. lower, .. lower.AsEnumerable().Reverse().Skip(1).Select(edge => 1 - edge)];
        var divided = new List<double>();
        for (var cell = 0; cell + 1 < edges.Length; cell++)
            Divide(law, (edges[cell], law.At(edges[cell])), (edges[cell + 1], law.At(edges[cell + 1])), divided);
        return [.. divided, edges[^1]];
    }

    private static void Divide(QuantileFunction law, (double Edge, double Value) from, (double Edge, double Value) to, List<double> edges)
    {
        var middle = (from.Edge + to.Edge) / 2;
        var value = law.At(middle);
        var height = to.Value - from.Value;
        if (to.Edge - from.Edge > NarrowestCell && height > 1e-9 * to.Value
            && Math.Abs(value - (from.Value + to.Value) / 2) > Straight * height)
        {
            Divide(law, from, (middle, value), edges);
            Divide(law, (middle, value), to, edges);
            return;
        }

        edges.Add(from.Edge);
    }

    private double Integral(double from, double to)
    {
        const double Place = 0.7745966692414834;
        var (middle, half) = ((from + to) / 2, (to - from) / 2);
        return half <= 0 ? 0 : half * (8 * _law.At(middle) + 5 * (_law.At(middle - half * Place) + _law.At(middle + half * Place))) / 9;
    }
}
