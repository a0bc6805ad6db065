using System.Buffers.Binary;

namespace CostSim.Parquet.Reading;

/// <summary>
/// Decodes the values of a page: plain numbers, and the hybrid of run lengths and bit packing used for indices and levels.
/// </summary>
internal static class PageDecoder
{
    /// <summary>Whether numbers of the physical type are read, see <see cref="Plain"/>.</summary>
    public static bool IsNumber(long physicalType) => physicalType is 1 or 2 or 4 or 5;

    /// <summary>Consecutive numbers: INT32 (1), INT64 (2), FLOAT (4) or DOUBLE (5), lowest byte first.</summary>
    /// <exception cref="InvalidDataException">There are fewer bytes than numbers need.</exception>
    public static double[] Plain(ReadOnlySpan<byte> bytes, long physicalType, int count)
    {
        var width = physicalType is 1 or 4 ? 4 : 8;
        if ((long)count * width > bytes.Length)
            throw new InvalidDataException("a page is shorter than its values");
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            var one = bytes[(i * width)..];
            values[i] = physicalType switch
            {
                1 => BinaryPrimitives.ReadInt32LittleEndian(one),
                2 => BinaryPrimitives.ReadInt64LittleEndian(one),
                4 => BinaryPrimitives.ReadSingleLittleEndian(one),
                _ => BinaryPrimitives.ReadDoubleLittleEndian(one),
            };
        }

        return values;
    }

    /// <summary>Unsigned integers of <paramref name="width"/> bits, 0 to 32, in runs of one value or packed by eights.</summary>
    /// <exception cref="InvalidDataException">The bytes end before the integers do.</exception>
    public static uint[] Hybrid(ReadOnlySpan<byte> bytes, int width, int count)
    {
        if (width is < 0 or > 32)
            throw new InvalidDataException($"integers of {width} bits");
        var values = new uint[count];
        // With zero bits, all values are 0; some writers then omit the runs.
        for (int at = 0, filled = width == 0 ? count : 0; filled < count;)
        {
            var header = Header(bytes, ref at);
            var many = (int)Math.Min(header >> 1, (ulong)(count - filled));
            if ((header & 1) == 0)
            {
                var bytesOfOne = (width + 7) / 8;
                Require(bytesOfOne <= bytes.Length - at && many > 0);
                var value = 0u;
                for (var i = 0; i < bytesOfOne; i++)
                    value |= (uint)bytes[at++] << (8 * i);
                values.AsSpan(filled, many).Fill(value);
                filled += many;
                continue;
            }

            // In the last group of eight, values beyond the count are padding; some writers omit it.
            many = (int)Math.Min((header >> 1) * 8, (ulong)(count - filled));
            Require(many > 0 && ((long)many * width + 7) / 8 <= bytes.Length - at);
            Unpack(bytes[at..], width, values.AsSpan(filled, many));
            at = (int)Math.Min(bytes.Length, at + (long)Math.Min(header >> 1, int.MaxValue / 32) * width);
            filled += many;
        }

        return values;
    }

    private static void Unpack(ReadOnlySpan<byte> bytes, int width, Span<uint> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var (value, bit) = (0UL, (long)i * width);
            for (var taken = 0; taken < width;)
            {
                var inByte = (int)((bit + taken) & 7);
                value |= (ulong)(bytes[(int)((bit + taken) >> 3)] >> inByte) << taken;
                taken += 8 - inByte;
            }

            values[i] = (uint)(value & ((1UL << width) - 1));
        }
    }

    private static ulong Header(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 35; shift += 7)
        {
            Require(at < bytes.Length);
            value |= (ulong)(bytes[at] & 0x7F) << shift;
            if (bytes[at++] < 0x80)
                return value;
        }

        throw new InvalidDataException("a run whose length does not end");
    }

    private static void Require(bool holds)
    {
        if (!holds)
            throw new InvalidDataException("a page is shorter than its values");
    }
}
