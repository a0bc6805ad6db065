using CostSim.Numerics.Simd;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Tests.Tables;

/// <summary>The values of chosen words, by the kernels' own text.</summary>
internal static class WordValues
{
    public static float Of(QuantileFunction quantile, uint word) => Of(quantile, [word])[0];

    public static float[] Of(QuantileFunction quantile, IReadOnlyList<uint> words)
    {
        var values = new float[words.Count];
        var bits = new uint[2];
        for (var i = 0; i < words.Count; i += 2)
        {
            (bits[0], bits[1]) = (words[i], words[Math.Min(i + 1, words.Count - 1)]);
            Lanes2.Store(QuantileKernel<Lanes2>.Other(quantile, Lanes2.Load(in bits[0])), ref bits[0]);
            values[i] = BitConverter.UInt32BitsToSingle(bits[0]);
            if (i + 1 < values.Length)
                values[i + 1] = BitConverter.UInt32BitsToSingle(bits[1]);
        }

        return values;
    }

    /// <summary>The normal deviates of words, by the plain kernels' text.</summary>
    public static float[] Deviates(IReadOnlyList<uint> words)
    {
        uint[] bits = [.. words, .. new uint[words.Count % Lanes2.Count]];
        NormalKernel<Lanes2>.Map(bits);
        return [.. bits.Take(words.Count).Select(BitConverter.UInt32BitsToSingle)];
    }

    /// <summary>
    /// Words all over a table: around every edge of its cells, both ends, the middle, and <paramref name="scattered"/> spread evenly over
    /// the logarithm of the tail on both sides.
    /// </summary>
    public static IReadOnlyList<uint> AllOver(int scattered)
    {
        var words = new SortedSet<uint>();
        void Add(double word)
        {
            if (word is < 0 or >= 2147483648.0)
                return;
            words.Add((uint)word);
            words.Add(~(uint)word);
        }

        for (var cell = 0; cell < QuantileTable.CellsPerSide; cell++)
        {
            for (var step = -2; step <= 2; step++)
                Add(Math.Floor(QuantileTable.CellEdge(cell) * 4294967296.0) + step);
        }

        for (var i = 0; i < 1000; i++)
        {
            Add(i);
            Add(2147483647.0 - i);
        }

        for (var i = 0; i < scattered; i++)
            Add(Math.Floor(Math.Pow(2, 31.0 * i / scattered)));
        return [.. words];
    }
}
