namespace CostSim.Parquet.Tests.Reading;

/// <summary>A stream that can only be written to, as a pipe: it neither seeks nor knows its length.</summary>
internal sealed class WriteOnlyStream : Stream
{
    private readonly MemoryStream _bytes = new();

    /// <summary>Fails every write once this many bytes are written; null for never.</summary>
    internal long? FailsAfterBytes { get; set; }

    /// <summary>Is told after each write how many bytes are written.</summary>
    internal Action<long>? Written { get; set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_bytes.Length + buffer.Length > FailsAfterBytes)
            throw new IOException("No space is left.");
        _bytes.Write(buffer);
        Written?.Invoke(_bytes.Length);
    }

    internal byte[] ToArray() => _bytes.ToArray();
}
