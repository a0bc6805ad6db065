namespace CostSim.Parquet.Tests.Reading;

/// <summary>
/// Decompresses Snappy's raw format, written from its description: a length, then literals and copies of what was written before.
/// </summary>
internal static class SnappyReader
{
    /// <summary>The bytes, exactly <paramref name="length"/> of them.</summary>
    /// <exception cref="InvalidDataException">They are not what the format allows, or more or fewer.</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> from, int length)
    {
        var output = new byte[length];
        var (at, written) = (0, 0);
        Require(Varint(from, ref at) == (uint)length);
        while (at < from.Length)
        {
            var tag = from[at++];
            if ((tag & 3) == 0)
            {
                // Up to 60 bytes are told by the tag; more by one to four bytes behind it.
                var bytes = Math.Max(0, (tag >> 2) - 59);
                var count = 1 + (bytes == 0 ? tag >> 2 : (long)Integer(from, ref at, bytes));
                Require(count <= from.Length - at && count <= length - written);
                from.Slice(at, (int)count).CopyTo(output.AsSpan(written));
                (at, written) = (at + (int)count, written + (int)count);
                continue;
            }

            var (run, distance) = (tag & 3) switch
            {
                1 => (4 + ((tag >> 2) & 7), (long)(((uint)(tag >> 5) << 8) | Integer(from, ref at, 1))),
                2 => (1 + (tag >> 2), Integer(from, ref at, 2)),
                _ => (1 + (tag >> 2), Integer(from, ref at, 4)),
            };
            Require(distance > 0 && distance <= written && run <= length - written);
            // Byte by byte: a copy may reach into what it writes.
            for (var end = written + run; written < end; written++)
                output[written] = output[written - (int)distance];
        }

        Require(written == length);
        return output;
    }

    private static uint Varint(ReadOnlySpan<byte> from, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 35; shift += 7)
        {
            Require(at < from.Length);
            value |= (ulong)(from[at] & 0x7F) << shift;
            if (from[at++] < 0x80)
                return value <= uint.MaxValue ? (uint)value : throw Damaged();
        }

        throw Damaged();
    }

    private static uint Integer(ReadOnlySpan<byte> from, ref int at, int bytes)
    {
        Require(bytes <= from.Length - at);
        var value = 0u;
        for (var i = 0; i < bytes; i++)
            value |= (uint)from[at++] << (8 * i);
        return value;
    }

    private static void Require(bool holds)
    {
        if (!holds)
            throw Damaged();
    }

    private static InvalidDataException Damaged() => new("a page cannot be decompressed as Snappy");
}
