using System.Security.Cryptography;
using System.Text.Json;

namespace CostSim.Cli.Tests;

/// <summary>A result folder as another program finds it.</summary>
internal static class ResultOnDisk
{
    public static JsonElement Summary(string folder) => Parse(File.ReadAllText(Path.Combine(folder, "summary.json")));

    public static string Hash(string folder) => Summary(folder).GetProperty("resultHash").GetString()!;

    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>The manifest is there, and lists exactly the files that are there, with their sizes and hashes.</summary>
    public static void RequireComplete(string folder)
    {
        var listed = Parse(File.ReadAllText(Path.Combine(folder, "manifest.json"))).GetProperty("files").EnumerateArray()
            .ToDictionary(file => file.GetProperty("name").GetString()!,
                file => (file.GetProperty("bytes").GetInt64(), file.GetProperty("sha256").GetString()));
        var found = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file),
                file => (new FileInfo(file).Length, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))));
        Assert.True(found.Remove("manifest.json"));
        Assert.Equal(listed.OrderBy(file => file.Key),
            found.Select(file => KeyValuePair.Create(file.Key, (file.Value.Length, (string?)file.Value.Item2))).OrderBy(file => file.Key));
    }
}
