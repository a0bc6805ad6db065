using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Statistics;

/// <summary>
/// Bins the words of a draw into cells of adjacent values. A distribution of few values has a cell for each. Any other has forty equally
/// likely cells, those at the ends divided further, down to one word in 4,096, so that a heavy tail is not a single cell.
/// </summary>
public sealed class WordCells
{
    private const int IndexBits = 12;

    /// <summary>Edges in 4,096ths of the words, of the lower half; the upper half is its mirror image.</summary>
    private static readonly int[] Edges = [0, 1, 4, 16, 51, .. Enumerable.Range(1, 20).Select(i => (int)Math.Round(i * 102.4))];

    /// <summary>Number of cells of a distribution with many values.</summary>
    private static readonly int CountOfMany = 2 * (Edges.Length - 1);

    /// <summary>The cell of each 4,096th of the words, for a distribution with many values.</summary>
    private static readonly ushort[] CellOf = Cells();

    /// <summary>For a distribution with few values, the words at which the next value begins; null for others.</summary>
    private readonly int[]? _thresholds;

    public WordCells(QuantileFunction quantile)
    {
        if (quantile is StepQuantile steps)
        {
            _thresholds = steps.Thresholds;
            Count = _thresholds.Length + 1;
            (Low, High) = (0..1, (Count - 1)..Count);
            (LowName, LowValue, HighName, HighValue) = ("least", steps.Min, "greatest", steps.Max);
            return;
        }

        Count = CountOfMany;
        // From P5 to P15: four cells of a fortieth each, behind the four into which the first fortieth is divided and one more.
        var first = Array.IndexOf(Edges, 205);
        (Low, High) = (first..(first + 4), (Count - first - 4)..(Count - first));
        (LowName, LowValue, HighName, HighValue) = ("P10", quantile.At(0.1), "P90", quantile.At(0.9));
    }

    /// <summary>Number of cells.</summary>
    public int Count { get; }

    /// <summary>The cells around P10 (P5 to P15), or the one of the least value.</summary>
    public Range Low { get; }

    /// <summary>The cells around P90 (P85 to P95), or the one of the greatest value.</summary>
    public Range High { get; }

    /// <summary>What <see cref="Low"/> is around: <c>P10</c> or <c>least</c>.</summary>
    public string LowName { get; }

    /// <summary>The value that <see cref="Low"/> is around.</summary>
    public double LowValue { get; }

    /// <summary>What <see cref="High"/> is around: <c>P90</c> or <c>greatest</c>.</summary>
    public string HighName { get; }

    /// <summary>The value that <see cref="High"/> is around.</summary>
    public double HighValue { get; }

    /// <summary>cells = cells × <see cref="Count"/> + the cell of each word, which gives joint cells of several draws.</summary>
    public void Refine(ReadOnlySpan<uint> words, Span<int> cells)
    {
        if (_thresholds is null)
        {
            for (var t = 0; t < cells.Length; t++)
                cells[t] = cells[t] * Count + CellOf[words[t] >> (32 - IndexBits)];
            return;
        }

        for (var t = 0; t < cells.Length; t++)
        {
            var value = 0;
            foreach (var threshold in _thresholds)
                value += words[t] >> 2 >= threshold ? 1 : 0;
            cells[t] = cells[t] * Count + value;
        }
    }

    private static ushort[] Cells()
    {
        var cells = new ushort[1 << IndexBits];
        for (var cell = 0; cell < Edges.Length - 1; cell++)
        {
            for (var i = Edges[cell]; i < Edges[cell + 1]; i++)
                (cells[i], cells[^(i + 1)]) = ((ushort)cell, (ushort)(CountOfMany - 1 - cell));
        }

        return cells;
    }
}
