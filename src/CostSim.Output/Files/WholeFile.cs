using System.Globalization;

namespace CostSim.Output.Files;

/// <summary>
/// A single file that appears as a whole or not at all: written next to its target, synced to disk, then renamed.
/// </summary>
public static class WholeFile
{
    /// <param name="path">The file, which is created or replaced; its folder exists.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="IOException">The path is a folder, or the system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The place is not writable.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = new Unfinished(path);
        file.Stream.Write(content);
        file.PutInPlace();
    }

    /// <summary>The same with content that is made while it is written.</summary>
    /// <returns>What writing it gives.</returns>
    public static T Write<T>(string path, Func<Stream, T> write)
    {
        using var file = new Unfinished(path);
        var result = write(file.Stream);
        file.PutInPlace();
        return result;
    }

    /// <summary>Creates a folder and its parents, so that all of them are still there after a crash.</summary>
    public static void CreateFolder(string path)
    {
        var missing = new List<string>();
        for (var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)); !Directory.Exists(folder);
            folder = Path.GetDirectoryName(folder)!)
            missing.Add(folder);
        Directory.CreateDirectory(path);
        foreach (var folder in missing)
            Durability.FlushFolder(Path.GetDirectoryName(folder)!);
    }

    /// <summary>The file itself, behind a link where it is one, and where it is written.</summary>
    private static (string Target, string Partial) PlacesOf(string path)
    {
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target))
            throw new IOException($"'{path}' is a folder; give a file with -o");
        if (File.Exists(target) && new FileInfo(target).ResolveLinkTarget(returnFinalTarget: true) is { } linked)
            target = linked.FullName;
        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
            throw new IOException($"'{path}' cannot be written: there is no folder '{folder}'");
        var name = Path.GetFileName(target);
        Leftovers.RemoveFiles(folder, name);
        return (target, Path.Combine(folder, string.Create(
            CultureInfo.InvariantCulture, $".{name}.{Environment.ProcessId}{Leftovers.Ending}")));
    }

    /// <summary>A file next to its target, gone unless it is put in place.</summary>
    private sealed class Unfinished : IDisposable
    {
        private readonly string _target;
        private readonly string _partial;
        private bool _isInPlace;

        public Unfinished(string path)
        {
            (_target, _partial) = PlacesOf(path);
            Stream = new FileStream(_partial, FileMode.Create, FileAccess.Write, FileShare.None);
        }

        public FileStream Stream { get; }

        public void PutInPlace()
        {
            Durability.FlushFile(Stream);
            Stream.Dispose();
            File.Move(_partial, _target, overwrite: true);
            _isInPlace = true;
            Durability.FlushFolder(Path.GetDirectoryName(_target)!);
        }

        public void Dispose()
        {
            if (_isInPlace)
                return;
            Discard(Stream);
            File.Delete(_partial);
        }

        /// <summary>What is still in the buffer is not missed: an earlier error takes precedence over that of a full disk.</summary>
        private static void Discard(FileStream stream)
        {
            try
            {
                stream.Dispose();
            }
            catch (IOException)
            {
                // It goes anyway.
            }
        }
    }
}
