using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CostSim.Numerics.Random;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Simd;

/// <inheritdoc cref="IKernels"/>
/// <typeparam name="T">The register.</typeparam>
internal sealed class Kernels<T>(string name) : IKernels
    where T : struct, ILanes<T>
{
    /// <summary>Counters of a group of trials, and the distance between the trials of two words of one counter.</summary>
    private const int Stride = 16;

    /// <summary>
    /// Maximum number of calls in a float sum before it is added in double: 256 calls of about 1 keep 16 bits after the point.
    /// </summary>
    private const int CallsPerPartialSum = 256;

    public string Name => name;

    public void Words(ulong seed, in WordAddress address, long firstTrial, Span<uint> words)
    {
        var keys = new PhiloxKeys(seed);
        for (var place = 0; place < words.Length; place = Next(place))
        {
            WordKernel<T>.Words(keys, address, Counter(firstTrial, place), out var x0, out var x1, out var x2, out var x3);
            Store(words, place, x0, x1, x2, x3);
        }
    }

    public void Draw(ulong seed, in WordAddress address, QuantileFunction quantile, long firstTrial, Span<float> values)
    {
        // Words first, then values in place: two small loops that each fit the compiler's budget and stay in registers.
        var bits = MemoryMarshal.Cast<float, uint>(values);
        Words(seed, address, firstTrial, bits);
        switch (quantile)
        {
            case UniformQuantile uniform:
                Map(bits, new UniformMap<T>(uniform));
                break;
            case QuantileTable table:
                Map(bits, new CubicMap<T>(table));
                break;
            default:
                Map(bits, new AnyMap<T>(quantile));
                break;
        }
    }

    public void DrawDeviates(ulong seed, in WordAddress address, long firstTrial, Span<float> deviates)
    {
        var bits = MemoryMarshal.Cast<float, uint>(deviates);
        Words(seed, address, firstTrial, bits);
        NormalKernel<T>.Map(bits);
    }

    public void ApplyToDeviates(QuantileFunction quantile, Span<float> values) =>
        Map(MemoryMarshal.Cast<float, uint>(values), new DeviateMap<T>(quantile));

    private static void Map<TMap>(Span<uint> bits, TMap map)
        where TMap : struct, IWordMap<T>
    {
        for (var place = 0; place < bits.Length; place += T.Count)
            T.Store(map.Value(T.Load(in bits[place])), ref bits[place]);
    }

    public void CountSuccesses(
        ulong seed, uint stream, uint item, long firstTrial, ReadOnlySpan<float> probabilities, ReadOnlySpan<int> counts,
        Span<int> successes)
    {
        var keys = new PhiloxKeys(seed);
        var chances = MemoryMarshal.Cast<float, uint>(probabilities);
        var limits = MemoryMarshal.Cast<int, uint>(counts);
        for (var place = 0; place < counts.Length; place = Next(place))
        {
            Load(limits, place, out var n0, out var n1, out var n2, out var n3);
            Load(chances, place, out var p0, out var p1, out var p2, out var p3);
            Thresholds(ref p0, ref p1, ref p2, ref p3);
            T s0 = default, s1 = default, s2 = default, s3 = default;
            var calls = Greatest(n0, n1, n2, n3);
            var counter = Counter(firstTrial, place);
            for (var call = 0; call < calls; call++)
            {
                WordKernel<T>.Words(keys, new WordAddress(stream, item, call), counter, out var x0, out var x1, out var x2, out var x3);
                var k = T.Broadcast((uint)call);
                s0 = T.SubtractIntegers(s0, T.LessIntegers(T.ShiftRight(x0, 2), p0) & T.LessIntegers(k, n0));
                s1 = T.SubtractIntegers(s1, T.LessIntegers(T.ShiftRight(x1, 2), p1) & T.LessIntegers(k, n1));
                s2 = T.SubtractIntegers(s2, T.LessIntegers(T.ShiftRight(x2, 2), p2) & T.LessIntegers(k, n2));
                s3 = T.SubtractIntegers(s3, T.LessIntegers(T.ShiftRight(x3, 2), p3) & T.LessIntegers(k, n3));
            }

            Store(MemoryMarshal.Cast<int, uint>(successes), place, s0, s1, s2, s3);
        }
    }

    public void AddCallSums(
        ulong seed, ReadOnlySpan<CallFactor> factors, uint item, long firstTrial, ReadOnlySpan<int> counts, ReadOnlySpan<float> itemFactors,
        Span<double> totals)
    {
        var keys = new PhiloxKeys(seed);
        var limits = MemoryMarshal.Cast<int, uint>(counts);
        var scales = MemoryMarshal.Cast<float, uint>(itemFactors);
        for (var place = 0; place < counts.Length; place = Next(place))
        {
            Load(limits, place, out var n0, out var n1, out var n2, out var n3);
            Load(scales, place, out var i0, out var i1, out var i2, out var i3);
            var calls = Greatest(n0, n1, n2, n3);
            var counter = Counter(firstTrial, place);
            for (var from = 0; from < calls; from += CallsPerPartialSum)
            {
                T s0 = default, s1 = default, s2 = default, s3 = default;
                var to = Math.Min(calls, from + CallsPerPartialSum);
                for (var call = from; call < to; call += 2)
                {
                    Products(
                        keys, factors, item, call, counter,
                        out var e0, out var e1, out var e2, out var e3, out var o0, out var o1, out var o2, out var o3);
                    T even = T.Broadcast((uint)call), odd = T.Broadcast((uint)call + 1);
                    s0 = T.AddFloatsWhereLess(T.AddFloatsWhereLess(s0, e0, even, n0), o0, odd, n0);
                    s1 = T.AddFloatsWhereLess(T.AddFloatsWhereLess(s1, e1, even, n1), o1, odd, n1);
                    s2 = T.AddFloatsWhereLess(T.AddFloatsWhereLess(s2, e2, even, n2), o2, odd, n2);
                    s3 = T.AddFloatsWhereLess(T.AddFloatsWhereLess(s3, e3, even, n3), o3, odd, n3);
                }

                T.AddProducts(s0, i0, ref totals[place]);
                T.AddProducts(s1, i1, ref totals[place + Stride]);
                T.AddProducts(s2, i2, ref totals[place + 2 * Stride]);
                T.AddProducts(s3, i3, ref totals[place + 3 * Stride]);
            }
        }
    }

    public void AddSingleCalls(
        ulong seed, SingleCalls calls, uint item, long firstTrial, ReadOnlySpan<int> counts, SingleCallTotals totals)
    {
        var keys = new PhiloxKeys(seed);
        for (var place = 0; place < counts.Length; place = Next(place))
            SingleCallKernel<T>.Add(keys, calls, item, Counter(firstTrial, place), place, counts, totals);
    }

    public void RoundShares(ReadOnlySpan<float> shares, ReadOnlySpan<int> counts, Span<int> rounded)
    {
        var s = MemoryMarshal.Cast<float, uint>(shares);
        var n = MemoryMarshal.Cast<int, uint>(counts);
        var r = MemoryMarshal.Cast<int, uint>(rounded);
        for (var place = 0; place < n.Length; place += T.Count)
        {
            var product = T.MultiplyFloats(T.Load(in s[place]), T.ToFloats(T.Load(in n[place])));
            T.Store(T.RoundToIntegers(product), ref r[place]);
        }
    }

    public void Interpolate(GridTable grid, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> values) =>
        GridKernel.Read(grid, x, y, values);

    public void AddCounts(ReadOnlySpan<int> counts, ReadOnlySpan<float> itemFactors, Span<double> totals)
    {
        var n = MemoryMarshal.Cast<int, uint>(counts);
        var f = MemoryMarshal.Cast<float, uint>(itemFactors);
        for (var place = 0; place < n.Length; place += T.Count)
            T.AddProducts(T.ToFloats(T.Load(in n[place])), T.Load(in f[place]), ref totals[place]);
    }

    public void Multiply(Span<float> values, ReadOnlySpan<float> factors)
    {
        var v = MemoryMarshal.Cast<float, uint>(values);
        var f = MemoryMarshal.Cast<float, uint>(factors);
        for (var place = 0; place < v.Length; place += T.Count)
            T.Store(T.MultiplyFloats(T.Load(in v[place]), T.Load(in f[place])), ref v[place]);
    }

    /// <summary>
    /// The product of the factors of an even-numbered call and of the next one, for the four registers of trials of a counter.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Products(
        in PhiloxKeys keys, ReadOnlySpan<CallFactor> factors, uint item, int call, ulong counter,
        out T e0, out T e1, out T e2, out T e3, out T o0, out T o1, out T o2, out T o3)
    {
        e0 = e1 = e2 = e3 = o0 = o1 = o2 = o3 = T.Broadcast(1f);
        foreach (ref readonly var factor in factors)
            CallFactorKernel<T>.MultiplyPair(
                keys, factor, item, call, counter, ref e0, ref e1, ref e2, ref e3, ref o0, ref o1, ref o2, ref o3);
    }

    /// <summary>The next register of the group, or the first of the next group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(int place)
    {
        place += T.Count;
        return place % Stride == 0 ? place + 3 * Stride : place;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Counter(long firstTrial, int place) =>
        WordAddress.GroupCounter(firstTrial + place) + (ulong)(place % Stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(ReadOnlySpan<uint> source, int place, out T x0, out T x1, out T x2, out T x3)
    {
        x0 = T.Load(in source[place]);
        x1 = T.Load(in source[place + Stride]);
        x2 = T.Load(in source[place + 2 * Stride]);
        x3 = T.Load(in source[place + 3 * Stride]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Span<uint> target, int place, T x0, T x1, T x2, T x3)
    {
        T.Store(x0, ref target[place]);
        T.Store(x1, ref target[place + Stride]);
        T.Store(x2, ref target[place + 2 * Stride]);
        T.Store(x3, ref target[place + 3 * Stride]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Thresholds(ref T p0, ref T p1, ref T p2, ref T p3)
    {
        var scale = T.Broadcast((float)(1 << 30));
        p0 = T.RoundToIntegers(T.MultiplyFloats(p0, scale));
        p1 = T.RoundToIntegers(T.MultiplyFloats(p1, scale));
        p2 = T.RoundToIntegers(T.MultiplyFloats(p2, scale));
        p3 = T.RoundToIntegers(T.MultiplyFloats(p3, scale));
    }

    private static int Greatest(T n0, T n1, T n2, T n3) =>
        Math.Max(Math.Max(T.MaxInteger(n0), T.MaxInteger(n1)), Math.Max(T.MaxInteger(n2), T.MaxInteger(n3)));
}
