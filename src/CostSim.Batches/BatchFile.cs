using System.IO.Compression;

namespace CostSim.Batches;

/// <summary>A file of lines, plain or compressed by gzip, or the standard input.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Length">Its bytes as stored; null where that is not known.</param>
public sealed record BatchFile(string Name, long? Length)
{
    private const string Dash = "-";
    private const string Gzip = ".gz";

    private static readonly string[] EndingsOfLines = [".jsonl", ".ndjson"];

    /// <summary>Opens it.</summary>
    private readonly Func<Stream> _source = Console.OpenStandardInput;

    private BatchFile(string path)
        : this(path, new FileInfo(path).Length) =>
        _source = () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);

    /// <summary>Lines in memory, or from anywhere.</summary>
    public BatchFile(string name, Func<Stream> open)
        : this(name, (long?)null) => _source = open;

    /// <summary>The files that paths name: files themselves, whatever their names; of folders those with certain endings.</summary>
    /// <param name="paths">Files, folders, or <c>-</c> for the standard input.</param>
    /// <param name="endings">
    /// What files of a folder end in, each also with <c>.gz</c>; null for <c>.jsonl</c> and <c>.ndjson</c>.
    /// </param>
    /// <exception cref="BatchException">A path is not there, or has no such files.</exception>
    public static IReadOnlyList<BatchFile> Of(IEnumerable<string> paths, IReadOnlyList<string>? endings = null)
    {
        var plain = endings ?? EndingsOfLines;
        string[] all = [.. plain, .. plain.Select(ending => ending + Gzip)];
        return [.. paths.Distinct().SelectMany(path => Of(path, all))];
    }

    /// <summary>
    /// The name of a file of lines, or of a folder of them, without the endings that tell so; null where it has none, as the standard
    /// input.
    /// </summary>
    public static string? StemOf(string path)
    {
        if (path == Dash)
            return null;
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        foreach (var ending in EndingsOfLines.Prepend(Gzip))
            name = name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name;
        return name.Length == 0 ? null : name;
    }

    private static List<BatchFile> Of(string path, string[] endings)
    {
        if (path == Dash)
            return [new BatchFile("standard input", (long?)null)];
        if (File.Exists(path))
            return [new BatchFile(path)];
        if (!Directory.Exists(path))
            throw BatchException.Of(path, "there is no such file or folder");
        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal).Select(file => new BatchFile(file)).ToList();
        return files.Count > 0 ? files
            : throw BatchException.Of(path, $"this folder has no file that ends in {string.Join(", ", endings)}", "Name the files.");
    }

    /// <summary>Opens it, and decompresses it where it begins as gzip does.</summary>
    /// <param name="stored">The stream of its bytes as stored, whose position tells how far reading has come.</param>
    internal Stream Open(out CountedStream stored)
    {
        stored = new CountedStream(_source());
        Span<byte> begin = stackalloc byte[2];
        var length = stored.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        stored.PutBack(begin[..length]);
        return begin[..length].SequenceEqual<byte>([0x1F, 0x8B]) ? new GZipStream(stored, CompressionMode.Decompress) : stored;
    }
}
