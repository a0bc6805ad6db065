using System.Buffers;

namespace CostSim.Requests.Counting;

/// <summary>What a piece of a prompt is, and so how it is counted.</summary>
internal enum PieceKind : byte
{
    /// <summary>A message begins; the piece is its role.</summary>
    Message = (byte)'M',

    /// <summary>The name of a message's author.</summary>
    Name = (byte)'N',

    /// <summary>A text, as it stands in JSON between its quotes.</summary>
    Text = (byte)'T',

    /// <summary>JSON that the provider gets as it is or rewrites: tools, schemas, calls of tools.</summary>
    Json = (byte)'J',

    /// <summary>A list of tokens.</summary>
    Tokens = (byte)'I',

    /// <summary>Something that has no text: the piece is the hash of it.</summary>
    Uncounted = (byte)'U',
}

/// <summary>
/// A prompt in the order in which providers look for a common beginning: tools, system, messages. It is reused for each request.
/// </summary>
internal sealed class Prompt : IDisposable
{
    /// <summary>Ends a piece; no UTF-8 text has it.</summary>
    public const byte End = 0xFF;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1 << 16);
    private int _length;

    /// <summary>Its pieces, one behind the other: kind, bytes, <see cref="End"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Add(PieceKind kind, ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length + 2);
        _bytes[_length++] = (byte)kind;
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        _bytes[_length++] = End;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private void Reserve(int more)
    {
        if (_length + more <= _bytes.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + more, 2 * _bytes.Length));
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
