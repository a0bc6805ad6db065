using System.Security.Cryptography;

namespace CostSim.Output.Files;

/// <summary>
/// A file that this program reads again: a line of JSON that says what it is, its content, and SHA-256 of both, so that no byte of it can
/// be flipped or missing unnoticed.
/// </summary>
/// <param name="Head">The line of JSON, without its end.</param>
/// <param name="Content">What follows it.</param>
public sealed record SealedFile(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Content)
{
    /// <summary>A head is at most this long: a longer line is no head of this program.</summary>
    private const int HeadBytesMax = 1 << 24;

    private const byte EndOfHead = (byte)'\n';

    /// <summary>Writes a file as a whole (<see cref="WholeFile"/>).</summary>
    /// <param name="path">The file, which is created or replaced; its folder exists.</param>
    /// <param name="head">A line of JSON, without its end.</param>
    /// <param name="writeContent">Writes the content.</param>
    public static void Write(string path, byte[] head, Action<Stream> writeContent)
    {
        using var file = new MemoryStream();
        file.Write(head);
        file.WriteByte(EndOfHead);
        writeContent(file);
        file.Write(SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length)));
        WholeFile.Write(path, file.GetBuffer().AsSpan(0, (int)file.Length));
    }

    /// <summary>Reads a file and checks its sum.</summary>
    /// <exception cref="InvalidDataException">Its bytes are not those that were written.</exception>
    public static SealedFile Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var end = bytes.Length - SHA256.HashSizeInBytes;
        var head = bytes.AsSpan().IndexOf(EndOfHead);
        if (head < 0 || head >= end || !SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end)))
            throw new InvalidDataException("it is damaged or incomplete: its SHA-256 is another");
        return new SealedFile(bytes.AsMemory(0, head), bytes.AsMemory(head + 1, end - head - 1));
    }

    /// <summary>The head alone, without checking the sum.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static byte[] ReadHead(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        for (var size = 1 << 12; ; size *= 16)
        {
            file.Position = 0;
            var bytes = new byte[Math.Min(size, file.Length)];
            file.ReadExactly(bytes);
            var end = bytes.AsSpan().IndexOf(EndOfHead);
            if (end >= 0)
                return bytes[..end];
            if (bytes.Length == file.Length || size > HeadBytesMax)
                throw new InvalidDataException("it is damaged or incomplete: its first line has no end");
        }
    }
}
