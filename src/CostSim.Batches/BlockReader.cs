using System.Buffers;

namespace CostSim.Batches;

/// <summary>Cuts a stream into blocks of whole lines, without holding more of it than one block.</summary>
/// <param name="stream">The stream.</param>
/// <param name="lineBytesMax">The longest line that is read.</param>
/// <param name="withDocuments">Whether a stream may be one JSON document over several lines, which is then one block.</param>
internal sealed class BlockReader(Stream stream, int lineBytesMax, bool withDocuments = false)
{
    /// <summary>Small enough that what is kept of a block's lines is not a large object to the collector.</summary>
    private const int BlockBytes = 1 << 18;
    private const byte Newline = (byte)'\n';

    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly List<long> _tooLong = [];

    /// <summary>Numbers of the lines that were longer than allowed, and left out.</summary>
    public IReadOnlyList<long> TooLong => _tooLong;

    /// <summary>The bytes read, line breaks included.</summary>
    public long Bytes { get; private set; }

    /// <summary>The blocks, one after the other; each is disposed by who takes it.</summary>
    public IEnumerable<LineBlock> Blocks()
    {
        var (buffer, length, line, isFirst, isDocument) = (Rent(BlockBytes), 0, 1L, true, false);
        while (true)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(length), buffer.Length - length, throwOnEndOfStream: false);
            var isEnd = read < buffer.Length - length;
            (length, Bytes) = (length + read, Bytes + read);
            if (isFirst)
            {
                length = WithoutMark(buffer, length);
                isDocument = withDocuments && IsDocument(buffer.AsSpan(0, length));
            }

            isFirst = false;
            var whole = isEnd ? length : isDocument ? 0 : buffer.AsSpan(0, length).LastIndexOf(Newline) + 1;
            if (whole == 0 && !isEnd)
            {
                if (buffer.Length < lineBytesMax)
                {
                    buffer = Grown(buffer, length);
                    continue;
                }

                _tooLong.Add(line++);
                (length, isEnd) = SkipLine(buffer, toEnd: isDocument);
                whole = 0;
            }

            if (whole > 0)
            {
                var next = Rent(BlockBytes, atLeast: length - whole);
                buffer.AsSpan(whole, length - whole).CopyTo(next);
                var block = new LineBlock(buffer, whole, line) { IsDocument = isDocument };
                line += block.Bytes.Count(Newline);
                (buffer, length) = (next, length - whole);
                yield return block;
            }

            if (isEnd && length == 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                yield break;
            }
        }
    }

    /// <summary>Whether a text begins with a brace that stands alone on its line, as no line of a batch does.</summary>
    private static bool IsDocument(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty || text[0] != (byte)'{')
            return false;
        var next = text[1..].IndexOfAnyExcept(" \t\r"u8);
        return next >= 0 && text[1 + next] == Newline;
    }

    /// <summary>
    /// Passes over the rest of a line, or of the stream; what was read behind it stands at the start of the buffer.
    /// </summary>
    private (int Length, bool IsEnd) SkipLine(byte[] buffer, bool toEnd)
    {
        while (true)
        {
            var read = stream.Read(buffer);
            Bytes += read;
            if (read == 0)
                return (0, true);
            var end = toEnd ? -1 : buffer.AsSpan(0, read).IndexOf(Newline);
            if (end < 0)
                continue;
            buffer.AsSpan(end + 1, read - end - 1).CopyTo(buffer);
            return (read - end - 1, false);
        }
    }

    private static int WithoutMark(byte[] buffer, int length)
    {
        if (!buffer.AsSpan(0, length).StartsWith(Mark))
            return length;
        buffer.AsSpan(Mark.Length, length - Mark.Length).CopyTo(buffer);
        return length - Mark.Length;
    }

    private static byte[] Rent(int size, int atLeast = 0) => ArrayPool<byte>.Shared.Rent(Math.Max(size, atLeast + 1));

    private static byte[] Grown(byte[] buffer, int length)
    {
        var larger = Rent(2 * buffer.Length);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
