namespace CostSim.Numerics.Statistics;

/// <summary>
/// Count, exact sum, least and greatest of whole numbers, and the sum of their squared deviations from a fixed pivot. All in integers,
/// so that the order in which values come does not matter.
/// </summary>
/// <remarks>
/// Deviations are squared in steps of 2^shift, chosen so that the greatest one takes 31 bits: the rounding adds at most 2^-31 of the range to
/// the standard deviation. Sums then have room for 2^65 values.
/// </remarks>
public sealed class Moments
{
    private readonly long _pivot;
    private readonly int _shift;
    private Int128 _sum;
    private Int128 _deviations;
    private UInt128 _squares;

    /// <param name="min">A value below or at all that will come.</param>
    /// <param name="max">A value at or above all that will come.</param>
    public Moments(long min, long max)
    {
        _pivot = min + (max - min) / 2;
        _shift = Math.Max(0, 64 - 31 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(max - min)));
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
            // Σd² − (Σd)²/n in 256-bit safety: n·Σd² needs more than 128 bits for long runs, so the means are taken apart first.
            var meanDeviation = (double)_deviations / Count;
            var variance = ((double)_squares / Count - meanDeviation * meanDeviation) * Count / (Count - 1);
            return Math.Sqrt(Math.Max(0, variance)) * Math.ScaleB(1, _shift);
        }
    }

    /// <summary>Every integer that the moments rest on, for a hash over results.</summary>
    public IEnumerable<Int128> Integers() => [Count, Min, Max, _sum, _deviations, (Int128)_squares, _pivot, _shift];

    /// <summary>Takes the values of a block.</summary>
    public void Add(ReadOnlySpan<long> values)
    {
        Int128 sum = 0;
        long min = Min, max = Max, deviations = 0;
        UInt128 squares = 0;
        foreach (var value in values)
        {
            sum += value;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
            var deviation = (value - _pivot) >> _shift;
            deviations += deviation;
            squares += (ulong)(deviation * deviation);
        }

        Count += values.Length;
        Min = min;
        Max = max;
        _sum += sum;
        _deviations += deviations;
        _squares += squares;
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
