using System.Security.Cryptography;

namespace CostSim.Output.Files;

/// <summary>A file that is being written and hashed; it counts once it is completed.</summary>
public sealed class ResultStream : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream _file;
    private readonly string _name;
    private readonly Action<ResultFile> _complete;
    private long _bytes;

    internal ResultStream(string name, string path, Action<ResultFile> complete)
    {
        (_name, _complete) = (name, complete);
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _bytes;

    public override long Position
    {
        get => _bytes;
        set => throw new NotSupportedException();
    }

    /// <summary>Syncs the file to disk and adds it to the folder's list.</summary>
    public void Complete()
    {
        Refusing(() => Durability.FlushFile(_file));
        _complete(new ResultFile(_name, _bytes, Convert.ToHexStringLower(_hash.GetHashAndReset())));
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        _bytes += buffer.Length;
        try
        {
            _file.Write(buffer);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw TooLarge(e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Does nothing: writers of JSON flush after every few values, and a file counts only once it is complete.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            Refusing(_file.Dispose);
        }

        base.Dispose(disposing);
    }

    private void Refusing(Action action)
    {
        try
        {
            action();
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw TooLarge(e);
        }
    }

    /// <summary>The base library reports an exceeded file size limit as an argument error.</summary>
    private IOException TooLarge(ArgumentOutOfRangeException e) =>
        new($"{_name} cannot be written: it would be larger than the file system, or a limit of the shell (ulimit -f), allows", e);
}
