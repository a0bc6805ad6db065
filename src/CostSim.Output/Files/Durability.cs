using System.Runtime.InteropServices;

namespace CostSim.Output.Files;

/// <summary>The two things the base library cannot do: forcing a folder's entries to the disk, and swapping two folders in one step.</summary>
internal static partial class Durability
{
    private const int ReadOnly = 0;
    private const int CurrentFolder = -100;
    private const uint Exchange = 2;

    /// <summary>Forces the entries of a folder to the disk; nothing on systems that have no such call.</summary>
    public static void FlushFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var handle = Open(path, ReadOnly);
        if (handle < 0)
            throw Failure("open", path);
        try
        {
            if (Fsync(handle) != 0)
                throw Failure("fsync", path);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    /// <summary>
    /// Puts a folder in the place of another, which ends up, if it was there, under the first one's name or deleted. One step where the system can swap;
    /// else the old one steps aside first, and a crash between the two renames leaves both complete under other names.
    /// </summary>
    public static void Replace(string source, string target)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(source, target);
            return;
        }

        if (OperatingSystem.IsLinux() && Rename(CurrentFolder, source, CurrentFolder, target, Exchange) == 0)
            return;
        var aside = $"{source}.old";
        Directory.Move(target, aside);
        Directory.Move(source, target);
        Directory.Delete(aside, recursive: true);
    }

    private static IOException Failure(string call, string path) =>
        new($"{call} of '{path}' failed: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);
}
