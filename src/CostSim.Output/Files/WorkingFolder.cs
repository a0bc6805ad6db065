using System.Diagnostics;
using System.Globalization;

namespace CostSim.Output.Files;

/// <summary>
/// The hidden folder beside a target in which a result is written, <c>.NAME.PID.partial</c>. It is locked while its process lives, so that
/// what a killed run left behind can be told from what another run is writing.
/// </summary>
internal sealed class WorkingFolder
{
    private const string Ending = ".partial";

    private readonly IReadOnlyList<string> _parentsMade;
    private readonly IDisposable _lock;

    private WorkingFolder(
        string path, IReadOnlyList<string> parentsMade, IDisposable @lock) => (Path, _parentsMade, _lock) = (path, parentsMade, @lock);

    public string Path { get; }

    /// <summary>Makes the folder, and its parents where they are missing, and removes what killed runs to the same target left.</summary>
    public static WorkingFolder Make(string parent, string name)
    {
        // From the innermost outwards.
        var missing = new List<string>();
        for (var folder = parent; !Directory.Exists(folder); folder = System.IO.Path.GetDirectoryName(folder)!)
            missing.Add(folder);
        try
        {
            Directory.CreateDirectory(parent);
            RemoveLeftovers(parent, name);
            var path = System.IO.Path.Combine(
                parent, string.Create(CultureInfo.InvariantCulture, $".{name}.{Environment.ProcessId}{Ending}"));
            if (Directory.Exists(path) && !TryRemoveLeftover(path))
                throw new IOException("another run is writing there");
            Directory.CreateDirectory(path);
            return new WorkingFolder(path, missing, Durability.TryLock(path) ?? throw new IOException("another run is writing there"));
        }
        catch
        {
            RemoveEmpty(missing);
            throw;
        }
    }

    /// <summary>Forces to the disk that the target, and the parents that were made for it, are there.</summary>
    public void FlushParents()
    {
        foreach (var folder in _parentsMade.Prepend(Path))
            Durability.FlushFolder(System.IO.Path.GetDirectoryName(folder)!);
    }

    /// <summary>
    /// Removes the folder, or what has taken its name, as far as the system lets it: what went wrong before is the error to tell.
    /// </summary>
    /// <param name="withParents">Whether the parents that were made for it go too, if they are empty.</param>
    public void Remove(bool withParents)
    {
        _lock.Dispose();
        TryDelete(Path);
        if (withParents)
            RemoveEmpty(_parentsMade);
    }

    private static void RemoveLeftovers(string parent, string name)
    {
        var start = $".{name}.";
        foreach (var folder in Directory.EnumerateDirectories(parent))
        {
            var own = System.IO.Path.GetFileName(folder);
            if (own.StartsWith(start, StringComparison.Ordinal) && own.EndsWith(Ending, StringComparison.Ordinal)
                && own.Length > start.Length + Ending.Length
                && int.TryParse(own.AsSpan(start.Length, own.Length - start.Length - Ending.Length), NumberStyles.None,
                    CultureInfo.InvariantCulture, out var process)
                && !IsAlive(process))
                TryRemoveLeftover(folder);
        }
    }

    /// <summary>Removes a working folder that no process holds; in a container, one of another container may have any number.</summary>
    private static bool TryRemoveLeftover(string folder)
    {
        try
        {
            using var free = Durability.TryLock(folder);
            return free is not null && TryDelete(folder);
        }
        catch (IOException)
        {
            // Gone meanwhile, or another user's.
            return false;
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void RemoveEmpty(IReadOnlyList<string> folders)
    {
        try
        {
            foreach (var folder in folders.Where(Directory.Exists))
                Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Someone else has put something there meanwhile; it stays, and so do those around it.
        }
    }
}
