using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CostSim.Drawing.Tests;

/// <summary>
/// A decoded PNG: read after the specification, with checksums bit by bit, for pictures of eight bits a channel without opacity.
/// </summary>
internal sealed record PngPicture(int Width, int Height, byte[][] Rows)
{
    /// <summary>Red, green and blue of a pixel.</summary>
    public byte[] At(int x, int y) => Rows[y][(3 * x)..(3 * x + 3)];

    public static PngPicture Decode(byte[] file)
    {
        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], file[..8]);
        var chunks = new List<(string Type, byte[] Content)>();
        for (var offset = 8; offset < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(offset));
            var typeAndContent = file[(offset + 4)..(offset + 8 + length)];
            Assert.Equal(BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(offset + 8 + length)), Crc(typeAndContent));
            chunks.Add((Encoding.ASCII.GetString(typeAndContent, 0, 4), typeAndContent[4..]));
            offset += 12 + length;
        }
        var types = chunks.ConvertAll(chunk => chunk.Type);
        Assert.Equal(("IHDR", "IEND"), (types[0], types[^1]));

        var header = chunks[0].Content;
        Assert.Equal([8, 2, 0, 0, 0], header[8..]);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        var compressed = chunks.Where(chunk => chunk.Type == "IDAT").SelectMany(chunk => chunk.Content).ToArray();
        using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        var raw = new MemoryStream();
        zlib.CopyTo(raw);
        Assert.Equal(height * (1 + 3 * width), raw.Length);
        return new PngPicture(width, height, Unfilter(raw.ToArray(), 3 * width, height));
    }

    private static byte[][] Unfilter(byte[] raw, int rowBytes, int height)
    {
        var rows = new byte[height][];
        for (var y = 0; y < height; y++)
        {
            var start = y * (rowBytes + 1);
            rows[y] = raw[(start + 1)..(start + 1 + rowBytes)];
            for (var i = 0; i < rowBytes; i++)
                rows[y][i] += raw[start] switch
                {
                    0 => 0,
                    1 => i >= 3 ? rows[y][i - 3] : (byte)0,
                    2 => y > 0 ? rows[y - 1][i] : (byte)0,
                    _ => throw new InvalidDataException($"Filter {raw[start]} in row {y}."),
                };
        }
        return rows;
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var odd = ((crc ^ (uint)(value >> bit)) & 1) == 1;
                crc >>= 1;
                if (odd)
                    crc ^= 0xedb88320;
            }
        }
        return ~crc;
    }
}
