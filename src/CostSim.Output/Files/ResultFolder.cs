using System.Security.Cryptography;

namespace CostSim.Output.Files;

/// <summary>
/// A folder of results that appears as a whole or not at all: files are written to a folder beside the target and forced to the disk, the manifest
/// last, then one rename puts the new folder in the place of the old one.
/// </summary>
public sealed class ResultFolder : IDisposable
{
    /// <summary>The file that every result has, and by which a folder is known to be one.</summary>
    public const string ManifestName = "manifest.json";

    private readonly List<ResultFile> _files = [];
    private readonly string _target;
    private readonly string _working;
    private bool _committed;

    private ResultFolder(string target, string working) => (_target, _working) = (target, working);

    /// <summary>The files written so far, in the order of writing.</summary>
    public IReadOnlyList<ResultFile> Files => _files;

    /// <summary>Prepares to write results to a folder, which is made, with its parents, or replaced.</summary>
    /// <exception cref="IOException">The folder holds something that is not a result, or cannot be written beside.</exception>
    /// <exception cref="UnauthorizedAccessException">The place is not writable.</exception>
    public static ResultFolder Open(string path)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(target))
            throw new IOException($"'{path}' is a file; give a folder with -o");
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any() && !File.Exists(Path.Combine(target, ManifestName)))
            throw new IOException($"'{path}' holds files that are no CostSim result (it has no {ManifestName}), so it is not replaced; give another folder with -o");
        var parent = Path.GetDirectoryName(target) ?? throw new IOException($"'{path}' is the root of the file system; give a folder in it with -o");
        Directory.CreateDirectory(parent);
        var working = Path.Combine(parent, $".{Path.GetFileName(target)}.{Environment.ProcessId}.partial");
        if (Directory.Exists(working))
            Directory.Delete(working, recursive: true);
        Directory.CreateDirectory(working);
        return new ResultFolder(target, working);
    }

    /// <summary>Writes one file.</summary>
    /// <param name="name">Its path within the folder, with forward slashes.</param>
    /// <param name="write">Writes the content.</param>
    public void Write(string name, Action<Stream> write)
    {
        using var file = Begin(name);
        write(file);
        file.Complete();
    }

    /// <summary>Begins a file that is written bit by bit; <see cref="ResultStream.Complete"/> ends it.</summary>
    public ResultStream Begin(string name)
    {
        var path = Path.Combine(_working, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new ResultStream(name, path, _files.Add);
    }

    /// <summary>Puts the new folder in the place of the old one.</summary>
    public void Commit()
    {
        foreach (var folder in Directory.EnumerateDirectories(_working, "*", SearchOption.AllDirectories).Append(_working))
            Durability.FlushFolder(folder);
        Durability.Replace(_working, _target);
        Durability.FlushFolder(Path.GetDirectoryName(_target)!);
        _committed = true;
        if (Directory.Exists(_working))
            Directory.Delete(_working, recursive: true);
    }

    /// <summary>Removes what was written, unless it was put in place.</summary>
    public void Dispose()
    {
        if (_committed || !Directory.Exists(_working))
            return;
        try
        {
            Directory.Delete(_working, recursive: true);
        }
        catch (IOException)
        {
            // What made the result fail may well stop the cleaning too; the first error is the one to tell.
        }
    }
}

/// <summary>A file of a result.</summary>
/// <param name="Name">Path within the folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
public sealed record ResultFile(string Name, long Bytes, string Sha256);

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

    /// <summary>Forces the file to the disk and enters it in the folder's list.</summary>
    public void Complete()
    {
        _file.Flush(flushToDisk: true);
        _complete(new ResultFile(_name, _bytes, Convert.ToHexStringLower(_hash.GetHashAndReset())));
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        _file.Write(buffer);
        _bytes += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => _file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
