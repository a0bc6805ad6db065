using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Tests.Simd;

/// <summary>
/// What the kernels promise, one trial after the other, from nothing but <see cref="WordAddress.Word"/> and the rules of float arithmetic.
/// It shares no text with them.
/// </summary>
internal static class PlainKernels
{
    private static readonly double[] Edges = [.. Enumerable.Range(0, QuantileTable.CellsPerSide).Select(QuantileTable.CellEdge)];

    public static void Words(ulong seed, in WordAddress address, long firstTrial, Span<uint> words)
    {
        for (var i = 0; i < words.Length; i++)
            words[i] = address.Word(seed, firstTrial + i);
    }

    public static void Draw(ulong seed, in WordAddress address, QuantileFunction quantile, long firstTrial, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = Value(quantile, address.Word(seed, firstTrial + i));
    }

    public static void CountSuccesses(
        ulong seed, uint stream, uint item, long firstTrial, ReadOnlySpan<float> probabilities, ReadOnlySpan<int> counts,
        Span<int> successes)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            // The word's top 30 bits against the probability in units of 2^-30.
            var threshold = (long)Math.Round((double)probabilities[i] * (1 << 30), MidpointRounding.ToEven);
            successes[i] = 0;
            for (var call = 0; call < counts[i]; call++)
                successes[i] += new WordAddress(stream, item, call).Word(seed, firstTrial + i) / 4 < threshold ? 1 : 0;
        }
    }

    public static void RoundShares(ReadOnlySpan<float> shares, ReadOnlySpan<int> counts, Span<int> rounded)
    {
        for (var i = 0; i < counts.Length; i++)
            rounded[i] = (int)Math.Round((double)(shares[i] * (float)counts[i]), MidpointRounding.ToEven);
    }

    public static void AddCallSums(
        ulong seed, ReadOnlySpan<CallFactor> factors, uint item, long firstTrial, ReadOnlySpan<int> counts, ReadOnlySpan<float> itemFactors,
        Span<double> totals)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            var sum = 0f;
            for (var call = 0; call < counts[i]; call++)
            {
                var product = 1f;
                foreach (var factor in factors)
                    product *= CallValue(seed, factor, item, call, firstTrial + i);
                sum += product;
                // Sums of at most 256 calls are taken in float.
                if (call % 256 != 255 && call != counts[i] - 1)
                    continue;
                totals[i] += (double)sum * itemFactors[i];
                sum = 0;
            }
        }
    }

    public static void AddCounts(ReadOnlySpan<int> counts, ReadOnlySpan<float> itemFactors, Span<double> totals)
    {
        for (var i = 0; i < counts.Length; i++)
            totals[i] += (double)counts[i] * itemFactors[i];
    }

    public static void Multiply(Span<float> values, ReadOnlySpan<float> factors)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] *= factors[i];
    }

    /// <summary>A uniform law has half a word a call, in the middle of the words that begin with that half.</summary>
    private static float CallValue(ulong seed, CallFactor factor, uint item, int call, long trial)
    {
        if (factor.Quantile is not UniformQuantile)
            return Value(factor.Quantile, new WordAddress(factor.Stream, item, call).Word(seed, trial));
        var word = new WordAddress(factor.Stream, item, call / 2).Word(seed, trial);
        var half = call % 2 == 0 ? word / 65536 : word % 65536;
        return Value(factor.Quantile, half * 65536 + 32768);
    }

    public static float Value(QuantileFunction quantile, uint word) => quantile switch
    {
        FixedQuantile one => one.Value,
        UniformQuantile uniform => (float)(int)(word - 0x80000000u) * uniform.Scale + uniform.Middle,
        StepQuantile steps => steps.Values[steps.Thresholds.Count(threshold => threshold <= word / 4)],
        QuantileTable table => Cubic(table, word),
        IndexedQuantile list => list.Values[(int)((ulong)word * (ulong)list.Values.Length >> 32)],
        PiecewiseQuantile pieces => Piece(pieces, word),
        _ => throw new ArgumentException("no plain value", nameof(quantile)),
    };

    private static float Cubic(QuantileTable table, uint word)
    {
        var upper = word > int.MaxValue;
        var tail = ((float)(upper ? uint.MaxValue - word : word) + 0.5f) / 4294967296f;
        var found = Array.BinarySearch(Edges, tail);
        var cell = found >= 0 ? found : ~found - 1;
        var place = (float)((tail - Edges[cell]) / Math.Pow(2, Math.Floor(Math.Log2(Edges[cell]))) * 16);
        var at = upper ? cell + QuantileTable.CellsPerSide : cell;
        var c = table.Coefficients[(4 * at)..(4 * at + 4)];
        return ((c[3] * place + c[2]) * place + c[1]) * place + c[0];
    }

    private static float Piece(PiecewiseQuantile pieces, uint word)
    {
        var piece = Enumerable.Range(0, pieces.Width).Last(i => (uint)pieces.Firsts[i] - 0x80000000u <= word);
        var distance = pieces.Flips[piece] == 0 ? word - (uint)pieces.Anchors[piece] : ~word - (uint)pieces.Anchors[piece];
        var tail = ((float)distance + 0.5f) * pieces.Scales[piece];
        // A piece of scale 0 has one cell, to which nothing is added.
        var bits = BitConverter.SingleToInt32Bits(Math.Abs(tail));
        var (cell, place) = ((bits >> 19) + pieces.Cells[piece], (bits & 0x7FFFF) / 524288f);
        var c = pieces.Coefficients[(4 * cell)..(4 * cell + 4)];
        return ((c[3] * place + c[2]) * place + c[1]) * place + c[0];
    }
}
