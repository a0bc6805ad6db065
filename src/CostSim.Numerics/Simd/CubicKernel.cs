using System.Runtime.CompilerServices;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Simd;

/// <summary>Evaluates cubics from tables of cells, four coefficients per cell.</summary>
internal static class CubicKernel<T>
    where T : struct, ILanes<T>
{
    /// <summary>The cubic of a cell at a position in it, in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value(ReadOnlySpan<float> coefficients, T cell, T place)
    {
        T.Gather4(coefficients, cell, out var c0, out var c1, out var c2, out var c3);
        var value = T.AddFloats(T.MultiplyFloats(c3, place), c2);
        value = T.AddFloats(T.MultiplyFloats(value, place), c1);
        return T.AddFloats(T.MultiplyFloats(value, place), c0);
    }

    /// <summary>
    /// The cubic at a tail probability, whose exponent and leading mantissa bits are the number of its cell and whose other bits are the
    /// position in it.
    /// </summary>
    /// <param name="coefficients">The table.</param>
    /// <param name="tail">The tail probability, as a float.</param>
    /// <param name="first">Offset of the cells of the tail's side, minus the number of the first cell.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AtTail(ReadOnlySpan<float> coefficients, T tail, T first)
    {
        const int PlaceBits = 23 - QuantileTable.CellBits;
        var cell = T.AddIntegers(T.ShiftRight(tail, PlaceBits), first);
        var place = T.MultiplyFloats(T.ToFloats(tail & T.Broadcast((1u << PlaceBits) - 1)), T.Broadcast(1f / (1 << PlaceBits)));
        return Value(coefficients, cell, place);
    }
}
