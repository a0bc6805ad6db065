using System.Runtime.CompilerServices;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Simd;

/// <summary>Linear interpolation in a <see cref="GridTable"/>, a register of trials at a time.</summary>
internal static class GridKernel<T>
    where T : struct, ILanes<T>
{
    /// <summary>The four quantities at the coordinates x and y; an axis that the grid does not have is not looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Read(GridTable grid, T x, T y, out T first, out T second, out T third, out T fourth)
    {
        if (grid.Axes.Count == 2)
            Surface(grid, x, y, out first, out second, out third, out fourth);
        else if (grid.Axes.Count == 1)
            Line(grid, x, out first, out second, out third, out fourth);
        else
            T.Gather4(grid.Cells, default, out first, out second, out third, out fourth);
    }

    // Calls, not inlined: all in one body is more than the compiler's budget, and it would leave single operations as calls. Optimised at once: without
    // loops of their own they would begin as the quick compiler leaves them, many times slower, and stay so for the most of a short run.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Line(GridTable grid, T x, out T first, out T second, out T third, out T fourth)
    {
        Place(grid.Axes[0], x, out var node, out var fraction);
        Between(grid.Cells, node, T.AddIntegers(node, T.Broadcast(1u)), fraction, out first, out second, out third, out fourth);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Surface(GridTable grid, T x, T y, out T first, out T second, out T third, out T fourth)
    {
        Place(grid.Axes[0], x, out var row, out var down);
        Place(grid.Axes[1], y, out var column, out var along);
        var low = T.AddIntegers(Times(row, grid.Axes[1].Nodes), column);
        var high = T.AddIntegers(low, T.Broadcast((uint)grid.Axes[1].Nodes));
        Between(grid.Cells, low, T.AddIntegers(low, T.Broadcast(1u)), along, out first, out second, out third, out fourth);
        Between(grid.Cells, high, T.AddIntegers(high, T.Broadcast(1u)), along, out var h0, out var h1, out var h2, out var h3);
        first = Between(first, h0, down);
        second = Between(second, h1, down);
        third = Between(third, h2, down);
        fourth = Between(fourth, h3, down);
    }

    /// <summary>The node below a value, and how far it is to the next one, in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Place(GridAxis axis, T value, out T node, out T fraction)
    {
        var steps = T.MultiplyFloats(T.AddFloats(value, T.Broadcast(-axis.Start)), T.Broadcast(axis.NodesPerUnit));
        // Below the first node: 0, by its sign.
        steps = T.MinFloats(steps & (T.SignMask(steps) ^ T.Broadcast(uint.MaxValue)), T.Broadcast((float)(axis.Nodes - 1)));
        var nearest = T.RoundToIntegers(steps);
        var below = T.AddIntegers(nearest, T.LessFloats(steps, T.ToFloats(nearest)));
        node = T.MinIntegers(below, T.Broadcast((uint)(axis.Nodes - 2)));
        fraction = T.AddFloats(steps, T.MultiplyFloats(T.ToFloats(node), T.Broadcast(-1f)));
    }

    /// <summary>Rows are few, so that their product is exact as a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Times(T integers, int factor) => T.RoundToIntegers(T.MultiplyFloats(T.ToFloats(integers), T.Broadcast((float)factor)));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Between(ReadOnlySpan<float> cells, T low, T high, T fraction, out T first, out T second, out T third, out T fourth)
    {
        T.Gather4(cells, low, out var a0, out var a1, out var a2, out var a3);
        T.Gather4(cells, high, out var b0, out var b1, out var b2, out var b3);
        first = Between(a0, b0, fraction);
        second = Between(a1, b1, fraction);
        third = Between(a2, b2, fraction);
        fourth = Between(a3, b3, fraction);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Between(T a, T b, T fraction) => T.AddFloats(a, T.MultiplyFloats(T.AddFloats(b, T.MultiplyFloats(a, T.Broadcast(-1f))), fraction));
}
