using System.Numerics;
using System.Runtime.InteropServices;

namespace CostSim.Parquet;

/// <summary>
/// The smallest and the largest value of a column chunk, with which readers skip row groups, and how many values are none.
/// </summary>
/// <param name="Min">Lower bound as PLAIN bytes without length, or null where there is none to state.</param>
/// <param name="Max">Upper bound; null exactly where <paramref name="Min"/> is.</param>
/// <param name="NullCount">Rows without a value.</param>
/// <param name="NanCount">Values that are not numbers; null where the type has none.</param>
internal sealed record ColumnStatistics(byte[]? Min, byte[]? Max, long NullCount, long? NanCount)
{
    /// <summary>Texts longer than this many bytes are no bounds: the footer would grow with them, and readers don't need any.</summary>
    internal const int BoundBytesMax = 256;

    /// <summary>Statistics of <paramref name="values"/>, the nulls left out.</summary>
    /// <remarks>
    /// Parquet's rules for doubles: NaN is no bound (all NaN: no bounds), and a zero is written as -0 in the minimum and as +0 in the
    /// maximum, so that readers find both zeros whichever way they compare them.
    /// </remarks>
    internal static ColumnStatistics Of<T>(ReadOnlySpan<T> values, long nullCount)
        where T : unmanaged, INumber<T>
    {
        var nans = 0L;
        T? first = null;
        foreach (var value in values)
        {
            if (T.IsNaN(value))
                nans++;
            else
                first ??= value;
        }

        long? nanCount = typeof(T) == typeof(double) ? nans : null;
        if (first is not { } min)
            return new(null, null, nullCount, nanCount);
        var max = min;
        foreach (var value in values)
        {
            // A comparison with NaN is false: it changes neither bound.
            if (value < min)
                min = value;
            if (value > max)
                max = value;
        }

        min = T.IsZero(min) ? -T.Zero : min;
        max = T.IsZero(max) ? T.Zero : max;
        return new(Bytes(min), Bytes(max), nullCount, nanCount);
    }

    /// <summary>Statistics of <paramref name="values"/>, in the order of their UTF-8 bytes, which is the order of code points.</summary>
    internal static ColumnStatistics Of(ReadOnlySpan<string?> values, long nullCount)
    {
        string? min = null, max = null;
        foreach (var value in values)
        {
            if (value is null)
                continue;
            if (min is null || CompareCodePoints(value, min) < 0)
                min = value;
            if (max is null || CompareCodePoints(value, max) > 0)
                max = value;
        }

        if (min is null || max is null)
            return new(null, null, nullCount, null);
        byte[] low = PlainEncoding.Bytes(min), high = PlainEncoding.Bytes(max);
        return low.Length > BoundBytesMax || high.Length > BoundBytesMax
            ? new(null, null, nullCount, null)
            : new(low, high, nullCount, null);
    }

    /// <summary>Compares as UTF-8 would: UTF-16 differs from it only in that surrogates stand below U+E000 to U+FFFF.</summary>
    private static int CompareCodePoints(string left, string right)
    {
        if (ReferenceEquals(left, right))
            return 0;
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
            return left.Length.CompareTo(right.Length);
        var (isLeftBeyond, isRightBeyond) = (char.IsSurrogate(left[same]), char.IsSurrogate(right[same]));
        return isLeftBeyond == isRightBeyond ? left[same].CompareTo(right[same]) : isLeftBeyond ? 1 : -1;
    }

    private static byte[] Bytes<T>(T value)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
}
