using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>
/// Samples the totals of calls that are cut or priced individually, over all items at once, from their <see cref="SingleCallTable"/>.
/// </summary>
/// <remarks>
/// A total is calls × mean, shifted with the averages of the item-level products shared with other sums, plus a deviation with the
/// covariance and, in each measure, the skewness of a sum of this many calls (Cornish and Fisher's first term, scaled so that the
/// variance is kept).
/// </remarks>
internal sealed class SingleCallDrawer
{
    /// <summary>Streams of one source.</summary>
    private const int StreamsPerSource = 10;

    /// <summary>A greater skewness than 6 × this would fold the lower tail over.</summary>
    private const double SkewMax = 0.25;

    /// <summary>Below this square the variance needs no correction.</summary>
    private const double SkewNegligible = 1e-5;

    private readonly SingleCallTable _table;
    private readonly Action<float, float, float[]> _read;
    private readonly IKernels _kernels;
    private readonly int _count;
    private readonly int[] _measures;
    private readonly uint[] _withinStreams;
    private readonly uint[] _betweenStreams;
    private readonly float[][] _within;
    private readonly float[][] _between;
    private readonly float[] _first = new float[BlockEvaluator.BlockSize];
    private readonly float[] _second = new float[BlockEvaluator.BlockSize];
    private readonly float[] _ofInput = new float[BlockEvaluator.BlockSize];
    private readonly float[] _ofOutput = new float[BlockEvaluator.BlockSize];
    private readonly float[] _node;
    private readonly double[] _values;

    /// <param name="plan">The plan, which numbers the streams.</param>
    /// <param name="table">The calls' table.</param>
    /// <param name="phase">The phase's id.</param>
    /// <param name="source">The index of the calls among the phase's individually needed calls.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="isExact">Whether moments are computed instead of interpolated; without axes both are the same.</param>
    public SingleCallDrawer(Plan plan, SingleCallTable table, string phase, int source, IKernels kernels, bool isExact = false)
    {
        _read = isExact && table.Axes.Count > 0 ? table.Compute : table.Read;
        (_table, _kernels, _count, _measures) = (table, kernels, table.Measures.Count, [.. table.Measures]);
        uint Stream(int k) => plan.Streams.Of($"collapse/{phase}/single/{source * StreamsPerSource + k}");
        _withinStreams = [.. table.Measures.Select(Stream)];
        _betweenStreams = [.. table.Measures.Select(measure => Stream(SingleCallMoments.Measures + measure))];
        (_within, _between) = (BlockEvaluator.Arrays(_count), BlockEvaluator.Arrays(_count));
        _node = new float[table.Stride];
        _values = new double[SingleCallMoments.Measures];
    }

    /// <summary>Adds the totals of a block's calls.</summary>
    /// <param name="calls">Number of calls in each trial.</param>
    /// <param name="concentration">Σu²/(Σu)² over the items, u their calls: one over the effective number of items.</param>
    /// <param name="itemAverages">
    /// For each item product of the table, its average over the calls relative to its mean; null if it is not shared (as given to the
    /// table).
    /// </param>
    /// <param name="runDraws">The run-level draws of the block.</param>
    /// <param name="firstTrial">The block's first trial.</param>
    /// <param name="itemSeed">The seed of what differs between items.</param>
    /// <param name="callSeed">The seed of what differs within them.</param>
    /// <param name="totals">Input and output of calls that are not long, then of those that are.</param>
    /// <param name="cut">Number of calls cut by the cap.</param>
    public void Draw(
        ReadOnlySpan<double> calls, ReadOnlySpan<double> concentration, IReadOnlyList<double[]?> itemAverages, float[][] runDraws,
        long firstTrial,
        ulong itemSeed, ulong callSeed, double[][] totals, double[] cut)
    {
        var length = calls.Length;
        for (var a = 0; a < _count; a++)
        {
            _kernels.DrawDeviates(callSeed, new WordAddress(_withinStreams[a], 0, 0), firstTrial, _within[a].AsSpan(0, length));
            _kernels.DrawDeviates(itemSeed, new WordAddress(_betweenStreams[a], 0, 0), firstTrial, _between[a].AsSpan(0, length));
        }

        var first = Product(AxisDraws(0), runDraws, _first.AsSpan(0, length));
        var second = Product(AxisDraws(1), runDraws, _second.AsSpan(0, length));
        var ofInput = Product(_table.InputScale, runDraws, _ofInput.AsSpan(0, length));
        var ofOutput = Product(_table.OutputScale, runDraws, _ofOutput.AsSpan(0, length));
        for (var t = 0; t < length; t++)
        {
            if (!(calls[t] > 0))
                continue;
            var (x, y) = (first.IsEmpty ? 0 : first[t], second.IsEmpty ? 0 : second[t]);
            _read(x, y, _node);
            var weights = new Weights(calls[t], concentration[t]);
            for (var a = 0; a < _count; a++)
                _values[_measures[a]] = Value(a, t, weights, itemAverages);
            Scale(ofInput.IsEmpty ? 1 : ofInput[t], ofOutput.IsEmpty ? 1 : ofOutput[t]);
            if (_table.AreLong(x, y, ofInput.IsEmpty ? 1 : ofInput[t]))
                (_values[0], _values[1], _values[2], _values[3]) = (0, 0, _values[0], _values[1]);
            Add(t, calls[t], totals, cut);
            Array.Clear(_values);
        }
    }

    private IReadOnlyList<int> AxisDraws(int axis) => axis < _table.Axes.Count ? _table.Axes[axis].RunDraws : [];

    private ReadOnlySpan<float> Product(IReadOnlyList<int> draws, float[][] runDraws, Span<float> room) =>
        draws.Count > 0 ? ProductOfDraws.Of(draws, runDraws, room, _kernels) : [];

    /// <summary>Multiplies input and output by what no threshold depends on: means, deviations and skewness alike.</summary>
    private void Scale(double input, double output)
    {
        (_values[0], _values[2]) = (_values[0] * input, _values[2] * input);
        (_values[1], _values[3]) = (_values[1] * output, _values[3] * output);
    }

    private double Value(int a, int t, in Weights weights, IReadOnlyList<double[]?> itemAverages)
    {
        double mean = _node[a];
        for (var i = 0; i < _table.SlopeOf.Length; i++)
        {
            if (_table.SlopeOf[i] >= 0 && itemAverages[i] is { } averages)
                mean += _node[_count * (_table.SlopeOf[i] + 1) + a] * (averages[t] - 1);
        }

        var (within, ownVariance) = Deviation(_table.Within, a, t, _within);
        var (between, itemVariance) = Deviation(_table.Between, a, t, _between);
        var variance = weights.Calls * ownVariance + weights.Squares * itemVariance;
        mean *= weights.Calls;
        if (!(variance > 0))
            return mean;
        var third = weights.Calls * _node[_table.Thirds + a] + weights.Squares * _node[_table.Thirds + _count + a]
            + weights.Cubes * _node[_table.Thirds + 2 * _count + a];
        var deviation = weights.RootOfCalls * within + weights.RootOfSquares * between;
        return mean + Skewed(deviation, variance, third);
    }

    /// <summary>A normal deviate adjusted for the third moment, with unchanged variance.</summary>
    private static double Skewed(double deviation, double variance, double third)
    {
        var inverse = 1 / variance;
        var skew = third * inverse * (1.0 / 6);
        var square = skew * skew * inverse;
        if (square > SkewMax * SkewMax)
        {
            skew = (skew > 0 ? SkewMax : -SkewMax) * Math.Sqrt(variance);
            square = SkewMax * SkewMax;
        }

        var skewed = deviation + skew * (deviation * deviation * inverse - 1);
        return square < SkewNegligible ? skewed : skewed / Math.Sqrt(1 + 2 * square);
    }

    /// <summary>A row of Cholesky's factor times the deviates, and the sum of its squares.</summary>
    private (double Deviation, double Variance) Deviation(int from, int a, int t, float[][] deviates)
    {
        var row = _node.AsSpan(from + a * (a + 1) / 2, a + 1);
        var (sum, squares) = (0.0, 0.0);
        for (var b = 0; b < row.Length; b++)
        {
            sum += (double)row[b] * deviates[b][t];
            squares += (double)row[b] * row[b];
        }

        return (sum, squares);
    }

    /// <summary>Adds the values, limited to what this many calls can reach.</summary>
    private void Add(int t, double calls, double[][] totals, double[] cut)
    {
        Hold(ref _values[0], ref _values[2], calls, _table.InputEnds);
        Hold(ref _values[1], ref _values[3], calls, _table.OutputEnds);
        for (var measure = 0; measure < totals.Length; measure++)
            totals[measure][t] += _values[measure];
        var ofCap = Math.Round(_values[totals.Length]);
        cut[t] += ofCap < 0 ? 0 : ofCap > calls ? calls : ofCap;
    }

    /// <summary>
    /// Limits the tokens of calls that are long and of those that are not: they have skewness of their own, so that what one gains is not
    /// all that the other loses.
    /// </summary>
    private static void Hold(ref double plain, ref double beyond, double calls, Bounds ofCall)
    {
        (plain, beyond) = (plain > 0 ? plain : 0, beyond > 0 ? beyond : 0);
        var sum = plain + beyond;
        var held = Math.Clamp(sum, calls * ofCall.Min, calls * ofCall.Max);
        if (held == sum)
            return;
        if (sum > 0)
            (plain, beyond) = (plain * (held / sum), beyond * (held / sum));
        else
            plain = held;
    }

    /// <summary>
    /// Σu, Σu² and Σu³ over the items, u their calls: the last as if the effective number of items had all calls.
    /// </summary>
    private readonly struct Weights(double calls, double concentration)
    {
        public readonly double Calls = calls;
        public readonly double Squares = calls * calls * concentration;
        public readonly double Cubes = calls * concentration * (calls * calls * concentration);
        public readonly double RootOfCalls = Math.Sqrt(calls);
        public readonly double RootOfSquares = calls * Math.Sqrt(concentration);
    }
}
