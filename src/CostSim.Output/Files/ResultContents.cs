using System.Text.Json;

namespace CostSim.Output.Files;

/// <summary>Distinguishes the files of a result from other files in its folder.</summary>
internal static class ResultContents
{
    /// <summary>A manifest lists some ten files for each number of items; a larger file of that name is something else.</summary>
    private const long ManifestBytesMax = 64 << 20;

    /// <summary>Files that operating systems create when a folder is viewed; they can be deleted.</summary>
    private static readonly string[] LeftBySystems = [".DS_Store", "Thumbs.db", "desktop.ini"];

    /// <summary>The first entry of a folder that is not part of a result, by its relative path; null if there is none.</summary>
    public static string? ForeignEntry(string folder) => ForeignEntry(folder, "", ListedFiles(folder));

    private static string? ForeignEntry(string folder, string prefix, HashSet<string> own)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var name = $"{prefix}{entry.Name}";
            if (own.Contains(name) || LeftBySystems.Contains(entry.Name))
                continue;
            if (entry is not DirectoryInfo || entry.LinkTarget is not null
                || !own.Any(file => file.StartsWith($"{name}/", StringComparison.Ordinal)))
                return name;
            if (ForeignEntry(entry.FullName, $"{name}/", own) is { } foreign)
                return foreign;
        }

        return null;
    }

    /// <summary>The files of a result, including the manifest; empty if the folder has no manifest of this program.</summary>
    private static HashSet<string> ListedFiles(string folder)
    {
        var manifest = new FileInfo(Path.Combine(folder, ResultFolder.ManifestName));
        if (!manifest.Exists || manifest.Length > ManifestBytesMax)
            return [];
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(manifest.FullName));
            return json.RootElement.GetProperty("program").GetString()!.StartsWith("costsim ", StringComparison.Ordinal)
                ? [ResultFolder.ManifestName,
                    .. json.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()!)]
                : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or NullReferenceException)
        {
            return [];
        }
    }
}
