using System.Runtime.CompilerServices;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Simd;

/// <summary>Maps random words to values: a <see cref="QuantileFunction"/> applied to a register.</summary>
internal static class QuantileKernel<T>
    where T : struct, ILanes<T>
{
    /// <summary>By value, so that the caller's registers stay registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static T Other(QuantileFunction quantile, T word) => quantile switch
    {
        UniformQuantile uniform => new UniformMap<T>(uniform).Value(word),
        QuantileTable table => new CubicMap<T>(table).Value(word),
        StepQuantile steps => Steps(steps, word),
        IndexedQuantile list => Listed(list, word),
        PiecewiseQuantile pieces => Piecewise(pieces, word),
        FixedQuantile value => T.Broadcast(value.Value),
        _ => throw new ArgumentException($"no kernel for {quantile.GetType().Name}", nameof(quantile)),
    };

    private static T Steps(StepQuantile steps, T word)
    {
        var fine = T.ShiftRight(word, 2);
        var index = default(T);
        foreach (var threshold in steps.Thresholds)
            index = T.AddIntegers(index, T.AddIntegers(T.Broadcast(1u), T.LessIntegers(fine, T.Broadcast((uint)threshold))));
        return T.Gather(steps.Values, index);
    }

    /// <summary>The high half of word × n is the index in the list.</summary>
    private static T Listed(IndexedQuantile list, T word)
    {
        var count = T.Broadcast((uint)list.Values.Length);
        var even = T.OddToEven(T.MultiplyEven(word, count));
        var odd = T.OddToEven(T.MultiplyEven(T.OddToEven(word), count));
        return T.Gather(list.Values, T.InterleaveEven(even, odd));
    }

    /// <summary>
    /// Finds each lane's piece by binary search, then evaluates it as <see cref="CubicMap{T}"/> does.
    /// </summary>
    private static T Piecewise(PiecewiseQuantile pieces, T word)
    {
        var ordered = word ^ T.Broadcast(0x80000000u);
        var piece = default(T);
        for (var step = pieces.Width / 2; step > 0; step /= 2)
        {
            var next = T.AddIntegers(piece, T.Broadcast((uint)step));
            var isBefore = T.LessIntegers(ordered, T.Gather(PiecewiseQuantile.Bits(pieces.Firsts), next));
            piece = T.SubtractIntegers(next, isBefore & T.Broadcast((uint)step));
        }

        var distance = T.SubtractIntegers(
            word ^ T.Gather(PiecewiseQuantile.Bits(pieces.Flips), piece), T.Gather(PiecewiseQuantile.Bits(pieces.Anchors), piece));
        var tail = T.MultiplyFloats(T.AddFloats(T.ToFloats(distance), T.Broadcast(0.5f)), T.Gather(pieces.Scales, piece));
        tail &= T.Broadcast(0x7FFFFFFFu); // for an atom, 0 times any distance may be −0
        return CubicKernel<T>.AtTail(pieces.Coefficients, tail, T.Gather(PiecewiseQuantile.Bits(pieces.Cells), piece));
    }
}

/// <summary>Maps a register of words to values.</summary>
internal interface IWordMap<T>
{
    T Value(T word);
}

/// <summary>The map of a <see cref="UniformQuantile"/>.</summary>
internal readonly struct UniformMap<T>(UniformQuantile quantile) : IWordMap<T>
    where T : struct, ILanes<T>
{
    private readonly float _middle = quantile.Middle;
    private readonly float _scale = quantile.Scale;

    /// <summary>A word whose low half is at its midpoint, with the sign bit flipped so that the middle of all words is 0.</summary>
    private const uint MiddleOfHalf = 0x80008000u;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value(T word) => Centred(word ^ T.Broadcast(0x80000000u));

    /// <summary>The value of the even call of a pair, which is that of the high half of the word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Even(T word) => Centred((word & T.Broadcast(0xFFFF0000u)) ^ T.Broadcast(MiddleOfHalf));

    /// <summary>The value of the odd call of a pair, which is that of the low half of the word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Odd(T word) => Centred(T.ShiftLeft(word, 16) ^ T.Broadcast(MiddleOfHalf));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Centred(T word) => T.AddFloats(T.MultiplyFloats(T.ToFloats(word), T.Broadcast(_scale)), T.Broadcast(_middle));
}

/// <summary>The map of a <see cref="QuantileTable"/>.</summary>
internal readonly struct CubicMap<T>(QuantileTable table) : IWordMap<T>
    where T : struct, ILanes<T>
{
    private readonly float[] _coefficients = table.Coefficients;

    /// <summary>
    /// The top bit chooses the side; the other 31 bits, inverted on the upper side, are the distance from its end. As a float that distance
    /// has 24 significant bits however small it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value(T word)
    {
        var upper = T.SignMask(word);
        var distance = T.AddFloats(T.ToFloats(word ^ upper), T.Broadcast(0.5f));
        var tail = T.MultiplyFloats(distance, T.Broadcast(1f / 4294967296f));
        var first = T.AddIntegers(
            T.Broadcast(unchecked((uint)-QuantileTable.FirstCell)), upper & T.Broadcast((uint)QuantileTable.CellsPerSide));
        return CubicKernel<T>.AtTail(_coefficients, tail, first);
    }
}

/// <summary>The map of any other distribution.</summary>
internal readonly struct AnyMap<T>(QuantileFunction quantile) : IWordMap<T>
    where T : struct, ILanes<T>
{
    public T Value(T word) => QuantileKernel<T>.Other(quantile, word);
}

/// <summary>The map from normal deviates to the quantiles of a distribution at their probabilities.</summary>
internal readonly struct DeviateMap<T>(QuantileFunction quantile) : IWordMap<T>
    where T : struct, ILanes<T>
{
    public T Value(T word)
    {
        var isUpper = T.SignMask(word ^ T.Broadcast(0x80000000u));
        var distance = T.MinFloats(word & T.Broadcast(0x7FFFFFFFu), T.Broadcast(DeviateTable.DeviateMax));
        var scaled = T.MultiplyFloats(distance, T.Broadcast((float)DeviateTable.CellsPerUnit));
        // At an edge the cell may be either neighbour, whose cubics agree there.
        var cell = T.RoundToIntegers(T.AddFloats(scaled, T.Broadcast(-0.5f)));
        var place = T.AddFloats(scaled, T.ToFloats(T.SubtractIntegers(default, cell)));
        var beyond = CubicKernel<T>.Value(DeviateTable.Coefficients, cell, place);
        var words = T.RoundToIntegers(T.MinFloats(T.AddFloats(beyond, T.Broadcast(-0.5f)), T.Broadcast(NormalTable.WordsMax)));
        return QuantileKernel<T>.Other(quantile, words ^ isUpper);
    }
}
