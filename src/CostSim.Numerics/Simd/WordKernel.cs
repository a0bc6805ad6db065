using System.Runtime.CompilerServices;
using CostSim.Numerics.Random;

namespace CostSim.Numerics.Simd;

/// <summary>
/// <see cref="Philox"/> for a register of counters at a time. Four registers of words come out: word j of the counters belongs to the
/// trials sixteen j further on, as <see cref="WordAddress"/> has it.
/// </summary>
internal static class WordKernel<T>
    where T : struct, ILanes<T>
{
    /// <summary>
    /// The words of <c>T.Count</c> neighbouring counters from <paramref name="counter"/> on, which stays within a group of sixteen.
    /// </summary>
    /// <remarks>
    /// Hardware multiplies the even words of a register. So the counters are kept in two registers, even and odd ones, each in even lanes
    /// with garbage in the others, and only the result is combined: 12 operations per round and no shuffle.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Words(in PhiloxKeys keys, in WordAddress address, ulong counter, out T x0, out T x1, out T x2, out T x3)
    {
        FirstTwoRounds(
            keys, address, counter, out var e0, out var e1, out var e2, out var e3, out var o0, out var o1, out var o2, out var o3);
        for (var round = 2; round < Philox.Rounds; round += 2)
        {
            Round(keys, round, ref e0, ref e1, ref e2, ref e3, ref o0, ref o1, ref o2, ref o3);
            Round(keys, round + 1, ref e0, ref e1, ref e2, ref e3, ref o0, ref o1, ref o2, ref o3);
        }

        x0 = T.InterleaveEven(e0, o0);
        x1 = T.InterleaveEven(e1, o1);
        x2 = T.InterleaveEven(e2, o2);
        x3 = T.InterleaveEven(e3, o3);
    }

    /// <summary>
    /// Of a counter's four words only the first differs between lanes. So of the four products of the first round two are scalar, and again
    /// of the second: 14 operations instead of 24.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FirstTwoRounds(
        in PhiloxKeys keys, in WordAddress address, ulong counter, out T e0, out T e1, out T e2, out T e3, out T o0, out T o1, out T o2,
        out T o3)
    {
        var trials = T.AddIntegers(T.Broadcast((uint)counter), T.Sequence);
        var (a, b) = (T.Broadcast(Philox.MultiplierA), T.Broadcast(Philox.MultiplierB));
        T ea = T.MultiplyEven(trials, a), oa = T.MultiplyEven(T.OddToEven(trials), a);
        var ofItem = (ulong)Philox.MultiplierB * address.Item;
        var ofCall = (ulong)Philox.MultiplierA * ((uint)(ofItem >> 32) ^ address.CounterHigh(counter) ^ keys.A[0]);
        var streamKey = T.Broadcast(address.Stream ^ keys.B[0]);
        e1 = T.MultiplyEven(T.OddToEven(ea) ^ streamKey, b);
        o1 = T.MultiplyEven(T.OddToEven(oa) ^ streamKey, b);
        var itemKey = T.Broadcast((uint)ofItem ^ keys.A[1]);
        e0 = T.OddToEven(e1) ^ itemKey;
        o0 = T.OddToEven(o1) ^ itemKey;
        var callKey = T.Broadcast((uint)(ofCall >> 32) ^ keys.B[1]);
        e2 = ea ^ callKey;
        o2 = oa ^ callKey;
        e3 = o3 = T.Broadcast((uint)ofCall);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        in PhiloxKeys keys, int round, ref T e0, ref T e1, ref T e2, ref T e3, ref T o0, ref T o1, ref T o2, ref T o3)
    {
        var a = T.Broadcast(Philox.MultiplierA);
        var b = T.Broadcast(Philox.MultiplierB);
        var keyA = T.Broadcast(keys.A[round]);
        var keyB = T.Broadcast(keys.B[round]);
        T ea = T.MultiplyEven(e0, a), eb = T.MultiplyEven(e2, b);
        T oa = T.MultiplyEven(o0, a), ob = T.MultiplyEven(o2, b);
        e0 = T.Xor3(T.OddToEven(eb), e1, keyA);
        o0 = T.Xor3(T.OddToEven(ob), o1, keyA);
        e2 = T.Xor3(T.OddToEven(ea), e3, keyB);
        o2 = T.Xor3(T.OddToEven(oa), o3, keyB);
        (e1, o1, e3, o3) = (eb, ob, ea, oa);
    }
}

/// <summary>The key of every round, computed once per seed.</summary>
internal struct PhiloxKeys
{
    public RoundKeys A;
    public RoundKeys B;

    public PhiloxKeys(ulong seed)
    {
        for (var round = 0; round < Philox.Rounds; round++)
        {
            A[round] = (uint)seed + (uint)round * Philox.WeylA;
            B[round] = (uint)(seed >> 32) + (uint)round * Philox.WeylB;
        }
    }

    [InlineArray(Philox.Rounds)]
    public struct RoundKeys
    {
        private uint _first;
    }
}
