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
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target))
            throw new IOException($"'{path}' is a folder; give a file with -o");
        if (File.Exists(target) && new FileInfo(target).ResolveLinkTarget(returnFinalTarget: true) is { } linked)
            target = linked.FullName;
        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
            throw new IOException($"'{path}' cannot be written: there is no folder '{folder}'");
        var partial = Path.Combine(
            folder, string.Create(CultureInfo.InvariantCulture, $".{Path.GetFileName(target)}.{Environment.ProcessId}.partial"));
        try
        {
            using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, target, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }

        Durability.FlushFolder(folder);
    }
}
