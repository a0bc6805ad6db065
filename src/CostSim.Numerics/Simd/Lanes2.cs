using System.Runtime.CompilerServices;

namespace CostSim.Numerics.Simd;

/// <summary>
/// Two lanes in an ordinary 64-bit register: for machines without AVX2, and as the simplest reference for the others.
/// </summary>
public readonly struct Lanes2 : ILanes<Lanes2>
{
    private readonly ulong _bits;

    private Lanes2(ulong bits) => _bits = bits;

    private Lanes2(uint even, uint odd) => _bits = even | ((ulong)odd << 32);

    private Lanes2(int even, int odd) => _bits = (uint)even | ((ulong)(uint)odd << 32);

    private Lanes2(float even, float odd) =>
        _bits = BitConverter.SingleToUInt32Bits(even) | ((ulong)BitConverter.SingleToUInt32Bits(odd) << 32);

    private uint Even => (uint)_bits;

    private uint Odd => (uint)(_bits >> 32);

    private int EvenInteger => (int)Even;

    private int OddInteger => (int)Odd;

    private float EvenFloat => BitConverter.UInt32BitsToSingle(Even);

    private float OddFloat => BitConverter.UInt32BitsToSingle(Odd);

    public static int Count => 2;

    public static Lanes2 Sequence => new(0u, 1u);

    public static Lanes2 Broadcast(uint word) => new(word, word);

    public static Lanes2 Broadcast(float value) => new(value, value);

    public static Lanes2 Load(ref readonly uint source) => new(source, Unsafe.Add(ref Unsafe.AsRef(in source), 1));

    public static void Store(Lanes2 value, ref uint target)
    {
        target = value.Even;
        Unsafe.Add(ref target, 1) = value.Odd;
    }

    public static Lanes2 operator ^(Lanes2 a, Lanes2 b) => new(a._bits ^ b._bits);

    public static Lanes2 operator &(Lanes2 a, Lanes2 b) => new(a._bits & b._bits);

    public static Lanes2 ShiftRight(Lanes2 a, int bits) => new(a.Even >> bits, a.Odd >> bits);

    public static Lanes2 ShiftLeft(Lanes2 a, int bits) => new(a.Even << bits, a.Odd << bits);

    public static Lanes2 SignMask(Lanes2 a) => new(a.EvenInteger >> 31, a.OddInteger >> 31);

    public static Lanes2 AddIntegers(Lanes2 a, Lanes2 b) => new(a.Even + b.Even, a.Odd + b.Odd);

    public static Lanes2 SubtractIntegers(Lanes2 a, Lanes2 b) => new(a.Even - b.Even, a.Odd - b.Odd);

    public static Lanes2 LessIntegers(Lanes2 a, Lanes2 b) =>
        new(a.EvenInteger < b.EvenInteger ? -1 : 0, a.OddInteger < b.OddInteger ? -1 : 0);

    public static Lanes2 Xor3(Lanes2 a, Lanes2 b, Lanes2 c) => new(a._bits ^ b._bits ^ c._bits);

    public static Lanes2 MultiplyEven(Lanes2 a, Lanes2 b) => new((ulong)a.Even * b.Even);

    public static Lanes2 OddToEven(Lanes2 a) => new(a._bits >> 32);

    public static Lanes2 InterleaveEven(Lanes2 a, Lanes2 b) => new(a.Even, b.Even);

    public static Lanes2 ToFloats(Lanes2 integers) => new((float)integers.EvenInteger, integers.OddInteger);

    public static Lanes2 RoundToIntegers(Lanes2 floats) => new((int)MathF.Round(floats.EvenFloat), (int)MathF.Round(floats.OddFloat));

    public static Lanes2 AddFloats(Lanes2 a, Lanes2 b) => new(a.EvenFloat + b.EvenFloat, a.OddFloat + b.OddFloat);

    public static Lanes2 AddFloatsWhereLess(Lanes2 sum, Lanes2 addend, Lanes2 a, Lanes2 b)
    {
        var isLess = LessIntegers(a, b);
        var added = AddFloats(sum, addend);
        return new(isLess.Even == 0 ? sum.Even : added.Even, isLess.Odd == 0 ? sum.Odd : added.Odd);
    }

    public static Lanes2 MultiplyFloats(Lanes2 a, Lanes2 b) => new(a.EvenFloat * b.EvenFloat, a.OddFloat * b.OddFloat);

    public static Lanes2 MinFloats(Lanes2 a, Lanes2 b) => new(Least(a.EvenFloat, b.EvenFloat), Least(a.OddFloat, b.OddFloat));

    private static float Least(float a, float b) => a < b ? a : b;

    public static Lanes2 LessFloats(Lanes2 a, Lanes2 b) => new(a.EvenFloat < b.EvenFloat ? -1 : 0, a.OddFloat < b.OddFloat ? -1 : 0);

    public static bool Any(Lanes2 a) => a._bits != 0;

    public static Lanes2 Lookup(ref float table, Lanes2 indices) =>
        new(Unsafe.Add(ref table, indices.EvenInteger & 31), Unsafe.Add(ref table, indices.OddInteger & 31));

    public static Lanes2 Gather(ReadOnlySpan<float> table, Lanes2 indices) => new(table[indices.EvenInteger], table[indices.OddInteger]);

    public static void Gather4(
        ReadOnlySpan<float> table, Lanes2 indices, out Lanes2 first, out Lanes2 second, out Lanes2 third, out Lanes2 fourth)
    {
        var even = table.Slice(4 * indices.EvenInteger, 4);
        var odd = table.Slice(4 * indices.OddInteger, 4);
        (first, second) = (new(even[0], odd[0]), new(even[1], odd[1]));
        (third, fourth) = (new(even[2], odd[2]), new(even[3], odd[3]));
    }

    public static void AddProducts(Lanes2 a, Lanes2 b, ref double totals)
    {
        totals += (double)a.EvenFloat * b.EvenFloat;
        Unsafe.Add(ref totals, 1) += (double)a.OddFloat * b.OddFloat;
    }

    public static int MaxInteger(Lanes2 a) => Math.Max(a.EvenInteger, a.OddInteger);
}
