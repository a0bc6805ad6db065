using System.Buffers;
using System.Diagnostics;

namespace CostSim.Parquet;

/// <summary>Parquet's hybrid of run lengths and bit packing, for small non-negative integers: levels and places in a dictionary.</summary>
/// <remarks>
/// The bytes are runs, each with a header in LEB128: <c>count × 2</c> and one value for a run of equal values, or
/// <c>groups × 2 + 1</c> and that many groups of eight values, packed from the lowest bit up. Only the last group may be filled up,
/// with zeros.
/// </remarks>
internal static class RunLengthEncoding
{
    private const int GroupSize = 8;

    /// <summary>The bits that hold every value up to <paramref name="max"/>; 0 where that is 0.</summary>
    internal static int BitWidth(int max) => 32 - int.LeadingZeroCount(max);

    /// <summary>Writes <paramref name="values"/>, each below 2^<paramref name="bitWidth"/>.</summary>
    internal static void Write(ReadOnlySpan<int> values, int bitWidth, IBufferWriter<byte> output)
    {
        var literal = 0;
        var position = 0;
        while (position < values.Length)
        {
            var run = values[position..].IndexOfAnyExcept(values[position]);
            if (run < 0)
                run = values.Length - position;

            // A run that begins within a group of eight first gives the group what it lacks; too short after that, it is packed too.
            var lacking = (literal - position) & (GroupSize - 1);
            if (run - lacking < GroupSize)
            {
                position += run;
                continue;
            }

            position += lacking;
            WritePacked(values[literal..position], bitWidth, output);
            WriteRun(values[position], run - lacking, bitWidth, output);
            position += run - lacking;
            literal = position;
        }

        WritePacked(values[literal..], bitWidth, output);
    }

    private static void WriteRun(int value, int count, int bitWidth, IBufferWriter<byte> output)
    {
        ThriftCompactWriter.WriteVarint(output, (ulong)count << 1);
        for (var bit = 0; bit < bitWidth; bit += 8)
            output.Write([(byte)(value >> bit)]);
    }

    private static void WritePacked(ReadOnlySpan<int> values, int bitWidth, IBufferWriter<byte> output)
    {
        if (values.IsEmpty)
            return;
        var groups = (values.Length + GroupSize - 1) / GroupSize;
        ThriftCompactWriter.WriteVarint(output, ((ulong)groups << 1) | 1);
        var bytes = output.GetSpan(groups * bitWidth)[..(groups * bitWidth)];
        bytes.Clear();
        var used = 0;
        var bits = 0UL;
        var bitCount = 0;
        foreach (var value in values)
        {
            Debug.Assert(value >= 0 && BitWidth(value) <= bitWidth, "A value must fit the width.");
            bits |= (ulong)value << bitCount;
            for (bitCount += bitWidth; bitCount >= 8; bitCount -= 8, bits >>= 8)
                bytes[used++] = (byte)bits;
        }

        if (bitCount > 0)
            bytes[used] = (byte)bits;
        output.Advance(bytes.Length);
    }
}
