using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Numerics.Simd;

/// <summary>Eight lanes in a 256-bit register; needs AVX2.</summary>
public readonly struct Lanes8 : ILanes<Lanes8>
{
    private readonly Vector256<uint> _bits;

    private Lanes8(Vector256<uint> bits) => _bits = bits;

    private Lanes8(Vector256<int> integers) => _bits = integers.AsUInt32();

    private Lanes8(Vector256<float> values) => _bits = values.AsUInt32();

    private Vector256<int> Integers => _bits.AsInt32();

    private Vector256<float> Floats => _bits.AsSingle();

    public static int Count => 8;

    public static Lanes8 Sequence => new(Vector256<uint>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Broadcast(uint word) => new(Vector256.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Load(ref readonly uint source) => new(Vector256.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes8 value, ref uint target) => value._bits.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator ^(Lanes8 a, Lanes8 b) => new(a._bits ^ b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator &(Lanes8 a, Lanes8 b) => new(a._bits & b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 ShiftRight(Lanes8 a, int bits) => new(a._bits >>> bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 ShiftLeft(Lanes8 a, int bits) => new(a._bits << bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 SignMask(Lanes8 a) => new(a.Integers >> 31);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 AddIntegers(Lanes8 a, Lanes8 b) => new(a._bits + b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 SubtractIntegers(Lanes8 a, Lanes8 b) => new(a._bits - b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 LessIntegers(Lanes8 a, Lanes8 b) => new(Vector256.LessThan(a.Integers, b.Integers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Xor3(Lanes8 a, Lanes8 b, Lanes8 c) => new(a._bits ^ b._bits ^ c._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 MultiplyEven(Lanes8 a, Lanes8 b) => new(Avx2.Multiply(a._bits, b._bits).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 OddToEven(Lanes8 a) => new((a._bits.AsUInt64() >>> 32).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 InterleaveEven(Lanes8 a, Lanes8 b) => new(Avx2.Blend(a._bits, (b._bits.AsUInt64() << 32).AsUInt32(), 0xAA));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 ToFloats(Lanes8 integers) => new(Vector256.ConvertToSingle(integers.Integers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 RoundToIntegers(Lanes8 floats) => new(Avx.ConvertToVector256Int32(floats.Floats));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 AddFloats(Lanes8 a, Lanes8 b) => new(a.Floats + b.Floats);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 AddFloatsWhereLess(Lanes8 sum, Lanes8 addend, Lanes8 a, Lanes8 b) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(a.Integers, b.Integers).AsSingle(), sum.Floats + addend.Floats, sum.Floats));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 MultiplyFloats(Lanes8 a, Lanes8 b) => new(a.Floats * b.Floats);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 MinFloats(Lanes8 a, Lanes8 b) => new(Vector256.MinNative(a.Floats, b.Floats));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 LessFloats(Lanes8 a, Lanes8 b) => new(Vector256.LessThan(a.Floats, b.Floats));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes8 a) => a._bits != Vector256<uint>.Zero;

    /// <summary>Four registers of eight, and the two upper bits of an index choose between them, each as the sign of a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Lookup(ref float table, Lanes8 indices)
    {
        var (isOdd, isUpper) = ((indices._bits << 28).AsSingle(), (indices._bits << 27).AsSingle());
        var lower = Avx.BlendVariable(Eight(ref table, 0, indices), Eight(ref table, 8, indices), isOdd);
        var upper = Avx.BlendVariable(Eight(ref table, 16, indices), Eight(ref table, 24, indices), isOdd);
        return new(Avx.BlendVariable(lower, upper, isUpper));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Eight(ref float first, nuint from, Lanes8 indices) =>
        Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref first, from), indices.Integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Gather(ReadOnlySpan<float> table, Lanes8 indices)
    {
        // Scalar loads: as fast as the gather instruction here, and they need no pinned pointer.
        ref var first = ref MemoryMarshal.GetReference(table);
        return new(Gather(ref first, indices.Integers));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Gather(ref float first, Vector256<int> indices) => Vector256.Create(
        Unsafe.Add(ref first, indices[0]), Unsafe.Add(ref first, indices[1]), Unsafe.Add(ref first, indices[2]),
        Unsafe.Add(ref first, indices[3]),
        Unsafe.Add(ref first, indices[4]), Unsafe.Add(ref first, indices[5]), Unsafe.Add(ref first, indices[6]),
        Unsafe.Add(ref first, indices[7]));

    /// <summary>
    /// Four neighbours in one load, then a transposition: lane i and lane i + 4 share a register, so the shuffles stay within halves.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gather4(
        ReadOnlySpan<float> table, Lanes8 indices, out Lanes8 first, out Lanes8 second, out Lanes8 third, out Lanes8 fourth)
    {
        ref var cells = ref MemoryMarshal.GetReference(table);
        Indices8 i;
        Unsafe.SkipInit(out i);
        (indices._bits << CellShift).StoreUnsafe(ref i[0]);
        var a = Vector256.Create(Cell(ref cells, i[0]), Cell(ref cells, i[4]));
        var b = Vector256.Create(Cell(ref cells, i[1]), Cell(ref cells, i[5]));
        var c = Vector256.Create(Cell(ref cells, i[2]), Cell(ref cells, i[6]));
        var d = Vector256.Create(Cell(ref cells, i[3]), Cell(ref cells, i[7]));
        var (ab, cd) = (Avx.UnpackLow(a, b).AsDouble(), Avx.UnpackLow(c, d).AsDouble());
        first = new(Avx.UnpackLow(ab, cd).AsSingle());
        second = new(Avx.UnpackHigh(ab, cd).AsSingle());
        (ab, cd) = (Avx.UnpackHigh(a, b).AsDouble(), Avx.UnpackHigh(c, d).AsDouble());
        third = new(Avx.UnpackLow(ab, cd).AsSingle());
        fourth = new(Avx.UnpackHigh(ab, cd).AsSingle());
    }

    /// <summary>A cell of four floats takes 2^4 bytes.</summary>
    internal const int CellShift = 4;

    /// <param name="cells">The table.</param>
    /// <param name="offset">Bytes from its start.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Cell(ref float cells, uint offset) =>
        Vector128.LoadUnsafe(ref Unsafe.AddByteOffset(ref cells, (nuint)offset));

    /// <summary>Memory for the indices of a register, read by scalar loads.</summary>
    [InlineArray(8)]
    private struct Indices8
    {
        private uint _first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProducts(Lanes8 a, Lanes8 b, ref double totals)
    {
        var (lowA, highA) = Vector256.Widen(a.Floats);
        var (lowB, highB) = Vector256.Widen(b.Floats);
        (Vector256.LoadUnsafe(ref totals) + lowA * lowB).StoreUnsafe(ref totals);
        (Vector256.LoadUnsafe(ref totals, 4) + highA * highB).StoreUnsafe(ref totals, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MaxInteger(Lanes8 a)
    {
        var pair = Vector128.Max(a.Integers.GetLower(), a.Integers.GetUpper());
        return Math.Max(Math.Max(pair[0], pair[1]), Math.Max(pair[2], pair[3]));
    }
}
