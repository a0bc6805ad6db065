using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Simd;

/// <summary>Maps random words to standard normal deviates, by the <see cref="NormalTable"/>.</summary>
/// <remarks>
/// Words beyond the table are deferred and mapped after the others: a method call within the loop would spill all registers.
/// </remarks>
internal static class NormalKernel<T>
    where T : struct, ILanes<T>
{
    /// <summary>Number of registers mapped before deferred ones are processed.</summary>
    private const int RegistersPerPiece = 16;

    private const int Cells = NormalTable.Cells;

    /// <summary>Replaces words by deviates.</summary>
    public static void Map(Span<uint> bits)
    {
        var piece = RegistersPerPiece * T.Count;
        Span<uint> aside = stackalloc uint[piece];
        Span<int> places = stackalloc int[RegistersPerPiece];
        Span<uint> far = stackalloc uint[T.Count];
        Span<int> farPlaces = stackalloc int[T.Count];
        var farCount = 0;
        var coefficients = NormalTable.Coefficients;
        for (var from = 0; from < bits.Length; from += piece)
        {
            var count = MapNear(bits[from..Math.Min(from + piece, bits.Length)], coefficients, aside, places);
            for (var i = 0; i < count * T.Count; i++)
            {
                if ((aside[i] ^ (uint)((int)aside[i] >> 31)) >= NormalTable.WordsMin)
                    continue;
                (far[farCount], farPlaces[farCount]) = (aside[i], from + places[i / T.Count] + i % T.Count);
                if (++farCount < T.Count)
                    continue;
                MapFar(bits, far, farPlaces);
                farCount = 0;
            }
        }

        MapFar(bits, far, farPlaces[..farCount]);
    }

    /// <summary>Maps a register of words beyond the table.</summary>
    private static void MapFar(Span<uint> bits, Span<uint> words, ReadOnlySpan<int> places)
    {
        T.Store(QuantileKernel<T>.Other(NormalTable.Beyond, T.Load(in words[0])), ref words[0]);
        for (var i = 0; i < places.Length; i++)
            bits[places[i]] = words[i];
    }

    /// <summary>Maps all words, those beyond the table to arbitrary values, and defers registers with such words.</summary>
    /// <returns>The number of deferred registers.</returns>
    private static int MapNear(Span<uint> bits, ReadOnlySpan<float> coefficients, Span<uint> aside, Span<int> places)
    {
        ref var table = ref MemoryMarshal.GetReference(coefficients);
        var count = 0;
        for (var i = 0; i < bits.Length; i += T.Count)
        {
            var word = T.Load(in bits[i]);
            var beyond = word ^ T.SignMask(word); // words further out on the same side
            places[count] = i;
            T.Store(word, ref aside[count * T.Count]);
            count += T.Any(T.LessIntegers(beyond, T.Broadcast((uint)NormalTable.WordsMin))) ? 1 : 0;

            var words = T.MinFloats(T.AddFloats(T.ToFloats(beyond), T.Broadcast(0.5f)), T.Broadcast(NormalTable.WordsMax));
            var cell = T.ShiftRight(words, NormalTable.PlaceBits);
            var place = T.AddFloats(
                (words & T.Broadcast((1u << NormalTable.PlaceBits) - 1)) ^ T.Broadcast(1f), T.Broadcast(-NormalTable.Middle));
            var value = T.Lookup(ref Unsafe.Add(ref table, 3 * Cells), cell);
            value = T.AddFloats(T.MultiplyFloats(value, place), T.Lookup(ref Unsafe.Add(ref table, 2 * Cells), cell));
            value = T.AddFloats(T.MultiplyFloats(value, place), T.Lookup(ref Unsafe.Add(ref table, Cells), cell));
            value = T.AddFloats(T.MultiplyFloats(value, place), T.Lookup(ref table, cell));
            // The table is of the lower side; the upper side mirrors it.
            T.Store(value ^ (word & T.Broadcast(0x80000000u)), ref bits[i]);
        }

        return count;
    }
}
