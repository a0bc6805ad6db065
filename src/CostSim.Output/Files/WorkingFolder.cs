using System.Globalization;

namespace CostSim.Output.Files;

/// <summary>
/// The hidden folder next to the target in which a result is written, <c>.NAME.PID.partial</c>. It is locked while its process lives, so
/// that leftovers of a killed run can be distinguished from a run in progress.
/// </summary>
internal sealed class WorkingFolder
{
    private readonly IReadOnlyList<string> _parentsMade;
    private readonly IDisposable _lock;

    private WorkingFolder(string path, IReadOnlyList<string> parentsMade, IDisposable @lock) =>
        (Path, _parentsMade, _lock) = (path, parentsMade, @lock);

    public string Path { get; }

    /// <summary>Creates the folder and missing parents, and removes leftovers of killed runs with the same target.</summary>
    public static WorkingFolder Make(string parent, string name)
    {
        // From the innermost to the outermost.
        var missing = new List<string>();
        for (var folder = parent; !Directory.Exists(folder); folder = System.IO.Path.GetDirectoryName(folder)!)
            missing.Add(folder);
        try
        {
            Directory.CreateDirectory(parent);
            RemoveLeftovers(parent, name);
            var path = System.IO.Path.Combine(
                parent, string.Create(CultureInfo.InvariantCulture, $".{name}.{Environment.ProcessId}{Leftovers.Ending}"));
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

    /// <summary>Syncs the target and the parents created for it to disk.</summary>
    public void FlushParents()
    {
        foreach (var folder in _parentsMade.Prepend(Path))
            Durability.FlushFolder(System.IO.Path.GetDirectoryName(folder)!);
    }

    /// <summary>
    /// Removes the folder, or what now has its name, as far as possible: an earlier error takes precedence.
    /// </summary>
    /// <param name="withParents">Whether to remove the parents created for it too, if empty.</param>
    public void Remove(bool withParents)
    {
        _lock.Dispose();
        TryDelete(Path);
        if (withParents)
            RemoveEmpty(_parentsMade);
    }

    private static void RemoveLeftovers(string parent, string name)
    {
        foreach (var folder in Leftovers.Folders(parent, name))
            TryRemoveLeftover(folder);
    }

    /// <summary>Removes a working folder that is not locked by a process; across containers, process ids are meaningless.</summary>
    private static bool TryRemoveLeftover(string folder)
    {
        try
        {
            using var free = Durability.TryLock(folder);
            return free is not null && TryDelete(folder);
        }
        catch (IOException)
        {
            // Already gone, or another user's.
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
            // It is no longer empty; it stays, and so do its parents.
        }
    }
}
