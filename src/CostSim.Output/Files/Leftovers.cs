using System.Diagnostics;
using System.Globalization;

namespace CostSim.Output.Files;

/// <summary>
/// What killed processes leave next to a target, <c>.NAME.PID.partial</c>: the next one that writes there removes it.
/// </summary>
internal static class Leftovers
{
    /// <summary>The ending of what is being written.</summary>
    public const string Ending = ".partial";

    /// <summary>Folders left by processes that have ended.</summary>
    public static IEnumerable<string> Folders(string parent, string name) =>
        Directory.EnumerateDirectories(parent).Where(path => IsOfEnded(path, name));

    /// <summary>Removes files left by processes that have ended, of this machine or of another.</summary>
    public static void RemoveFiles(string parent, string name)
    {
        foreach (var path in Directory.EnumerateFiles(parent, $".{name}.*{Ending}").Where(path => IsOfEnded(path, name)))
        {
            try
            {
                // Whoever writes it has it locked; across machines process ids are meaningless.
                using var free = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, already gone, or another user's.
            }
        }
    }

    private static bool IsOfEnded(string path, string name)
    {
        var (own, start) = (Path.GetFileName(path), $".{name}.");
        return own.StartsWith(start, StringComparison.Ordinal) && own.EndsWith(Ending, StringComparison.Ordinal)
            && own.Length > start.Length + Ending.Length
            && int.TryParse(own.AsSpan(start.Length, own.Length - start.Length - Ending.Length), NumberStyles.None,
                CultureInfo.InvariantCulture, out var process)
            && !IsAlive(process);
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
}
