using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Simd;

/// <summary>
/// Linear interpolation in a <see cref="GridTable"/>, four trials at a time. A register holds the four quantities of a node (a single load)
/// instead of one quantity of several trials, so only results are transposed. The code does not use <see cref="ILanes{T}"/> and is the same
/// for every set of kernels.
/// </summary>
/// <remarks>
/// Compiled just in time with full optimisation: the portable precompiled code needs twice the instructions and would dominate a short run.
/// </remarks>
internal static class GridKernel
{
    /// <summary>Number of trials read and transposed together.</summary>
    private const int Together = 4;

    /// <summary>
    /// The four quantities at the coordinates x and y of each trial, as <see cref="IKernels.Interpolate"/> has them; a missing axis is
    /// ignored.
    /// </summary>
    public static void Read(GridTable grid, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> values)
    {
        values = values[..(4 * x.Length)]; // stores below are not bounds-checked
        if (grid.Axes.Count == 2)
            Surface(grid, x, y, values);
        else if (grid.Axes.Count == 1)
            Line(grid, x, values);
        else
            Point(grid, values);
    }

    private static void Point(GridTable grid, Span<float> values)
    {
        var length = values.Length / 4;
        for (var quantity = 0; quantity < 4; quantity++)
            values.Slice(quantity * length, length).Fill(grid.Cells[quantity]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Line(GridTable grid, ReadOnlySpan<float> x, Span<float> values)
    {
        ref var cells = ref MemoryMarshal.GetArrayDataReference(grid.Cells);
        var axis = new AxisPlaces(grid.Axes[0]);
        for (var place = 0; place < x.Length; place += Together)
        {
            axis.Find(x[place..], out var node, out var fraction);
            var low = node << Lanes8.CellShift;
            Store(
                Between(ref cells, low[0], Lane0(fraction)), Between(ref cells, low[1], Lane1(fraction)),
                Between(ref cells, low[2], Lane2(fraction)), Between(ref cells, low[3], Lane3(fraction)), values, place);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Surface(GridTable grid, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> values)
    {
        ref var cells = ref MemoryMarshal.GetArrayDataReference(grid.Cells);
        var (rows, columns) = (new AxisPlaces(grid.Axes[0]), new AxisPlaces(grid.Axes[1]));
        var width = grid.Axes[1].Nodes;
        ref var next = ref Unsafe.Add(ref cells, 4 * width); // the row below
        for (var place = 0; place < x.Length; place += Together)
        {
            rows.Find(x[place..], out var row, out var down);
            columns.Find(y[place..], out var column, out var along);
            var low = (row * width + column) << Lanes8.CellShift;
            Store(
                Between(Between(ref cells, low[0], Lane0(along)), Between(ref next, low[0], Lane0(along)), Lane0(down)),
                Between(Between(ref cells, low[1], Lane1(along)), Between(ref next, low[1], Lane1(along)), Lane1(down)),
                Between(Between(ref cells, low[2], Lane2(along)), Between(ref next, low[2], Lane2(along)), Lane2(down)),
                Between(Between(ref cells, low[3], Lane3(along)), Between(ref next, low[3], Lane3(along)), Lane3(down)), values, place);
        }
    }

    /// <summary>The quantities between a node, given by its byte offset, and the next one of its row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Between(ref float cells, int offset, Vector128<float> fraction)
    {
        ref var node = ref Unsafe.AddByteOffset(ref cells, offset);
        return Between(Vector128.LoadUnsafe(ref node), Vector128.LoadUnsafe(ref node, 4), fraction);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Between(Vector128<float> a, Vector128<float> b, Vector128<float> fraction) => a + (b - a) * fraction;

    // Broadcasts one lane. The shuffle's indices must be constants to compile to one instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lane0(Vector128<float> values) => Vector128.Shuffle(values, Vector128.Create(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lane1(Vector128<float> values) => Vector128.Shuffle(values, Vector128.Create(1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lane2(Vector128<float> values) => Vector128.Shuffle(values, Vector128.Create(2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lane3(Vector128<float> values) => Vector128.Shuffle(values, Vector128.Create(3));

    /// <summary>Writes the quantities of four trials, each to its quarter of the values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d, Span<float> values, int place)
    {
        var quarter = values.Length / 4;
        ref var to = ref values[place];
        if (Sse.IsSupported)
            Transpose(ref a, ref b, ref c, ref d);
        else
            TransposePlainly(ref a, ref b, ref c, ref d);
        a.StoreUnsafe(ref to);
        b.StoreUnsafe(ref to, (nuint)quarter);
        c.StoreUnsafe(ref to, (nuint)(2 * quarter));
        d.StoreUnsafe(ref to, (nuint)(3 * quarter));
    }

    /// <summary>Rows to columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Transpose(ref Vector128<float> a, ref Vector128<float> b, ref Vector128<float> c, ref Vector128<float> d)
    {
        Vector128<float> lowAb = Sse.UnpackLow(a, b), lowCd = Sse.UnpackLow(c, d), highAb = Sse.UnpackHigh(a, b),
            highCd = Sse.UnpackHigh(c, d);
        (a, b) = (Sse.MoveLowToHigh(lowAb, lowCd), Sse.MoveHighToLow(lowCd, lowAb));
        (c, d) = (Sse.MoveLowToHigh(highAb, highCd), Sse.MoveHighToLow(highCd, highAb));
    }

    /// <summary>The portable version.</summary>
    internal static void TransposePlainly(ref Vector128<float> a, ref Vector128<float> b, ref Vector128<float> c, ref Vector128<float> d) =>
        (a, b, c, d) = (
        Vector128.Create(a[0], b[0], c[0], d[0]), Vector128.Create(a[1], b[1], c[1], d[1]),
        Vector128.Create(a[2], b[2], c[2], d[2]), Vector128.Create(a[3], b[3], c[3], d[3]));

    /// <summary>Finds positions on an axis.</summary>
    private readonly struct AxisPlaces(GridAxis axis)
    {
        private readonly Vector128<float> _start = Vector128.Create(axis.Start);
        private readonly Vector128<float> _nodesPerUnit = Vector128.Create(axis.NodesPerUnit);
        private readonly Vector128<float> _last = Vector128.Create((float)(axis.Nodes - 1));
        private readonly Vector128<int> _nodeMax = Vector128.Create(axis.Nodes - 2);

        /// <summary>The node below each of the first four values, and how far it is to the next one, in [0, 1].</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Find(ReadOnlySpan<float> values, out Vector128<int> node, out Vector128<float> fraction)
        {
            var steps = (Vector128.Create(values) - _start) * _nodesPerUnit;
            steps = Vector128.MinNative(Vector128.MaxNative(steps, Vector128<float>.Zero), _last);
            node = Vector128.Min(Vector128.ConvertToInt32Native(steps), _nodeMax);
            fraction = steps - Vector128.ConvertToSingle(node);
        }
    }
}
