using System.Runtime.InteropServices;

namespace CostSim.Output.Files;

/// <summary>Folder operations missing from the base library: syncing entries to disk, atomic swapping, locking.</summary>
internal static partial class Durability
{
    private const int ReadOnly = 0;
    private const int CurrentFolder = -100;
    private const uint Exchange = 2;
    private const int CloseOnExec = 0x80000;
    private const int LockAtOnce = 2 | 4;
    private const int WouldBlock = 11;

    /// <summary>What cannot be synced, such as a pipe.</summary>
    private const int InvalidArgument = 22;
    private const int NotSupported = 95;
    private const string MountTable = "/proc/self/mountinfo";

    /// <summary>
    /// Syncs a file to disk. The base library does not report that the disk has refused, after which its content may be lost.
    /// </summary>
    public static void FlushFile(FileStream file)
    {
        file.Flush(flushToDisk: !OperatingSystem.IsLinux());
        if (OperatingSystem.IsLinux() && Fsync((int)file.SafeFileHandle.DangerousGetHandle()) != 0
            && Marshal.GetLastPInvokeError() is not (InvalidArgument or NotSupported))
            throw Failure("fsync", file.Name);
    }

    /// <summary>Syncs the entries of a folder to disk; does nothing on systems without such a call.</summary>
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
    /// Swaps a folder with another, which, if it exists, ends up under the first one's name. Atomic if the system can swap; otherwise the
    /// old one is renamed first, and a crash between the two renames leaves both complete under other names.
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
        try
        {
            Directory.Move(source, target);
        }
        catch
        {
            Directory.Move(aside, target);
            throw;
        }

        Directory.Move(aside, source);
    }

    /// <summary>Whether a file system is mounted at a folder, which then cannot be renamed.</summary>
    public static bool IsMountPoint(string path) =>
        File.Exists(MountTable)
            && File.ReadLines(MountTable).Any(line => line.Split(' ') is { Length: > 4 } fields && Unescaped(fields[4]) == path);

    /// <summary>
    /// Locks a folder until the returned lock is disposed or the process ends in any way; null if another process holds the lock. On
    /// systems without such a call the lock is always granted.
    /// </summary>
    public static IDisposable? TryLock(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return new FolderLock(-1);
        var handle = Open(folder, ReadOnly | CloseOnExec);
        if (handle < 0)
            throw Failure("open", folder);
        if (Flock(handle, LockAtOnce) == 0)
            return new FolderLock(handle);
        var isHeld = Marshal.GetLastPInvokeError() == WouldBlock;
        _ = Close(handle);
        // On a file system without locks no process can hold one.
        return isHeld ? null : new FolderLock(-1);
    }

    /// <summary>The mount table writes a space, tab, line end and backslash as three octal digits.</summary>
    private static string Unescaped(string field) =>
        field.Replace(@"\040", " ", StringComparison.Ordinal).Replace(@"\011", "\t", StringComparison.Ordinal)
            .Replace(@"\012", "\n", StringComparison.Ordinal).Replace(@"\134", @"\", StringComparison.Ordinal);

    private static IOException Failure(string call, string path) =>
        new($"{call} of '{path}' failed: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(int handle, int operation);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);

    private sealed class FolderLock(int handle) : IDisposable
    {
        private int _handle = handle;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _handle, -1) is >= 0 and var held)
                _ = Close(held);
        }
    }
}
