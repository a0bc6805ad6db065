using System.IO.Compression;
using System.Text;
using CostSim.Batches;

namespace CostSim.Requests.Tests.Files;

public sealed class RequestFileTests : IDisposable
{
    private static readonly string Line = Batch.Chat(Batch.User("x"));

    private readonly string _folder = Directory.CreateTempSubdirectory("costsim-requests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n\n  \n")]
    public void Lines_end_in_either_way_and_empty_ones_do_not_count(string end)
    {
        var summary = RequestCount.Of([Batch.File($"\uFEFF{Line}{end}{Line}{end}{Line}")]);

        Assert.Equal(3, summary.Requests);
        Assert.Equal(Encoding.UTF8.GetByteCount($"\uFEFF{Line}{end}{Line}{end}{Line}"), summary.Files[0].Bytes);
    }

    /// <summary>By its first bytes, whatever its name; and in several pieces, as logs are appended.</summary>
    [Fact]
    public void A_compressed_file_is_told_by_its_first_bytes()
    {
        var path = Write("requests.txt", [.. Compressed($"{Line}\n"), .. Compressed($"{Line}\n{Line}\n")]);
        var summary = RequestCount.Of(BatchFile.Of([path]));

        Assert.Equal((3, 3 * (Line.Length + 1)), (summary.Requests, summary.Files[0].Bytes));
    }

    [Fact]
    public void A_compressed_file_that_is_cut_off_is_an_error()
    {
        var path = Write("requests.gz", Compressed(string.Join('\n', Enumerable.Range(0, 500).Select(i => $"{Line}{i:x}")))[..^20]);

        Assert.Contains(
            path, Assert.Throws<BatchException>(() => RequestCount.Of(BatchFile.Of([path]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_searched_for_request_files()
    {
        foreach (var name in new[] { "b.jsonl", "a.ndjson", "deep/c.jsonl.gz", "notes.txt", "catalogue.json" })
            Write(name, name.EndsWith("gz", StringComparison.Ordinal) ? Compressed(Line) : Encoding.UTF8.GetBytes(Line));
        var files = BatchFile.Of([_folder, Path.Combine(_folder, "notes.txt")]);

        Assert.Equal(["a.ndjson", "b.jsonl", "deep/c.jsonl.gz", "notes.txt"],
            files.Select(file => Path.GetRelativePath(_folder, file.Name).Replace('\\', '/')));
        Assert.Equal(4, RequestCount.Of(files).Requests);
    }

    [Fact]
    public void A_path_that_is_not_there_and_a_folder_without_requests_are_errors()
    {
        Assert.Contains("there is no such file or folder",
            Assert.Throws<BatchException>(() => BatchFile.Of(["nowhere.jsonl"])).Message, StringComparison.Ordinal);
        Write("notes.txt", "x"u8.ToArray());
        Assert.Contains("this folder has no file that ends in .jsonl",
            Assert.Throws<BatchException>(() => BatchFile.Of([_folder])).Message, StringComparison.Ordinal);
    }

    /// <summary>A line longer than is read is left out, and said; those around it count, and keep their numbers.</summary>
    [Fact]
    public void A_line_that_is_too_long_is_left_out_and_named()
    {
        var longLine = Batch.Chat(Batch.User(new string('x', 3 << 20)));
        var text = $"{Line}\n{longLine}\n{Line}\n{longLine}";
        var options = new CountOptions { LineBytesMax = 1 << 20 };
        var summary = RequestCount.Of([Batch.File(text)], options);

        Assert.Equal((2, Encoding.UTF8.GetByteCount(text)), (summary.Requests, summary.Files[0].Bytes));
        Assert.Equal([2, 4], summary.Files[0].LinesTooLong);
        Assert.Equal(4, RequestCount.Of([Batch.File(text)]).Requests);
        Assert.Equal(3, Assert.Throws<BatchException>(
            () => RequestCount.Of([Batch.File($"{Line}\n{longLine}\nx\n")], options)).Finding.Line);
    }

    /// <summary>Streams give what they have, not what is asked for.</summary>
    [Fact]
    public void A_stream_in_small_pieces_is_the_same()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{Line}\n", 20_000)));
        var summary = RequestCount.Of([new BatchFile("trickle", () => new TrickleStream(bytes))]);

        Assert.Equal(20_000, summary.Requests);
    }

    [Fact]
    public void Progress_reaches_the_bytes_that_are_stored()
    {
        var paths = new[] { "a.jsonl", "b.jsonl.gz" }
            .Select((name, i) => Write(name, i == 0 ? Encoding.UTF8.GetBytes(Line) : Compressed(Line))).ToList();
        var told = new List<long>();
        RequestCount.Of(BatchFile.Of(paths), new CountOptions { Progress = told.Add });

        Assert.Equal(told.Order(), told);
        Assert.Equal(paths.Sum(path => new FileInfo(path).Length), told[^1]);
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static byte[] Compressed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 4097)]);
    }
}
