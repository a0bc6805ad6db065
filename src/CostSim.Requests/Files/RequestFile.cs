using System.IO.Compression;

namespace CostSim.Requests.Files;

/// <summary>A file of requests, one a line, plain or compressed by gzip, or the standard input.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Length">Its bytes as stored; null where that is not known.</param>
public sealed record RequestFile(string Name, long? Length)
{
    private const string Dash = "-";

    private static readonly string[] Endings = [".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"];

    /// <summary>Opens it.</summary>
    private readonly Func<Stream> _source = Console.OpenStandardInput;

    private RequestFile(string path)
        : this(path, new FileInfo(path).Length) =>
        _source = () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);

    /// <summary>Requests in memory, or from anywhere.</summary>
    public RequestFile(string name, Func<Stream> open)
        : this(name, (long?)null) => _source = open;

    /// <summary>The files that paths name: files themselves, whatever their names; of folders those that end as request files do.</summary>
    /// <param name="paths">Files, folders, or <c>-</c> for the standard input.</param>
    /// <exception cref="RequestException">A path is not there, or has no request files.</exception>
    public static IReadOnlyList<RequestFile> Of(IEnumerable<string> paths) => [.. paths.Distinct().SelectMany(Of)];

    private static IEnumerable<RequestFile> Of(string path)
    {
        if (path == Dash)
            return [new RequestFile("standard input", (long?)null)];
        if (File.Exists(path))
            return [new RequestFile(path)];
        if (!Directory.Exists(path))
            throw RequestException.Of(path, "there is no such file or folder");
        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal).Select(file => new RequestFile(file)).ToList();
        return files.Count > 0 ? files
            : throw RequestException.Of(path, $"this folder has no file that ends in {string.Join(", ", Endings)}", "Name the files.");
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
