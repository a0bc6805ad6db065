using System.Numerics;

namespace CostSim.Numerics.Statistics;

/// <summary>
/// The exact sum of up to 2^64 products of two whole numbers of 64 bits each, of any sign, for exact squares and covariances whatever the
/// range of the values.
/// </summary>
public struct ProductSum
{
    private const int LowBits = 64;

    /// <summary>In units of 2^64.</summary>
    private Int128 _high;

    /// <summary>The remainder; its part beyond 2^64 is not yet in <see cref="_high"/>.</summary>
    private UInt128 _low;

    /// <summary>The sum.</summary>
    public readonly BigInteger Value => ((BigInteger)_high << LowBits) + _low;

    /// <summary>The same number as two integers, which do not depend on how it was added up: units of 2^64, and the rest.</summary>
    public readonly (Int128 High, ulong Low) Parts => (_high + (Int128)(_low >> LowBits), (ulong)_low);

    /// <summary>Adds a product.</summary>
    public void Add(long a, long b)
    {
        _high += Math.BigMul(a, b, out var low);
        _low += (ulong)low;
    }

    /// <summary>Adds value × 2^shift, of a shift from 0 to 64.</summary>
    public void AddShifted(Int128 value, int shift)
    {
        var left = LowBits - shift;
        _high += value >> left;
        _low += (UInt128)(value & (((Int128)1 << left) - 1)) << shift;
    }

    /// <summary>Visits its integers, which do not depend on how it was added up.</summary>
    public void Visit(IIntegerVisitor visitor)
    {
        var (high, low) = (Parts.High, (Int128)Parts.Low);
        visitor.Sum(ref high);
        visitor.Sum(ref low);
        (_high, _low) = (high, (UInt128)low);
    }

    /// <summary>Adds another sum.</summary>
    public void Add(ProductSum other)
    {
        _high += other._high;
        _low += other._low;
    }
}
