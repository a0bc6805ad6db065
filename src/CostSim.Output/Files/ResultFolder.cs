using CostSim.Engine;
using CostSim.Scenarios;

namespace CostSim.Output.Files;

/// <summary>
/// A folder of results that appears as a whole or not at all: files are written to a folder next to the target and synced to disk, the
/// manifest last, then one rename replaces the old folder by the new one.
/// </summary>
/// <remarks>A target that is a symbolic link stays one: the folder it leads to is replaced.</remarks>
public sealed class ResultFolder : IDisposable
{
    /// <summary>The file that identifies a folder as a result.</summary>
    public const string ManifestName = "manifest.json";

    private readonly List<ResultFile> _files = [];
    private readonly string _path;
    private readonly string _target;
    private readonly WorkingFolder _working;

    /// <summary>
    /// Held while a file is started and while the result is put in place, so that abandoning happens before or after, never in between.
    /// </summary>
    private readonly Lock _gate = new();
    private CancellationTokenRegistration _abandoning;
    private State _state;

    private enum State
    {
        Open,
        Committed,
        Abandoned,
    }

    private ResultFolder(string path, string target, WorkingFolder working) => (_path, _target, _working) = (path, target, working);

    /// <summary>The files written so far, in order.</summary>
    public IReadOnlyList<ResultFile> Files => _files;

    /// <summary>Prepares to write results to a folder, which is created with its parents, or replaced.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="cancellation">Immediately removes everything written so far, even while other threads write.</param>
    /// <exception cref="IOException">The folder contains something other than a result, or its parent is not writable.</exception>
    /// <exception cref="UnauthorizedAccessException">The place is not writable.</exception>
    public static ResultFolder Open(string path, CancellationToken cancellation = default)
    {
        if (path.Length == 0)
            throw new IOException("the result's folder has no name; give one with -o");
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (new DirectoryInfo(target).LinkTarget is not null)
            target = Path.TrimEndingDirectorySeparator(Directory.ResolveLinkTarget(target, returnFinalTarget: true)!.FullName);
        if (File.Exists(target))
            throw new IOException($"'{path}' is a file; give a folder with -o");
        RequireOwn(path, target);
        if (FileInTheWay(target) is { } inTheWay)
            throw new IOException($"'{path}' cannot be written: '{inTheWay}' is a file, not a folder; give another folder with -o");
        var parent = Path.GetDirectoryName(target)
            ?? throw new IOException($"'{path}' is the root of the file system; give a folder in it with -o");
        if (Durability.IsMountPoint(target))
            throw new IOException($"'{path}' is a mount point, which cannot be replaced as a whole; give a folder in it with -o");
        try
        {
            var folder = new ResultFolder(path, target, WorkingFolder.Make(parent, Path.GetFileName(target)));
            folder._abandoning = cancellation.Register(folder.Abandon);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileFault.OfWriting(path, e);
        }
    }

    /// <summary>Writes one file.</summary>
    /// <param name="name">Its path within the folder, with forward slashes.</param>
    /// <param name="write">Writes the content.</param>
    public void Write(string name, Action<Stream> write) => Write(new ResultContent(name, write), _files.Add);

    /// <summary>
    /// Writes several files on all cores. They are listed in the given order, and the first failure in this order is thrown.
    /// </summary>
    /// <param name="contents">The files; their contents are written at the same time.</param>
    /// <param name="cancellation">Checked between files.</param>
    public void WriteAll(IReadOnlyList<ResultContent> contents, CancellationToken cancellation)
    {
        var files = new ResultFile[contents.Count];
        Workers.Run(Environment.ProcessorCount, files.Length, i =>
        {
            cancellation.ThrowIfCancellationRequested();
            Write(contents[i], written => files[i] = written);
        });
        _files.AddRange(files);
    }

    private void Write(ResultContent content, Action<ResultFile> complete)
    {
        using var file = Begin(content.Name, complete);
        content.Write(file);
        file.Complete();
    }

    /// <summary>Starts a file that is written incrementally; <see cref="ResultStream.Complete"/> ends it.</summary>
    public ResultStream Begin(string name) => Begin(name, _files.Add);

    private ResultStream Begin(string name, Action<ResultFile> complete)
    {
        lock (_gate)
        {
            RequireOpen();
            var path = Path.Combine(_working.Path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new ResultStream(name, path, complete);
        }
    }

    /// <summary>Replaces the old folder by the new one.</summary>
    /// <exception cref="IOException">
    /// Something other than a result appeared in the folder in the meantime, or the system refuses.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was abandoned.</exception>
    public void Commit()
    {
        lock (_gate)
        {
            RequireOpen();
            foreach (var folder in Directory.EnumerateDirectories(_working.Path, "*", SearchOption.AllDirectories).Append(_working.Path))
                Durability.FlushFolder(folder);
            RequireOwn(_path, _target);
            var hadOld = Directory.Exists(_target);
            Durability.Replace(_working.Path, _target);
            try
            {
                _working.FlushParents();
            }
            catch
            {
                // The disk has not taken the names: the old result takes its place again, and the new one goes.
                if (hadOld)
                    Durability.Replace(_working.Path, _target);
                else
                    Directory.Move(_target, _working.Path);
                throw;
            }

            _state = State.Committed;
            // This name now belongs to the old result.
            _working.Remove(withParents: false);
        }
    }

    /// <summary>Removes the written files, unless they were put in place.</summary>
    public void Dispose()
    {
        _abandoning.Dispose();
        Abandon();
    }

    /// <summary>Removes the written files; files still being written are unlinked.</summary>
    private void Abandon()
    {
        lock (_gate)
        {
            if (_state != State.Open)
                return;
            _state = State.Abandoned;
            _working.Remove(withParents: true);
        }
    }

    private void RequireOpen()
    {
        if (_state == State.Abandoned)
            throw new OperationCanceledException();
    }

    /// <summary>The nearest existing parent if it is a file, by its relative path if below the current folder.</summary>
    private static string? FileInTheWay(string target)
    {
        for (var parent = Path.GetDirectoryName(target); parent is not null
            && !Directory.Exists(parent); parent = Path.GetDirectoryName(parent))
        {
            if (File.Exists(parent))
                return Path.GetRelativePath(Environment.CurrentDirectory, parent) is var near
                    && near.StartsWith("..", StringComparison.Ordinal) ? parent : near;
        }

        return null;
    }

    private static void RequireOwn(string path, string target)
    {
        if (Directory.Exists(target) && ResultContents.ForeignEntry(target) is { } entry)
            throw new IOException(
                $"'{path}' holds '{entry}', which is not part of a CostSim result, so it is not replaced; give another folder with -o");
    }
}

/// <summary>A file to write.</summary>
/// <param name="Name">Its path within the folder, with forward slashes.</param>
/// <param name="Write">Writes the content.</param>
public sealed record ResultContent(string Name, Action<Stream> Write);

/// <summary>A file of a result.</summary>
/// <param name="Name">Path within the folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
public sealed record ResultFile(string Name, long Bytes, string Sha256);
