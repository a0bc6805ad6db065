using System.Runtime.CompilerServices;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Simd;

/// <summary>From random words to values: a <see cref="QuantileFunction"/> applied to four registers.</summary>
internal static class QuantileKernel<T>
    where T : struct, ILanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(QuantileFunction quantile, ref T x0, ref T x1, ref T x2, ref T x3)
    {
        // The uniform law stands in the loop itself: it is what nearly every call draws. A call for the others costs little beside their loads.
        if (quantile is UniformQuantile uniform)
        {
            var middle = T.Broadcast(uniform.Middle);
            var scale = T.Broadcast(uniform.Scale);
            x0 = Affine(x0, middle, scale);
            x1 = Affine(x1, middle, scale);
            x2 = Affine(x2, middle, scale);
            x3 = Affine(x3, middle, scale);
        }
        else
        {
            x0 = Other(quantile, x0);
            x1 = Other(quantile, x1);
            x2 = Other(quantile, x2);
            x3 = Other(quantile, x3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Affine(T word, T middle, T scale) =>
        T.AddFloats(T.MultiplyFloats(T.ToFloats(word ^ T.Broadcast(0x80000000u)), scale), middle);

    /// <summary>By value, so that the caller's registers stay registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Other(QuantileFunction quantile, T word) => quantile switch
    {
        QuantileTable table => Cubic(table, word),
        StepQuantile steps => Steps(steps, word),
        FixedQuantile value => T.Broadcast(value.Value),
        _ => throw new ArgumentException($"no kernel for {quantile.GetType().Name}", nameof(quantile)),
    };

    /// <summary>
    /// The top bit chooses the side; the other 31 bits, turned round on the upper side, are the distance from its end. As a float that distance
    /// keeps 24 bits however far out it is, and its exponent and leading mantissa bits are the number of the cell.
    /// </summary>
    private static T Cubic(QuantileTable table, T word)
    {
        var upper = T.SignMask(word);
        var distance = T.AddFloats(T.ToFloats(word ^ upper), T.Broadcast(0.5f));
        var tail = T.MultiplyFloats(distance, T.Broadcast(1f / 4294967296f));
        var cell = T.AddIntegers(T.ShiftRight(tail, 23 - QuantileTable.CellBits), T.Broadcast(unchecked((uint)-QuantileTable.FirstCell)));
        cell = T.AddIntegers(cell, upper & T.Broadcast((uint)QuantileTable.CellsPerSide));
        var place = T.MultiplyFloats(
            T.ToFloats(tail & T.Broadcast((1u << (23 - QuantileTable.CellBits)) - 1)), T.Broadcast(1f / (1 << (23 - QuantileTable.CellBits))));
        var c = table.Coefficients;
        var value = T.AddFloats(T.MultiplyFloats(T.Gather(c[3], cell), place), T.Gather(c[2], cell));
        value = T.AddFloats(T.MultiplyFloats(value, place), T.Gather(c[1], cell));
        return T.AddFloats(T.MultiplyFloats(value, place), T.Gather(c[0], cell));
    }

    private static T Steps(StepQuantile steps, T word)
    {
        var fine = T.ShiftRight(word, 2);
        var index = default(T);
        foreach (var threshold in steps.Thresholds)
            index = T.AddIntegers(index, T.AddIntegers(T.Broadcast(1u), T.LessIntegers(fine, T.Broadcast((uint)threshold))));
        return T.Gather(steps.Values, index);
    }
}
