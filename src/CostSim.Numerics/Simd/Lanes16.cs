using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Numerics.Simd;

/// <summary>Sixteen lanes in a 512-bit register; needs AVX-512F.</summary>
public readonly struct Lanes16 : ILanes<Lanes16>
{
    private readonly Vector512<uint> _bits;

    private Lanes16(Vector512<uint> bits) => _bits = bits;

    private Lanes16(Vector512<int> integers) => _bits = integers.AsUInt32();

    private Lanes16(Vector512<float> values) => _bits = values.AsUInt32();

    private Vector512<int> Integers => _bits.AsInt32();

    private Vector512<float> Floats => _bits.AsSingle();

    public static int Count => 16;

    public static Lanes16 Sequence => new(Vector512<uint>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Broadcast(uint word) => new(Vector512.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Load(ref readonly uint source) => new(Vector512.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes16 value, ref uint target) => value._bits.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator ^(Lanes16 a, Lanes16 b) => new(a._bits ^ b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator &(Lanes16 a, Lanes16 b) => new(a._bits & b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 ShiftRight(Lanes16 a, int bits) => new(a._bits >>> bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 ShiftLeft(Lanes16 a, int bits) => new(a._bits << bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 SignMask(Lanes16 a) => new(a.Integers >> 31);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 AddIntegers(Lanes16 a, Lanes16 b) => new(a._bits + b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 SubtractIntegers(Lanes16 a, Lanes16 b) => new(a._bits - b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 LessIntegers(Lanes16 a, Lanes16 b) => new(Vector512.LessThan(a.Integers, b.Integers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Xor3(Lanes16 a, Lanes16 b, Lanes16 c) => new(Avx512F.TernaryLogic(a._bits, b._bits, c._bits, 0x96));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 MultiplyEven(Lanes16 a, Lanes16 b) => new(Avx512F.Multiply(a._bits, b._bits).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 OddToEven(Lanes16 a) => new((a._bits.AsUInt64() >>> 32).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 InterleaveEven(Lanes16 a, Lanes16 b) =>
        new(Vector512.ConditionalSelect(Vector512.Create(0xFFFFFFFFul), a._bits.AsUInt64(), b._bits.AsUInt64() << 32).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 ToFloats(Lanes16 integers) => new(Vector512.ConvertToSingle(integers.Integers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 RoundToIntegers(Lanes16 floats) => new(Avx512F.ConvertToVector512Int32(floats.Floats));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 AddFloats(Lanes16 a, Lanes16 b) => new(a.Floats + b.Floats);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 AddFloatsWhereLess(Lanes16 sum, Lanes16 addend, Lanes16 a, Lanes16 b) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(a.Integers, b.Integers).AsSingle(), sum.Floats + addend.Floats, sum.Floats));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 MultiplyFloats(Lanes16 a, Lanes16 b) => new(a.Floats * b.Floats);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 MinFloats(Lanes16 a, Lanes16 b) => new(Vector512.MinNative(a.Floats, b.Floats));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 LessFloats(Lanes16 a, Lanes16 b) => new(Vector512.LessThan(a.Floats, b.Floats));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes16 a) => a._bits != Vector512<uint>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Lookup(ref float table, Lanes16 indices) =>
        new(Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref table), indices.Integers, Vector512.LoadUnsafe(ref table, 16)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Gather(ReadOnlySpan<float> table, Lanes16 indices)
    {
        // Scalar loads: the base library has no 512-bit gather, and loads are as fast.
        ref var first = ref MemoryMarshal.GetReference(table);
        var integers = indices.Integers;
        return new(Vector512.Create(Lanes8.Gather(ref first, integers.GetLower()), Lanes8.Gather(ref first, integers.GetUpper())));
    }

    /// <summary>As <see cref="Lanes8.Gather4"/>: lanes i, i + 4, i + 8 and i + 12 share a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gather4(
        ReadOnlySpan<float> table, Lanes16 indices, out Lanes16 first, out Lanes16 second, out Lanes16 third, out Lanes16 fourth)
    {
        ref var cells = ref MemoryMarshal.GetReference(table);
        Indices16 i;
        Unsafe.SkipInit(out i);
        (indices._bits << Lanes8.CellShift).StoreUnsafe(ref i[0]);
        var a = Quarters(ref cells, i[0], i[4], i[8], i[12]);
        var b = Quarters(ref cells, i[1], i[5], i[9], i[13]);
        var c = Quarters(ref cells, i[2], i[6], i[10], i[14]);
        var d = Quarters(ref cells, i[3], i[7], i[11], i[15]);
        var (ab, cd) = (Avx512F.UnpackLow(a, b).AsDouble(), Avx512F.UnpackLow(c, d).AsDouble());
        first = new(Avx512F.UnpackLow(ab, cd).AsSingle());
        second = new(Avx512F.UnpackHigh(ab, cd).AsSingle());
        (ab, cd) = (Avx512F.UnpackHigh(a, b).AsDouble(), Avx512F.UnpackHigh(c, d).AsDouble());
        third = new(Avx512F.UnpackLow(ab, cd).AsSingle());
        fourth = new(Avx512F.UnpackHigh(ab, cd).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(ref float cells, uint i, uint j, uint k, uint l)
    {
        var low = Avx.InsertVector128(Lanes8.Cell(ref cells, i).ToVector256Unsafe(), Lanes8.Cell(ref cells, j), 1);
        var high = Avx.InsertVector128(Lanes8.Cell(ref cells, k).ToVector256Unsafe(), Lanes8.Cell(ref cells, l), 1);
        return Avx512F.InsertVector256(low.ToVector512Unsafe(), high, 1);
    }

    /// <summary>Memory for the indices of a register, read by scalar loads.</summary>
    [InlineArray(16)]
    private struct Indices16
    {
        private uint _first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProducts(Lanes16 a, Lanes16 b, ref double totals)
    {
        var (lowA, highA) = Vector512.Widen(a.Floats);
        var (lowB, highB) = Vector512.Widen(b.Floats);
        (Vector512.LoadUnsafe(ref totals) + lowA * lowB).StoreUnsafe(ref totals);
        (Vector512.LoadUnsafe(ref totals, 8) + highA * highB).StoreUnsafe(ref totals, 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MaxInteger(Lanes16 a)
    {
        var half = Vector256.Max(a.Integers.GetLower(), a.Integers.GetUpper());
        var pair = Vector128.Max(half.GetLower(), half.GetUpper());
        return Math.Max(Math.Max(pair[0], pair[1]), Math.Max(pair[2], pair[3]));
    }
}
