using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Numerics.Statistics;

/// <summary>
/// A histogram of whole numbers. Counts of calls have exact cells; other values share a cell if they agree in sign, exponent and leading
/// fraction bits as a double: with twelve bits 4,096 cells per octave, a relative width of 1.2e-4 to 2.4e-4, without bounds to choose.
/// </summary>
/// <remarks>
/// Cells are stored in pages of an octave (or, if exact, of as many numbers), allocated on first use. New values are counted in a window,
/// an array of a few pages around recent values, so that a count is one addition in the cache; values outside go to the pages directly.
/// Histograms of different threads or shards are merged by adding counts, so that neither order nor number
/// of threads matters. Beyond 2^53 a value counts as the double nearest to it.
/// </remarks>
public sealed class Histogram
{
    /// <summary>4,096 cells per octave.</summary>
    public const int FineBits = 12;

    /// <summary>1,024 cells per octave: a quarter of the cache use, for many histograms.</summary>
    public const int PlainBits = 10;

    /// <summary>256 cells per octave.</summary>
    private const int CoarseBits = 8;

    /// <summary>Bits of a double's fraction.</summary>
    private const int FractionBits = 52;

    private readonly int _pageBits;
    private readonly long[]?[] _settled;

    /// <summary>
    /// Counts since the last settling: of zero, then of the cells from <see cref="_first"/> on. Half as wide, so that twice as many stay in
    /// the cache.
    /// </summary>
    private uint[] _window = [0];
    private long _first;
    private long _recent;

    /// <param name="exactMax">
    /// Values 0 to <paramref name="exactMax"/> have exact cells, and other values are not allowed; null for cells by the bits of the
    /// double.
    /// </param>
    /// <param name="octaveBits">
    /// Cells per octave, as a power of two, from 2^8 to 2^12: <see cref="FineBits"/> or <see cref="PlainBits"/>.
    /// </param>
    public Histogram(long? exactMax = null, int octaveBits = FineBits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(octaveBits, CoarseBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(octaveBits, FineBits);
        (ExactMax, _pageBits) = (exactMax, octaveBits);
        _settled = new long[]?[exactMax is { } max ? (max >> _pageBits) + 1 : 1 << (64 - FractionBits)];
    }

    private int PageSize => 1 << _pageBits;

    /// <summary>Sixty-four pages, at most 1 MB.</summary>
    private long WindowMax => 64L << _pageBits;

    /// <summary>Number of low bits of a double that its cell ignores.</summary>
    private int LowBits => FractionBits - _pageBits;

    /// <summary>The greatest exact cell, or null for cells by the bits of the double.</summary>
    public long? ExactMax { get; }

    /// <summary>Counts one value, of magnitude below 2^63.</summary>
    public void Add(long value) => Add([value], value, value);

    /// <summary>
    /// Counts values of magnitude below 2^63 that lie between two bounds. The closer the bounds, the faster.
    /// </summary>
    public void Add(ReadOnlySpan<long> values, long min, long max)
    {
        if (min == max)
        {
            // A constant is the same in every trial.
            Settled(CellOf(min)) += values.Length;
            return;
        }

        // Zero is far from all other values, and frequent (absent amounts). Every window has a separate cell for it.
        var least = min == 0 && ExactMax is null ? LeastPositive(values) : min;
        if (Reserve(CellOf(least), CellOf(max), values.Length))
            CountInWindow(values, min > 0);
        else
            CountApart(values);
    }

    /// <summary>The least positive value of nonnegative values, not all zero.</summary>
    private static long LeastPositive(ReadOnlySpan<long> values)
    {
        // Minus one as unsigned, zero is the greatest.
        var least = new Vector<ulong>(ulong.MaxValue);
        var whole = values.Length - values.Length % Vector<long>.Count;
        foreach (var value in MemoryMarshal.Cast<long, Vector<ulong>>(values[..whole]))
            least = Vector.Min(least, value - Vector<ulong>.One);
        var result = ulong.MaxValue;
        for (var lane = 0; lane < Vector<ulong>.Count; lane++)
            result = Math.Min(result, least[lane]);
        foreach (var value in values[whole..])
            result = Math.Min(result, (ulong)value - 1);
        return (long)(result + 1);
    }

    /// <summary>Values too far apart for a window.</summary>
    private void CountApart(ReadOnlySpan<long> values)
    {
        foreach (var value in values)
            Settled(CellOf(value))++;
    }

    /// <summary>Values that lie in the window, or are zero.</summary>
    private void CountInWindow(ReadOnlySpan<long> values, bool arePositive)
    {
        ref var window = ref MemoryMarshal.GetArrayDataReference(_window);
        var (lowBits, isExact) = (LowBits, ExactMax is not null);
        var (first, sign) = (new Vector<long>(_first - 1), new Vector<long>(long.MinValue));
        var firstPositive = first - Vector.ShiftRightLogical(sign, lowBits);
        var whole = values.Length - values.Length % Vector<long>.Count;
        foreach (var value in MemoryMarshal.Cast<long, Vector<long>>(values[..whole]))
        {
            var places = isExact ? value - first : Place(Vector.AsVectorInt64(Vector.ConvertToDouble(value)));
            for (var lane = 0; lane < Vector<long>.Count; lane++)
                Unsafe.Add(ref window, (nint)places[lane])++;
        }

        foreach (var value in values[whole..])
            _window[!isExact && value == 0 ? 0 : CellOf(value) - _first + 1]++;

        Vector<long> Place(Vector<long> bits)
        {
            if (arePositive)
                return Vector.ShiftRightLogical(bits, lowBits) - firstPositive;
            var ascending = bits ^ (Vector.ShiftRightArithmetic(bits, 63) | sign);
            return Vector.AndNot(Vector.ShiftRightLogical(ascending, lowBits) - first, Vector.Equals(bits, Vector<long>.Zero));
        }
    }

    /// <summary>Moves the window to cover the cells between two, or returns false if they are too far apart.</summary>
    private bool Reserve(long first, long last, int count)
    {
        if (_recent + count > uint.MaxValue)
            Settle();
        var end = _first + _window.Length - 1;
        if (first < _first || last >= end)
        {
            // Whole pages, including those of the previous window if near enough.
            var (from, to) = (first & -PageSize, (last | (long)(PageSize - 1)) + 1);
            if (to - from > WindowMax)
                return false;
            var (left, right) = (Math.Min(from, _first), Math.Max(to, end));
            if (_window.Length > 1 && right - left <= WindowMax)
                (from, to) = (left, right);
            Settle();
            (_first, _window) = (from, new uint[to - from + 1]);
        }

        _recent += count;
        return true;
    }

    /// <summary>Adds the counts of another histogram of the same kind.</summary>
    public void Merge(Histogram other)
    {
        if ((other.ExactMax, other._pageBits) != (ExactMax, _pageBits))
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

    /// <summary>Visits every count.</summary>
    public void Visit(IIntegerVisitor visitor)
    {
        Settle();
        visitor.Counts(_settled, PageSize);
    }

    /// <summary>Number of occupied cells.</summary>
    public int OccupiedCells
    {
        get
        {
            Settle();
            var occupied = 0;
            foreach (var page in _settled)
            {
                foreach (var count in page ?? [])
                    occupied += count != 0 ? 1 : 0;
            }

            return occupied;
        }
    }

    /// <summary>
    /// The occupied cells in ascending order of value. Several threads may read them concurrently while no thread counts.
    /// </summary>
    public IEnumerable<HistogramCell> Cells() => Cells(0);

    /// <summary>
    /// The occupied cells, neighbours merged if cells are by the bits of the double: 256 cells per octave, for files and pictures. Exact
    /// cells are unchanged.
    /// </summary>
    public IEnumerable<HistogramCell> CoarseCells() => Cells(ExactMax is null ? _pageBits - CoarseBits : 0);

    /// <param name="bits">2^bits neighbours are merged.</param>
    private IEnumerable<HistogramCell> Cells(int bits)
    {
        Settle();
        for (long p = 0; p < _settled.Length; p++)
        {
            if (_settled[p] is not { } page)
                continue;
            for (var i = 0; i < PageSize; i += 1 << bits)
            {
                var count = 0L;
                foreach (var one in page.AsSpan(i, 1 << bits))
                    count += one;
                if (count != 0)
                    yield return Describe(((p << _pageBits) | (long)i) >> bits, count, LowBits + bits);
            }
        }
    }

    /// <summary>
    /// The number of the cell: the double's top bits, mapped so that they increase with the value. Negative doubles run backwards,
    /// so their bits are complemented; the sign bit is flipped to put them first.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long CellOf(long value)
    {
        if (ExactMax is not null)
            return value;
        var bits = BitConverter.DoubleToInt64Bits(value);
        var ascending = bits ^ ((bits >> 63) | long.MinValue);
        return (long)((ulong)ascending >> LowBits);
    }

    /// <param name="lowBits">Number of low bits of the double that the cell ignores.</param>
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

    private ref long Settled(long cell) => ref (_settled[cell >> _pageBits] ??= new long[PageSize])[cell & (PageSize - 1)];

    /// <summary>Moves the recent counts to the pages, once, by the first of several readers.</summary>
    private void Settle()
    {
        if (Volatile.Read(ref _recent) == 0)
            return;
        lock (_settled)
        {
            if (_recent == 0)
                return;
            if (_window[0] != 0)
                Settled(CellOf(0)) += _window[0];
            for (var i = 1; i < _window.Length; i += PageSize)
                SettlePage(_first + i - 1, _window.AsSpan(i, PageSize));
            _window.AsSpan().Clear();
            Volatile.Write(ref _recent, 0);
        }
    }

    /// <summary>A window has whole pages, most of them empty if it spans many octaves.</summary>
    private void SettlePage(long first, ReadOnlySpan<uint> recent)
    {
        if (!recent.ContainsAnyExcept(0u))
            return;
        var settled = _settled[first >> _pageBits] ??= new long[PageSize];
        for (var i = 0; i < settled.Length; i++)
            settled[i] += recent[i];
    }
}

/// <summary>An occupied cell of a <see cref="Histogram"/>.</summary>
/// <param name="Index">Its number, ascending with the value.</param>
/// <param name="First">The least whole number that falls into it.</param>
/// <param name="Last">The greatest whole number that falls into it.</param>
/// <param name="Count">How many values fell into it.</param>
public readonly record struct HistogramCell(long Index, double First, double Last, long Count);
