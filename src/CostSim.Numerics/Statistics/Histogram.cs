using System.Runtime.CompilerServices;

namespace CostSim.Numerics.Statistics;

/// <summary>
/// Counts of whole numbers in cells. Counts of calls stand in cells of their own; larger values share a cell with those that agree in the
/// sign, exponent and twelve leading fraction bits as a double: 4,096 cells to an octave, a relative width of 1.2e-4 to 2.4e-4, no bounds to choose.
/// </summary>
/// <remarks>
/// Cells stand in pages of 4,096 that are made when first touched. Histograms of different threads or shards are merged by adding counts,
/// so that neither order nor number of threads matters. Beyond 2^53 a value counts as the double nearest to it.
/// </remarks>
public sealed class Histogram
{
    private const int PageBits = 12;
    private const int PageSize = 1 << PageBits;
    private const int CoarseBits = 4;

    private readonly long[]?[] _settled;

    /// <summary>Counts since the last settling: half as wide, so that twice as many stay in the cache.</summary>
    private readonly uint[]?[] _pages;
    private long _recent;

    /// <param name="exactMax">
    /// Values 0 to <paramref name="exactMax"/> have a cell of their own, and no other values may come; null for cells by the bits of the double.
    /// </param>
    public Histogram(long? exactMax = null)
    {
        ExactMax = exactMax;
        _settled = new long[]?[exactMax is { } max ? (max >> PageBits) + 1 : 1 << (64 - 52)];
        _pages = new uint[]?[_settled.Length];
    }

    /// <summary>The greatest exact cell, or null for cells by the bits of the double.</summary>
    public long? ExactMax { get; }

    /// <summary>Counts one value, of magnitude below 2^63.</summary>
    public void Add(long value) => Add([value]);

    /// <summary>Counts values of magnitude below 2^63.</summary>
    public void Add(ReadOnlySpan<long> values)
    {
        if (_recent + values.Length > uint.MaxValue)
            Settle();
        _recent += values.Length;
        if (values.Length > 1 && !values.ContainsAnyExcept(values[0]))
        {
            // What is certain is the same in every trial.
            var cell = ExactMax is null ? CellOf(values[0]) : values[0];
            Page(cell)[cell & (PageSize - 1)] += (uint)values.Length;
        }
        else if (ExactMax is null)
        {
            var pages = _pages;
            foreach (var value in values)
            {
                var cell = CellOf(value);
                var page = pages[cell >> PageBits] ?? MakePage(cell >> PageBits);
                page[cell & (PageSize - 1)]++;
            }
        }
        else
        {
            foreach (var value in values)
                Page(value)[value & (PageSize - 1)]++;
        }
    }

    /// <summary>Adds the counts of another histogram of the same kind.</summary>
    public void Merge(Histogram other)
    {
        if (other.ExactMax != ExactMax)
            throw new ArgumentException("histograms of different cells cannot be merged", nameof(other));
        Settle();
        other.Settle();
        for (var p = 0; p < _settled.Length; p++)
        {
            if (other._settled[p] is not { } from)
                continue;
            var to = _settled[p] ??= new long[PageSize];
            for (var i = 0; i < PageSize; i++)
                to[i] += from[i];
        }
    }

    /// <summary>The occupied cells in ascending order of value.</summary>
    public IEnumerable<HistogramCell> Cells()
    {
        Settle();
        for (long p = 0; p < _settled.Length; p++)
        {
            if (_settled[p] is not { } page)
                continue;
            for (var i = 0; i < PageSize; i++)
            {
                if (page[i] != 0)
                    yield return Describe((p << PageBits) | (long)i, page[i], 52 - PageBits);
            }
        }
    }

    /// <summary>
    /// The occupied cells, sixteen neighbours put together where cells go by the bits of the double: 256 cells to an octave, for files and pictures.
    /// Exact cells stay as they are.
    /// </summary>
    public IEnumerable<HistogramCell> CoarseCells()
    {
        if (ExactMax is not null)
            return Cells();
        return Cells().GroupBy(cell => cell.Index >> CoarseBits, (coarse, cells) => Describe(
            coarse, cells.Sum(cell => cell.Count), 52 - PageBits + CoarseBits));
    }

    /// <summary>
    /// The number of the cell: the double's top 24 bits, turned so that they ascend with the value. Negative doubles run backwards,
    /// so their bits are complemented; the sign bit is flipped to put them first.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long CellOf(long value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var ascending = bits ^ ((bits >> 63) | long.MinValue);
        return (long)((ulong)ascending >> (52 - PageBits));
    }

    /// <param name="lowBits">How many low bits of the double the cell leaves open.</param>
    private HistogramCell Describe(long cell, long count, int lowBits)
    {
        if (ExactMax is not null)
            return new HistogramCell(cell, cell, cell, count);
        // The cell holds the doubles whose top bits are these: from all low bits clear to all set. Values are whole numbers.
        var first = Undo(cell << lowBits);
        var last = Undo((cell << lowBits) | ((1L << lowBits) - 1));
        return new HistogramCell(cell, Math.Ceiling(first), Math.Floor(last), count);

        static double Undo(long ascending) =>
            BitConverter.Int64BitsToDouble(ascending < 0 ? ascending ^ long.MinValue : ~ascending);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint[] Page(long cell) => _pages[cell >> PageBits] ?? MakePage(cell >> PageBits);

    private uint[] MakePage(long page) => _pages[page] = new uint[PageSize];

    /// <summary>Moves the recent counts to the long ones.</summary>
    private void Settle()
    {
        if (_recent == 0)
            return;
        _recent = 0;
        for (var p = 0; p < _pages.Length; p++)
        {
            if (_pages[p] is not { } page)
                continue;
            var settled = _settled[p] ??= new long[PageSize];
            for (var i = 0; i < PageSize; i++)
                settled[i] += page[i];
            page.AsSpan().Clear();
        }
    }
}

/// <summary>An occupied cell of a <see cref="Histogram"/>.</summary>
/// <param name="Index">Its number, ascending with the value.</param>
/// <param name="First">The least whole number that falls into it.</param>
/// <param name="Last">The greatest whole number that falls into it.</param>
/// <param name="Count">How many values fell into it.</param>
public readonly record struct HistogramCell(long Index, double First, double Last, long Count);
