using System.Runtime.CompilerServices;
using CostSim.Numerics.Random;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Simd;

/// <summary>Draws a <see cref="CallFactor"/> for the trials of four SIMD registers.</summary>
internal static class CallFactorKernel<T>
    where T : struct, ILanes<T>
{
    /// <summary>Multiplies the values of an even-numbered call and of the next one by their draws.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyPair(
        in PhiloxKeys keys, in CallFactor factor, uint item, int call, ulong counter,
        ref T e0, ref T e1, ref T e2, ref T e3, ref T o0, ref T o1, ref T o2, ref T o3)
    {
        // The uniform distribution is inlined: nearly every call draws it. For the others a method call costs little compared with their
        // loads.
        if (factor.Quantile is UniformQuantile uniform)
        {
            var map = new UniformMap<T>(uniform);
            WordKernel<T>.Words(keys, Shared(factor, item, call), counter, out var x0, out var x1, out var x2, out var x3);
            (e0, o0) = (T.MultiplyFloats(e0, map.Even(x0)), T.MultiplyFloats(o0, map.Odd(x0)));
            (e1, o1) = (T.MultiplyFloats(e1, map.Even(x1)), T.MultiplyFloats(o1, map.Odd(x1)));
            (e2, o2) = (T.MultiplyFloats(e2, map.Even(x2)), T.MultiplyFloats(o2, map.Odd(x2)));
            (e3, o3) = (T.MultiplyFloats(e3, map.Even(x3)), T.MultiplyFloats(o3, map.Odd(x3)));
        }
        else
        {
            Multiply(keys, factor, item, call, counter, ref e0, ref e1, ref e2, ref e3);
            Multiply(keys, factor, item, call + 1, counter, ref o0, ref o1, ref o2, ref o3);
        }
    }

    /// <summary>Multiplies the values of a call by its draws.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        in PhiloxKeys keys, in CallFactor factor, uint item, int call, ulong counter, ref T v0, ref T v1, ref T v2, ref T v3)
    {
        T x0, x1, x2, x3;
        if (factor.Quantile is UniformQuantile uniform)
        {
            var map = new UniformMap<T>(uniform);
            WordKernel<T>.Words(keys, Shared(factor, item, call), counter, out x0, out x1, out x2, out x3);
            (x0, x1, x2, x3) = call % 2 == 0
                ? (map.Even(x0), map.Even(x1), map.Even(x2), map.Even(x3))
                : (map.Odd(x0), map.Odd(x1), map.Odd(x2), map.Odd(x3));
        }
        else
        {
            WordKernel<T>.Words(keys, new WordAddress(factor.Stream, item, call), counter, out x0, out x1, out x2, out x3);
            x0 = QuantileKernel<T>.Other(factor.Quantile, x0);
            x1 = QuantileKernel<T>.Other(factor.Quantile, x1);
            x2 = QuantileKernel<T>.Other(factor.Quantile, x2);
            x3 = QuantileKernel<T>.Other(factor.Quantile, x3);
        }

        v0 = T.MultiplyFloats(v0, x0);
        v1 = T.MultiplyFloats(v1, x1);
        v2 = T.MultiplyFloats(v2, x2);
        v3 = T.MultiplyFloats(v3, x3);
    }

    /// <summary>The word that a pair of calls shares.</summary>
    private static WordAddress Shared(in CallFactor factor, uint item, int call) => new(factor.Stream, item, call / 2);
}
