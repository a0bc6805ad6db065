namespace CostSim.Numerics.Statistics;

/// <summary>A percentile estimated from a sample, with its interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end of the interval: an order statistic of the sample, less the error of reading it from a histogram.</param>
/// <param name="High">Upper end of the interval, likewise.</param>
public readonly record struct Percentile(double Value, double Low, double High)
{
    /// <summary>
    /// Percentiles from a histogram, in the given order; null if the sample is too small to enclose one (see
    /// <see cref="OrderStatistics"/>).
    /// </summary>
    /// <param name="histogram">The sample.</param>
    /// <param name="moments">The moments, for the least and greatest value, of the sample or of a larger sample.</param>
    /// <param name="probabilities">Probabilities in (0, 1).</param>
    /// <param name="confidence">Confidence of each interval, in (0, 1).</param>
    public static Percentile?[] Read(Histogram histogram, Moments moments, double[] probabilities, double confidence) =>
        Read(histogram, moments, new EnclosingRanks(probabilities, confidence));

    /// <summary>The same with ranks shared by samples of the same size.</summary>
    public static Percentile?[] Read(Histogram histogram, Moments moments, EnclosingRanks enclosing)
    {
        var reader = new RankReader(histogram, moments);
        var ranks = enclosing.Of(reader.Count);
        var result = new Percentile?[ranks.Length];
        for (var i = 0; i < result.Length; i++)
        {
            if (ranks[i] is not { } ends)
                continue;
            var (value, _) = reader.At(reader.Count * enclosing.Probabilities[i]);
            var (low, errorLow) = reader.At(ends.Low - 0.5);
            var (high, errorHigh) = reader.At(ends.High - 0.5);
            result[i] = new Percentile(value, Math.Max(moments.Min, low - errorLow), Math.Min(moments.Max, high + errorHigh));
        }

        return result;
    }

    /// <summary>Percentiles of a sorted sample, by its own values; null if it is too small to enclose one.</summary>
    public static Percentile?[] Of(ReadOnlySpan<double> sorted, EnclosingRanks enclosing)
    {
        var ranks = enclosing.Of(sorted.Length);
        var result = new Percentile?[ranks.Length];
        for (var i = 0; i < result.Length; i++)
        {
            if (ranks[i] is { } ends)
                result[i] = new Percentile(
                    sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * enclosing.Probabilities[i]) - 1)], sorted[(int)ends.Low - 1],
                    sorted[(int)ends.High - 1]);
        }

        return result;
    }

    /// <summary>The percentile in another unit.</summary>
    public Percentile Times(double factor) => new(Value * factor, Low * factor, High * factor);

    /// <summary>The percentile divided into equal parts.</summary>
    public Percentile Over(double divisor) => new(Value / divisor, Low / divisor, High / divisor);
}

/// <summary>Values of a histogrammed sample by rank, interpolated within a cell.</summary>
internal sealed class RankReader
{
    private readonly HistogramCell[] _cells;
    private readonly long[] _below;
    private readonly Moments _moments;

    public RankReader(Histogram histogram, Moments moments)
    {
        _cells = new HistogramCell[histogram.OccupiedCells];
        _below = new long[_cells.Length];
        _moments = moments;
        var i = 0;
        foreach (var cell in histogram.Cells())
        {
            (_cells[i], _below[i]) = (cell, Count);
            Count += cell.Count;
            i++;
        }
    }

    /// <summary>Number of values.</summary>
    public long Count { get; }

    /// <summary>
    /// The value at a rank, in (0, count), and the error of the interpolation: the cell's width, times how much its neighbours' counts
    /// differ from its own. A smooth distribution differs little; next to an empty cell, where all values may be equal, it is the whole
    /// width. It is at least four standard deviations of the positions of c scattered values, each at most ½/√c of the width.
    /// </summary>
    public (double Value, double Error) At(double rank)
    {
        var i = CellAt(rank);
        var cell = _cells[i];
        var width = cell.Last - cell.First;
        if (width == 0)
            return (cell.First, 0);
        var value = cell.First + width * ((rank - _below[i]) / cell.Count);
        var unevenness = Math.Max(Math.Abs(Neighbour(i, -1) - cell.Count), Math.Abs(Neighbour(i, +1) - cell.Count)) / (double)cell.Count;
        return (Math.Clamp(value, _moments.Min, _moments.Max), width * Math.Min(1, Math.Max(unevenness, 2 / Math.Sqrt(cell.Count))));
    }

    /// <summary>The cell that holds the value of a rank: the last one with fewer values below it than the rank.</summary>
    private int CellAt(double rank)
    {
        int at = 0, beyond = _below.Length;
        while (beyond - at > 1)
        {
            var middle = (at + beyond) / 2;
            (at, beyond) = _below[middle] < rank ? (middle, beyond) : (at, middle);
        }

        return at;
    }

    private long Neighbour(int i, int step) =>
        i + step >= 0 && i + step < _cells.Length && _cells[i + step].Index == _cells[i].Index + step ? _cells[i + step].Count : 0;
}
