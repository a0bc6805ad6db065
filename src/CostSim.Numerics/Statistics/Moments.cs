using System.Numerics;
using System.Runtime.InteropServices;

namespace CostSim.Numerics.Statistics;

/// <summary>
/// Count, exact sum, least and greatest of whole numbers, and the sum of their squared deviations from a fixed pivot. All in integers,
/// so that the order in which values come does not matter.
/// </summary>
/// <remarks>
/// Deviations are squared in steps of 2^shift, chosen so that the greatest one takes 26 bits: the rounding adds at most 2^-27 of the range, in squares,
/// to the standard deviation.
/// </remarks>
public sealed class Moments
{
    private const int PieceMax = 1024;

    private readonly long _pivot;
    private readonly int _shift;
    private Int128 _sum;
    private Int128 _deviations;
    private UInt128 _squares;

    /// <param name="min">A value below or at all that will come.</param>
    /// <param name="max">A value at or above all that will come, less than 2^63 above <paramref name="min"/>.</param>
    public Moments(long min, long max)
    {
        _pivot = min + (max - min) / 2;
        _shift = Math.Max(0, 64 - 27 - BitOperations.LeadingZeroCount((ulong)(max - min)));
    }

    public long Count { get; private set; }

    /// <summary>The least value; only where there is one.</summary>
    public long Min { get; private set; } = long.MaxValue;

    /// <summary>The greatest value; only where there is one.</summary>
    public long Max { get; private set; } = long.MinValue;

    public double Mean => (double)_sum / Count;

    /// <summary>The sample's standard deviation (n − 1 below); 0 for a single value.</summary>
    public double StandardDeviation
    {
        get
        {
            if (Count < 2)
                return 0;
            // n·Σd² − (Σd)² needs more than 128 bits for long runs, and has to be exact: far from the pivot the two are nearly the same.
            var spread = (BigInteger)Count * _squares - BigInteger.Pow(_deviations, 2);
            return Math.Sqrt((double)spread / Count / (Count - 1)) * Math.ScaleB(1, _shift);
        }
    }

    /// <summary>Every integer that the moments rest on, for a hash over results.</summary>
    public IEnumerable<Int128> Integers() => [Count, Min, Max, _sum, _deviations, (Int128)_squares, _pivot, _shift];

    /// <summary>Takes values between the bounds, and says which of them were the least and the greatest; of none, <c>(long.MaxValue, long.MinValue)</c>.</summary>
    public (long Min, long Max) Add(ReadOnlySpan<long> values)
    {
        var (before, after) = (Min, Max);
        (Min, Max) = (long.MaxValue, long.MinValue);
        for (; values.Length > PieceMax; values = values[PieceMax..])
            AddPiece(values[..PieceMax]);
        AddPiece(values);
        var ends = (Min, Max);
        (Min, Max) = (Math.Min(Min, before), Math.Max(Max, after));
        return ends;
    }

    /// <summary>Takes a value between the bounds so many times.</summary>
    public void Add(long value, int times)
    {
        var deviation = (value - _pivot) >> _shift;
        (Min, Max) = (Math.Min(Min, value), Math.Max(Max, value));
        _sum += (Int128)value * times;
        _deviations += deviation * times;
        _squares += (UInt128)(ulong)(deviation * deviation) * (uint)times;
        Count += times;
    }

    /// <summary>
    /// Sums of a piece are taken in parts that cannot overflow: deviations in steps, of 26 bits and a sign, what they leave over, and their squares. Only these are put
    /// together in 128 bits.
    /// </summary>
    private void AddPiece(ReadOnlySpan<long> values)
    {
        var width = Vector<long>.Count;
        var (min, max) = (new Vector<long>(long.MaxValue), new Vector<long>(long.MinValue));
        Vector<long> deviations = default, rests = default, squares = default;
        var mask = (1L << _shift) - 1;
        var (pivot, masks) = (new Vector<long>(_pivot), new Vector<long>(mask));
        var whole = values.Length - values.Length % width;
        foreach (var value in MemoryMarshal.Cast<long, Vector<long>>(values[..whole]))
        {
            min = Vector.Min(min, value);
            max = Vector.Max(max, value);
            var distance = value - pivot;
            var deviation = distance >> _shift;
            deviations += deviation;
            rests += distance & masks;
            squares += deviation * deviation;
        }

        for (var lane = 0; lane < width; lane++)
            Take(min[lane], max[lane], deviations[lane], rests[lane], squares[lane]);
        foreach (var value in values[whole..])
        {
            var deviation = (value - _pivot) >> _shift;
            Take(value, value, deviation, (value - _pivot) & mask, deviation * deviation);
        }

        _sum += (Int128)_pivot * values.Length;
        Count += values.Length;
    }

    private void Take(long min, long max, long deviations, long rests, long squares)
    {
        Min = Math.Min(Min, min);
        Max = Math.Max(Max, max);
        _sum += ((Int128)deviations << _shift) + rests;
        _deviations += deviations;
        _squares += (UInt128)(ulong)squares;
    }

    /// <summary>Adds what another instance with the same bounds has taken.</summary>
    public void Merge(Moments other)
    {
        if (other._pivot != _pivot || other._shift != _shift)
            throw new ArgumentException("moments about different pivots cannot be merged", nameof(other));
        Count += other.Count;
        Min = Math.Min(Min, other.Min);
        Max = Math.Max(Max, other.Max);
        _sum += other._sum;
        _deviations += other._deviations;
        _squares += other._squares;
    }
}
