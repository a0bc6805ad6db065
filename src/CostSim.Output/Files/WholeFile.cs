using System.Globalization;

namespace CostSim.Output.Files;

/// <summary>
/// A single file that appears as a whole or not at all: written next to its target, synced to disk, then renamed.
/// </summary>
public static class WholeFile
{
    /// <summary>The names of files that are being written, or were when their process was killed.</summary>
    internal const string PartialPattern = ".*.partial";

    /// <param name="path">The file, which is created or replaced; its folder exists.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="IOException">The path is a folder, or the system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The place is not writable.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var (target, partial) = PlacesOf(path);
        try
        {
            using (var file = Create(partial))
            {
                file.Write(content);
                Durability.FlushFile(file);
            }

            File.Move(partial, target, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }

        Durability.FlushFolder(Path.GetDirectoryName(target)!);
    }

    /// <summary>The same with content that is made while it is written.</summary>
    /// <returns>What writing it gives.</returns>
    public static T Write<T>(string path, Func<Stream, T> write)
    {
        var (target, partial) = PlacesOf(path);
        T result;
        try
        {
            using (var file = Create(partial))
            {
                result = write(file);
                Durability.FlushFile(file);
            }

            File.Move(partial, target, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }

        Durability.FlushFolder(Path.GetDirectoryName(target)!);
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

    private static FileStream Create(string partial) => new(partial, FileMode.Create, FileAccess.Write, FileShare.None);
}
