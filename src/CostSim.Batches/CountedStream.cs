namespace CostSim.Batches;

/// <summary>Reads a stream forward, counts its bytes, and takes its first ones back.</summary>
internal sealed class CountedStream(Stream source) : Stream
{
    private byte[] _again = [];
    private long _read;

    /// <summary>Bytes read so far; any thread may ask.</summary>
    public long BytesRead => Volatile.Read(ref _read);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    /// <summary>Gives bytes that were read once more.</summary>
    public void PutBack(ReadOnlySpan<byte> bytes) => _again = bytes.ToArray();

    public override int Read(Span<byte> buffer)
    {
        if (_again.Length > 0)
        {
            var length = Math.Min(buffer.Length, _again.Length);
            _again.AsSpan(0, length).CopyTo(buffer);
            _again = _again[length..];
            return length;
        }

        var read = source.Read(buffer);
        Volatile.Write(ref _read, _read + read);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
