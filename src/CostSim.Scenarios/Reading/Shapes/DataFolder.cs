using System.Security;
using System.Security.Cryptography;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>A file of numbers.</summary>
/// <param name="Name">Its name, from the scenario's folder.</param>
/// <param name="Hash">SHA-256 in lower-case hexadecimal.</param>
internal sealed record DataFile(string Name, string Hash);

/// <summary>
/// The files of numbers beside a scenario: read from its own folder and nowhere else, wherever links lead, and remembered with their
/// hashes.
/// </summary>
/// <param name="folder">The scenario's folder, or null where the scenario is no file.</param>
internal sealed class DataFolder(string? folder)
{
    /// <summary>Size limit in bytes of all files of a scenario together.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private readonly Dictionary<string, byte[]> _opened = [];

    /// <summary>Name and SHA-256 of every file that was read, in the order of their names.</summary>
    public IEnumerable<DataFile> Opened => _opened.Keys.Order(StringComparer.Ordinal)
        .Select(name => new DataFile(name, Convert.ToHexStringLower(SHA256.HashData(_opened[name]))));

    /// <summary>The bytes of a file, or in words why they cannot be had.</summary>
    public (byte[]? Bytes, string? Fault, string? Hint) Read(string name)
    {
        if (_opened.TryGetValue(name, out var known))
            return (known, null, null);
        if (folder is null)
            return (null, "a scenario that is no file has no folder to read data from", null);
        try
        {
            var path = Path.Combine(folder, name);
            var root = RealPath(folder);
            if (!RealPath(path).StartsWith(
                Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                return (null, "the file lies outside of the scenario's folder", "Data stand beside the scenario, or in a folder below it.");
            if (Directory.Exists(path))
                return (null, "this is a folder, not a file of numbers", null);
            var bytes = ReadAll(path);
            if (bytes is null)
                return (null, "the data of the scenario are larger than 64 MB together", "A sample of 100,000 values says as much.");
            _opened.Add(name, bytes);
            return (bytes, null, null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, "there is no such file beside the scenario", Nearest(name));
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

    /// <summary>The path with every link in it followed, of folders as of the file.</summary>
    private static string RealPath(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            // What a link leads to may lie behind further links.
            real = new FileInfo(next).ResolveLinkTarget(returnFinalTarget: true) is { } target ? RealPath(target.FullName) : next;
        }

        return real;
    }

    private byte[]? ReadAll(string path)
    {
        var left = MaxBytes - _opened.Values.Sum(bytes => bytes.Length);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return file.CanSeek && file.Length > left ? null : ReadAll(file, left);
    }

    /// <summary>All bytes of a stream, or null where there are too many.</summary>
    public static byte[]? ReadAll(Stream stream, int bytesMax)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, read);
            if (content.Length > bytesMax)
                return null;
        }

        return content.ToArray();
    }

    private string? Nearest(string name)
    {
        try
        {
            var files = Directory.EnumerateFiles(folder!).Where(DataColumn.IsNameOfOne).Take(1000)
                .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
            return Suggestions.Nearest(name, files) is { } near ? $"Did you mean {near}?" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or SecurityException)
        {
            return null;
        }
    }
}
