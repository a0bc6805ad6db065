using System.Security;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Syntax;

/// <summary>Gets the bytes of a scenario file, or of a list of prices, or says in one sentence why it cannot.</summary>
internal static class ScenarioFile
{
    /// <summary>Size limit in bytes: a thousand times the largest scenario anyone has written.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    public const string TooLarge = "the file is larger than 4 MB, which no scenario is";

    /// <summary>Size limit of a list of prices in bytes: several times the largest that is published.</summary>
    public const int PricesMaxBytes = 16 * 1024 * 1024;

    public const string PricesTooLarge = "the file is larger than 16 MB, which no list of prices is";

    public static byte[]? Read(string path, Findings findings) => Read(path, findings, "scenario", MaxBytes, TooLarge);

    public static byte[]? ReadPrices(string path, Findings findings) => Read(path, findings, "price", PricesMaxBytes, PricesTooLarge);

    private static byte[]? Read(string path, Findings findings, string kind, int maxBytes, string tooLarge)
    {
        var (bytes, fault, hint) = TryRead(path, kind, maxBytes, tooLarge);
        if (fault is not null)
            findings.Error(new Spot(path.Length == 0 ? "\"\"" : path, 0, 1, 1), "", fault, hint);
        return bytes;
    }

    private static (byte[]? Bytes, string? Fault, string? Hint) TryRead(string path, string kind, int maxBytes, string tooLarge)
    {
        if (path.Length == 0)
            return (null, "the name of the file is empty", $"Give the name of a {kind} file; a variable of the shell may not be set.");
        try
        {
            if (Directory.Exists(path))
                return (null, $"this is a folder, not a {kind} file", Holds(path));
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.CanSeek && file.Length > maxBytes)
                return (null, tooLarge, null);
            // A pipe has no length, so the limit is held while reading as well.
            using var text = new MemoryStream();
            var buffer = new byte[81_920];
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                text.Write(buffer, 0, read);
                if (text.Length > maxBytes)
                    return (null, tooLarge, null);
            }

            return (text.ToArray(), null, null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, "there is no such file", Nearest(path));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or SecurityException)
        {
            return (null, "the file may not be read by this user", null);
        }
        catch (IOException e)
        {
            return (null, $"the file cannot be read: {FileFault.Words(e)}", null);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return (null, "no file can have this name", null);
        }
    }

    private static string? Nearest(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
            return Suggestions.Nearest(Path.GetFileName(path), ScenariosIn(folder)) is { } near ? $"Did you mean {near}?" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or SecurityException)
        {
            return null; // the folder is missing as well
        }
    }

    private static string? Holds(string folder)
    {
        var names = ScenariosIn(folder).Take(5).ToList();
        return names.Count > 0 ? $"It holds {string.Join(", ", names)}." : null;
    }

    private static IEnumerable<string> ScenariosIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.json").Take(1000).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
}
