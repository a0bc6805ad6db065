namespace CostSim.Numerics.Simd;

/// <summary>
/// A SIMD register of 32-bit lanes, each interpreted as an unsigned word, an integer or a float. Kernels are written once against this
/// interface and
/// compiled for each width; every operation is exact or correctly rounded lane by lane, so that all widths give the same bits.
/// </summary>
/// <typeparam name="T">The register itself.</typeparam>
public interface ILanes<T>
    where T : struct, ILanes<T>
{
    /// <summary>Number of lanes: 16, 8 or 2.</summary>
    static abstract int Count { get; }

    /// <summary>The integers 0, 1, 2, … in lane order.</summary>
    static abstract T Sequence { get; }

    static abstract T Broadcast(uint word);

    static abstract T Broadcast(float value);

    /// <summary>Loads <see cref="Count"/> lanes from <paramref name="source"/> on.</summary>
    static abstract T Load(ref readonly uint source);

    static abstract void Store(T value, ref uint target);

    static abstract T operator ^(T a, T b);

    static abstract T operator &(T a, T b);

    /// <summary>Logical shift of words to the right.</summary>
    static abstract T ShiftRight(T a, int bits);

    /// <summary>Shift of words to the left.</summary>
    static abstract T ShiftLeft(T a, int bits);

    /// <summary>All ones where the top bit of the word is set, else 0.</summary>
    static abstract T SignMask(T a);

    /// <summary>Sum of integers, modulo 2^32.</summary>
    static abstract T AddIntegers(T a, T b);

    /// <summary>Difference of integers, modulo 2^32.</summary>
    static abstract T SubtractIntegers(T a, T b);

    /// <summary>All ones where the signed integer a is less than b, else 0.</summary>
    static abstract T LessIntegers(T a, T b);

    static abstract T Xor3(T a, T b, T c);

    /// <summary>
    /// The 64-bit products of the words in even lanes: the low half stays in the even lane, the high half goes to the odd one.
    /// </summary>
    static abstract T MultiplyEven(T a, T b);

    /// <summary>The words of odd lanes, moved to the even ones; 0 in the odd ones.</summary>
    static abstract T OddToEven(T a);

    /// <summary>The words of the even lanes of both: those of a in even lanes, those of b in odd ones.</summary>
    static abstract T InterleaveEven(T a, T b);

    /// <summary>Signed integers to floats, to nearest even.</summary>
    static abstract T ToFloats(T integers);

    /// <summary>Floats, within ±2^31, to integers, to nearest even.</summary>
    static abstract T RoundToIntegers(T floats);

    static abstract T AddFloats(T a, T b);

    /// <summary>The float sum + addend where the signed integer a is less than b, else the sum.</summary>
    static abstract T AddFloatsWhereLess(T sum, T addend, T a, T b);

    static abstract T MultiplyFloats(T a, T b);

    /// <summary>The lesser; b if they are equal, or if either is NaN.</summary>
    static abstract T MinFloats(T a, T b);

    /// <summary>All ones where the float a is less than b, else 0.</summary>
    static abstract T LessFloats(T a, T b);

    /// <summary>Whether any bit of any lane is set.</summary>
    static abstract bool Any(T a);

    /// <summary>Values of a table of 32 at the low five bits of <paramref name="indices"/>.</summary>
    static abstract T Lookup(ref float table, T indices);

    /// <summary>Values of a table at the integers of <paramref name="indices"/>, which the caller keeps inside the table.</summary>
    static abstract T Gather(ReadOnlySpan<float> table, T indices);

    /// <summary>The four neighbours of a table from 4 × index on, for each of the integers of <paramref name="indices"/>.</summary>
    static abstract void Gather4(ReadOnlySpan<float> table, T indices, out T first, out T second, out T third, out T fourth);

    /// <summary>
    /// Adds floats × floats, both widened and multiplied in double, to <see cref="Count"/> doubles from <paramref name="totals"/> on.
    /// </summary>
    static abstract void AddProducts(T a, T b, ref double totals);

    /// <summary>The greatest of the signed integers.</summary>
    static abstract int MaxInteger(T a);
}
