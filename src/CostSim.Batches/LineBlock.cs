using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CostSim.Batches;

/// <summary>Whole lines of a file, in a pooled array.</summary>
/// <param name="Pooled">The array.</param>
/// <param name="Length">The bytes of the lines in it.</param>
/// <param name="FirstLine">The number of its first line in the file, from 1.</param>
internal sealed record LineBlock(byte[] Pooled, int Length, long FirstLine) : IDisposable
{
    public ReadOnlySpan<byte> Bytes => Pooled.AsSpan(0, Length);

    /// <summary>Whether this is a whole file that has one JSON document over several lines.</summary>
    public bool IsDocument { get; init; }

    public void Dispose() => ArrayPool<byte>.Shared.Return(Pooled);

    /// <summary>Hands the lines to a sink, up to the first fault. Lines without letters are passed over.</summary>
    /// <param name="file">What messages call the file.</param>
    /// <param name="sink">Takes each line.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The first fault, or null.</returns>
    public BatchException? Read(string file, ILineSink sink, CancellationToken cancellation)
    {
        if (IsDocument)
            return ReadDocument(file, sink);
        var rest = Bytes;
        for (var number = FirstLine; rest.Length > 0; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var length = rest.IndexOf((byte)'\n') is >= 0 and var end ? end : rest.Length;
            var line = rest[..length].TrimEnd(" \t\r"u8);
            rest = rest[Math.Min(rest.Length, length + 1)..];
            if (line.Length == 0)
                sink.Blanks++;
            else if (Add(file, number, line, sink) is { } fault)
                return fault;
        }

        return null;
    }

    /// <summary>Hands each value of a document to the sink, as if it stood on one line.</summary>
    private BatchException? ReadDocument(string file, ILineSink sink)
    {
        var rest = Bytes;
        var number = FirstLine;
        while (true)
        {
            var next = rest.TrimStart(" \t\r\n"u8);
            number += rest[..^next.Length].Count((byte)'\n');
            if (next.Length == 0)
                return null;
            int length;
            try
            {
                length = JsonSlice.LengthOfFirst(next);
            }
            catch (JsonException e)
            {
                return Fault(file, number, next, OffsetOf(next, e), "this is not JSON", sink.HintOnJson);
            }

            if (Add(file, number, next[..length], sink) is { } fault)
                return fault;
            number += next[..length].Count((byte)'\n');
            rest = next[length..];
        }
    }

    private static BatchException? Add(string file, long number, ReadOnlySpan<byte> line, ILineSink sink)
    {
        try
        {
            if (!Utf8.IsValid(line))
                throw new LineFault("this is not valid UTF-8", ValidBytes(line));
            sink.Add(number, line);
            return null;
        }
        catch (LineFault e)
        {
            return Fault(file, number, line, e.Offset, e.Message, e.Hint);
        }
        catch (JsonException e)
        {
            return Fault(file, number, line, OffsetOf(line, e), "this is not JSON", sink.HintOnJson);
        }
    }

    /// <summary>The place of a fault: within a document of several lines, the line that it is in.</summary>
    private static BatchException Fault(string file, long number, ReadOnlySpan<byte> line, int offset, string message, string? hint)
    {
        var before = line[..Math.Min(offset, line.Length)];
        var start = before.LastIndexOf((byte)'\n') + 1;
        return BatchException.Of(
            file, number + before.Count((byte)'\n'), Encoding.UTF8.GetCharCount(before[start..]) + 1, message, hint);
    }

    private static int OffsetOf(ReadOnlySpan<byte> text, JsonException fault)
    {
        var start = 0;
        for (var line = fault.LineNumber ?? 0; line > 0; line--)
            start += text[start..].IndexOf((byte)'\n') + 1;
        return start + (int)(fault.BytePositionInLine ?? 0);
    }

    private static int ValidBytes(ReadOnlySpan<byte> utf8)
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(utf8[valid..], out _, out var length) == OperationStatus.Done)
            valid += length;
        return valid;
    }
}

/// <summary>Takes the lines of a block.</summary>
internal interface ILineSink
{
    /// <summary>What a line has to be, where one is not JSON.</summary>
    string HintOnJson { get; }

    /// <summary>Lines without letters.</summary>
    long Blanks { get; set; }

    /// <summary>Takes a line, which is valid UTF-8, without its end.</summary>
    /// <exception cref="LineFault">It is not what it should be.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    void Add(long number, ReadOnlySpan<byte> line);
}
