using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Numerics.Simd;

/// <summary>
/// The loop of <see cref="IKernels.AddSingleCalls"/>: slower than sums of factors, since nothing can be factored out of the sum over calls.
/// </summary>
internal static class SingleCallKernel<T>
    where T : struct, ILanes<T>
{
    private const int Stride = 16;

    /// <summary>Maximum number of calls in a float sum before it is added in double.</summary>
    private const int CallsPerPartialSum = 256;

    /// <summary>Adds the calls of the trials of four registers, sixteen trials apart.</summary>
    public static void Add(
        in PhiloxKeys keys, SingleCalls calls, uint item, ulong counter, int place, ReadOnlySpan<int> counts, SingleCallTotals totals)
    {
        var limits = MemoryMarshal.Cast<int, uint>(counts);
        T n0 = T.Load(in limits[place]), n1 = T.Load(in limits[place + Stride]);
        T n2 = T.Load(in limits[place + 2 * Stride]), n3 = T.Load(in limits[place + 3 * Stride]);
        var most = Math.Max(Math.Max(T.MaxInteger(n0), T.MaxInteger(n1)), Math.Max(T.MaxInteger(n2), T.MaxInteger(n3)));
        var terms = new Terms(calls);
        for (var from = 0; from < most; from += CallsPerPartialSum)
        {
            Sums s0 = default, s1 = default, s2 = default, s3 = default;
            var to = Math.Min(most, from + CallsPerPartialSum);
            for (var call = from; call < to; call++)
            {
                Tokens(keys, calls.Input, item, call, counter, place, out var i0, out var i1, out var i2, out var i3);
                Tokens(keys, calls.Output, item, call, counter, place, out var o0, out var o1, out var o2, out var o3);
                var k = T.Broadcast((uint)call);
                s0.Add(terms, i0, o0, T.LessIntegers(k, n0));
                s1.Add(terms, i1, o1, T.LessIntegers(k, n1));
                s2.Add(terms, i2, o2, T.LessIntegers(k, n2));
                s3.Add(terms, i3, o3, T.LessIntegers(k, n3));
            }

            s0.Store(totals, place);
            s1.Store(totals, place + Stride);
            s2.Store(totals, place + 2 * Stride);
            s3.Store(totals, place + 3 * Stride);
        }
    }

    /// <summary>Tokens of one call in four registers of trials: a sum of products.</summary>
    private static void Tokens(
        in PhiloxKeys keys, CallProduct[] products, uint item, int call, ulong counter, int place, out T t0, out T t1, out T t2, out T t3)
    {
        t0 = t1 = t2 = t3 = default;
        foreach (var product in products)
        {
            var scale = MemoryMarshal.Cast<float, uint>(product.Scale.AsSpan());
            T v0 = T.Load(in scale[place]), v1 = T.Load(in scale[place + Stride]);
            T v2 = T.Load(in scale[place + 2 * Stride]), v3 = T.Load(in scale[place + 3 * Stride]);
            foreach (ref readonly var factor in product.Factors.AsSpan())
                CallFactorKernel<T>.Multiply(keys, factor, item, call, counter, ref v0, ref v1, ref v2, ref v3);

            t0 = T.AddFloats(t0, v0);
            t1 = T.AddFloats(t1, v1);
            t2 = T.AddFloats(t2, v2);
            t3 = T.AddFloats(t3, v3);
        }
    }

    /// <summary>The limits, once for all calls.</summary>
    private readonly struct Terms(SingleCalls calls)
    {
        public readonly T OutputMax = T.Broadcast(calls.OutputMax);
        public readonly T CutAbove = T.Broadcast(Math.Min(calls.AskedAgainAbove, calls.OutputMax));

        /// <summary>What a cut call is billed for before it is asked again; nothing where it is not.</summary>
        public readonly T FirstOutput = T.Broadcast(float.IsFinite(calls.AskedAgainAbove) ? calls.AskedAgainAbove : 0);
        public readonly T FirstInput = T.Broadcast(float.IsFinite(calls.AskedAgainAbove) ? uint.MaxValue : 0);
        public readonly T LongAbove = T.Broadcast(calls.LongAbove);
        public readonly T One = T.Broadcast(1f);
        public readonly T Ones = T.Broadcast(uint.MaxValue);
    }

    /// <summary>Sums of one register of trials.</summary>
    private struct Sums
    {
        private T _input;
        private T _output;
        private T _longInput;
        private T _longOutput;
        private T _cut;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(in Terms terms, T input, T output, T made)
        {
            input &= made;
            output &= made;
            var isLong = T.LessFloats(terms.LongAbove, input);
            var isShort = isLong ^ terms.Ones;
            var isCut = T.LessFloats(terms.CutAbove, output);
            var billed = T.AddFloats(T.MinFloats(output, terms.OutputMax), terms.FirstOutput & isCut);
            input = T.AddFloats(input, input & isCut & terms.FirstInput);
            _cut = T.AddFloats(_cut, terms.One & isCut);
            _input = T.AddFloats(_input, input & isShort);
            _output = T.AddFloats(_output, billed & isShort);
            _longInput = T.AddFloats(_longInput, input & isLong);
            _longOutput = T.AddFloats(_longOutput, billed & isLong);
        }

        public readonly void Store(SingleCallTotals totals, int place)
        {
            var one = T.Broadcast(1f);
            T.AddProducts(_input, one, ref totals.Input[place]);
            T.AddProducts(_output, one, ref totals.Output[place]);
            T.AddProducts(_longInput, one, ref totals.LongInput[place]);
            T.AddProducts(_longOutput, one, ref totals.LongOutput[place]);
            T.AddProducts(_cut, one, ref totals.Cut[place]);
        }
    }
}
