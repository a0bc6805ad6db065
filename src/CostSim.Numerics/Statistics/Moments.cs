using System.Numerics;
using System.Runtime.InteropServices;

namespace CostSim.Numerics.Statistics;

/// <summary>
/// Count, sum, sum of squares, minimum and maximum of whole numbers. All are exact, whatever the range, so that neither the order of values
/// nor their division into blocks matters.
/// </summary>
/// <remarks>
/// A square is put together from two limbs, v = h·2^b + l and v² = h²·2^2b + 2hl·2^b + l². Of values up to 2^56 the limbs have 28 bits, so
/// that 64 bits hold the sums of a piece of a block; greater ones, of runs of more than about $200, have limbs of 32 bits, whose products
/// are halved once more before they are summed.
/// </remarks>
public sealed class Moments
{
    private const int NarrowBits = 28;
    private const int WideBits = 32;

    /// <summary>Products of two limbs of 28 bits, 128 of them in each of two lanes, stay below 2^63; so do the values.</summary>
    private const int NarrowPieceMax = 256;
    private const int WidePieceMax = 1024;

    /// <summary>Values between these use 28-bit limbs.</summary>
    private const long NarrowMin = -(1L << (2 * NarrowBits - 1));
    private const long NarrowMax = (1L << (2 * NarrowBits)) - 1;

    private Int128 _sum;
    private ProductSum _squares;

    public long Count { get; private set; }

    /// <summary>The least value; defined if there is any.</summary>
    public long Min { get; private set; } = long.MaxValue;

    /// <summary>The greatest value; defined if there is any.</summary>
    public long Max { get; private set; } = long.MinValue;

    public double Mean => (double)_sum / Count;

    /// <summary>The sample standard deviation (divisor n − 1); 0 for a single value.</summary>
    public double StandardDeviation
    {
        get
        {
            if (Count < 2)
                return 0;
            // Far from 0 the two are nearly equal, so their difference must be exact.
            var spread = Count * _squares.Value - BigInteger.Pow(_sum, 2);
            return Math.Sqrt((double)spread / Count / (Count - 1));
        }
    }

    /// <summary>Visits every integer.</summary>
    public void Visit(IIntegerVisitor visitor)
    {
        var (count, min, max) = (Count, Min, Max);
        visitor.Sum(ref count);
        visitor.Least(ref min);
        visitor.Greatest(ref max);
        visitor.Sum(ref _sum);
        _squares.Visit(visitor);
        (Count, Min, Max) = (count, min, max);
    }

    /// <summary>Every integer of the moments, for a hash over results.</summary>
    public IEnumerable<Int128> Integers() => [Count, Min, Max, _sum, _squares.Parts.High, _squares.Parts.Low];

    /// <summary>
    /// Adds values and returns their minimum and maximum; for none, <c>(long.MaxValue, long.MinValue)</c>.
    /// </summary>
    public (long Min, long Max) Add(ReadOnlySpan<long> values)
    {
        var (min, max) = Ends(values);
        Add(values, min, max);
        return (min, max);
    }

    /// <summary>Adds values whose minimum and maximum are known.</summary>
    public void Add(ReadOnlySpan<long> values, long min, long max)
    {
        if (values.IsEmpty)
            return;
        (Min, Max) = (Math.Min(Min, min), Math.Max(Max, max));
        Count += values.Length;
        var isNarrow = min >= NarrowMin && max <= NarrowMax;
        var piece = isNarrow ? NarrowPieceMax : WidePieceMax;
        for (; values.Length > piece; values = values[piece..])
            AddPiece(values[..piece], isNarrow);
        AddPiece(values, isNarrow);
    }

    /// <summary>Adds a value several times.</summary>
    public void Add(long value, int times)
    {
        if (times == 0)
            return;
        (Min, Max) = (Math.Min(Min, value), Math.Max(Max, value));
        Count += times;
        _sum += (Int128)value * times;
        var high = Math.BigMul(value, value, out long low);
        _squares.AddShifted((Int128)high * times, 64);
        _squares.AddShifted((Int128)(ulong)low * times, 0);
    }

    /// <summary>Merges another instance.</summary>
    public void Merge(Moments other)
    {
        Count += other.Count;
        Min = Math.Min(Min, other.Min);
        Max = Math.Max(Max, other.Max);
        _sum += other._sum;
        _squares.Add(other._squares);
    }

    private static (long Min, long Max) Ends(ReadOnlySpan<long> values)
    {
        var width = Vector<long>.Count;
        var (least, greatest) = (new Vector<long>(long.MaxValue), new Vector<long>(long.MinValue));
        var whole = values.Length - values.Length % width;
        foreach (var value in MemoryMarshal.Cast<long, Vector<long>>(values[..whole]))
        {
            least = Vector.Min(least, value);
            greatest = Vector.Max(greatest, value);
        }

        var (min, max) = (long.MaxValue, long.MinValue);
        for (var lane = 0; lane < width; lane++)
            (min, max) = (Math.Min(min, least[lane]), Math.Max(max, greatest[lane]));
        foreach (var value in values[whole..])
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
        return (min, max);
    }

    private void AddPiece(ReadOnlySpan<long> values, bool isNarrow)
    {
        var whole = values.Length - values.Length % Vector<long>.Count;
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(values[..whole]);
        if (isNarrow)
            AddNarrow(vectors);
        else
            AddWide(vectors);
        foreach (var value in values[whole..])
        {
            _sum += value;
            _squares.Add(value, value);
        }
    }

    private void AddNarrow(ReadOnlySpan<Vector<long>> values)
    {
        Vector<long> sums = default, highs = default, products = default, lows = default;
        var mask = new Vector<long>((1L << NarrowBits) - 1);
        foreach (var value in values)
        {
            var (high, low) = (value >> NarrowBits, value & mask);
            sums += value;
            highs += high * high;
            products += high * low;
            lows += low * low;
        }

        _sum += Total(sums);
        _squares.AddShifted(Total(highs), 2 * NarrowBits);
        _squares.AddShifted(Total(products), NarrowBits + 1);
        _squares.AddShifted(Total(lows), 0);
    }

    private void AddWide(ReadOnlySpan<Vector<long>> values)
    {
        HalvedSums highs = default, products = default, lows = default;
        Vector<long> sums = default, rests = default;
        var mask = new Vector<long>((1L << WideBits) - 1);
        foreach (var value in values)
        {
            var (high, low) = (value >> WideBits, value & mask);
            sums += high;
            rests += low;
            highs.Add(high * high, mask);
            products.Add(high * low, mask);
            // The only product that may need the 64th bit; it is unsigned.
            var square = low * low;
            lows.AddHalves(square & mask, Vector.ShiftRightLogical(square, WideBits));
        }

        _sum += (Total(sums) << WideBits) + Total(rests);
        _squares.AddShifted(highs.Total, 2 * WideBits);
        _squares.AddShifted(products.Total, WideBits + 1);
        _squares.AddShifted(lows.Total, 0);
    }

    private static Int128 Total(Vector<long> lanes)
    {
        Int128 total = 0;
        for (var lane = 0; lane < Vector<long>.Count; lane++)
            total += lanes[lane];
        return total;
    }

    /// <summary>Sums of 64-bit numbers, separately for lower and upper halves, so that neither overflows.</summary>
    private struct HalvedSums
    {
        private Vector<long> _lower;
        private Vector<long> _upper;

        public readonly Int128 Total => (Moments.Total(_upper) << WideBits) + Moments.Total(_lower);

        public void Add(Vector<long> value, Vector<long> mask) => AddHalves(value & mask, value >> WideBits);

        public void AddHalves(Vector<long> lower, Vector<long> upper)
        {
            _lower += lower;
            _upper += upper;
        }
    }
}
