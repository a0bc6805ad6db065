using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace CostSim.Usage.Tests;

/// <summary>Files as they come: compressed, in folders, long, with odd lines; and the order of what is read.</summary>
public sealed class LedgerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("costsim-usage-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_and_folders_plain_and_compressed()
    {
        Write("b.jsonl.out", Encoding.UTF8.GetBytes(Given.Chat("b", "r1")));
        Write("deep/a.jsonl.gz", Compressed($"{Given.Chat("a", "r2")}\n{Given.Error("c")}\n"));
        Write("notes.txt", "x"u8.ToArray());
        var other = Write("renamed", Compressed(Given.Message("m")));
        var (rows, summary) = Given.Rows(Ledger.Files([other, _folder]));

        Assert.Equal(["m", "b", "a", "c"], rows.Select(row => row.CustomId));
        Assert.Equal([other, Path.Combine(_folder, "b.jsonl.out"), Path.Combine(_folder, "deep", "a.jsonl.gz")],
            summary.Files.Select(file => file.Name));
    }

    /// <summary>Each line is in exactly one count, whatever it is.</summary>
    [Fact]
    public void Every_line_is_counted_once()
    {
        var tooLong = Given.Chat("long", "r9", content: new string('x', 3 << 20));
        var first = Given.Chat("a", "r1");
        string[] lines = ["", first, "  ", first, tooLong, Given.Error("b"), Given.Chat("a", "r2"), tooLong];
        var (rows, summary) = Given.Rows([Given.File(string.Join("\r\n", lines))], new LedgerOptions { LineBytesMax = 1 << 20 });
        var file = summary.Files[0];

        Assert.Equal((3, 1, 2, 2), (file.Rows, file.Duplicates, file.TooLong, file.Blank));
        Assert.Equal(lines.Length, file.Lines);
        Assert.Equal([2L, 6, 7], rows.Select(row => row.Line));
        var warning = Assert.Single(summary.Warnings);
        Assert.Equal((WarningKind.TooLong, 2), (warning.Kind, warning.Count));
        Assert.Equal([("out.jsonl", 5), ("out.jsonl", 8)], warning.First.Select(finding => (finding.Source, finding.Line)));
        Assert.Equal(Encoding.UTF8.GetByteCount(string.Join("\r\n", lines)), file.Bytes);
    }

    /// <summary>A line of a hundred megabytes is left out, and what is around it counts.</summary>
    [Fact]
    public void A_line_of_100_megabytes_is_left_out()
    {
        var (before, after) = (Given.Chat("a", "r1"), Given.Chat("b", "r2"));
        var text = new byte[(100 << 20) + before.Length + after.Length + 3];
        text.AsSpan().Fill((byte)'x');
        Encoding.UTF8.GetBytes($"{before}\n", text);
        Encoding.UTF8.GetBytes($"\n{after}\n", text.AsSpan(text.Length - after.Length - 2));
        var (rows, summary) = Given.Rows([Given.File(text, "long")]);

        Assert.Equal([("a", 1L), ("b", 3)], rows.Select(row => (row.CustomId!, row.Line)));
        Assert.Equal(("long", 2), (summary.Warnings[0].First[0].Source, summary.Warnings[0].First[0].Line));
        Assert.Equal(text.Length, summary.Files[0].Bytes);
    }

    /// <summary>Only the first of many warnings are kept, all are counted.</summary>
    [Fact]
    public void Many_warnings_are_counted()
    {
        var warning = Given.Warning([.. Enumerable.Range(0, 1000).Select(i => Given.Chat($"{i}", $"r{i}", "{}"))]);

        Assert.Equal(1000, warning.Count);
        Assert.Equal(Enumerable.Range(1, 20), warning.First.Select(finding => finding.Line));
    }

    /// <summary>
    /// Thousands of lines of many blocks, over one thread and five, against a reading of whole documents that knows nothing of blocks.
    /// </summary>
    [Fact]
    public void The_number_of_threads_does_not_affect_rows_and_their_order()
    {
        var lines = Enumerable.Range(0, 6000).Select(i => i % 10 == 3
            ? Given.Error($"id-{i % 500}", $"e{i}")
            : Given.Chat($"id-{i % 500}", $"r{i % 5000}", $$"""{"prompt_tokens":{{100 + i % 5000}},"completion_tokens":{{i % 7}}}""", new string('x', i % 300)));
        var files = new[] { lines.Take(2500), lines.Skip(2500) }.Select((part, i) => Given.File(string.Join('\n', part), $"f{i}")).ToList();
        var (one, summary) = Given.Rows(files, new LedgerOptions { Threads = 1 });
        var (five, other) = Given.Rows(files, new LedgerOptions { Threads = 5 });

        Assert.Equal(one, five);
        Assert.Equal((summary.Ids, summary.Tokens, summary.Duplicates), (other.Ids, other.Tokens, other.Duplicates));

        var (seen, attempts) = (new HashSet<(string, string)>(), new Dictionary<string, long>());
        var expected = new List<(string?, long, long)>();
        foreach (var line in lines)
        {
            using var document = JsonDocument.Parse(line);
            var (root, tokens) = (document.RootElement, 0L);
            var (id, record) = (root.GetProperty("custom_id").GetString()!, root.GetProperty("id").GetString()!);
            if (root.GetProperty("response") is { ValueKind: JsonValueKind.Object } response)
            {
                var body = response.GetProperty("body");
                (record, tokens) = (body.GetProperty("id").GetString()!, body.GetProperty("usage").GetProperty("prompt_tokens").GetInt64());
            }

            if (!seen.Add((id, record)))
                continue;
            attempts[id] = attempts.GetValueOrDefault(id) + 1;
            expected.Add((id, attempts[id], tokens));
        }

        Assert.Equal(expected, one.Select(row => (row.CustomId, row.Attempt, row.Tokens.Input)));
        Assert.Equal(6000 - expected.Count, summary.Duplicates);
    }

    [Fact]
    public void Progress_reaches_the_bytes_that_are_stored()
    {
        var told = new List<long>();
        var path = Write("a.gz", Compressed(Given.Chat("a")));
        Ledger.Read(Ledger.Files([path]), options: new LedgerOptions { Progress = told.Add });

        Assert.Equal(new FileInfo(path).Length, told[^1]);
    }

    /// <summary>Objects printed over several lines, one after the other; a fault of the second has the line that it is on.</summary>
    [Fact]
    public void A_document_over_several_lines()
    {
        const string Batch = """
            {
              "id": "ID",
              "object": "batch",
              "created_at": 1790000000
            }
            """;
        var two = $"\n{Batch}\n\n{Batch.Replace("ID", "b2", StringComparison.Ordinal)}\n";
        var summary = Given.Read(two);

        Assert.Equal([("ID", 2L), ("b2", 8)], summary.Statements.Cast<BatchStatement>().Select(batch => (batch.Id!, batch.Line)));
        Assert.Equal((10, "this is not JSON"), PlaceWith("object"));
        Assert.Equal((8, "this is neither a result of a batch nor a statement of a provider"), PlaceWith("\"thing\""));

        (int, string) PlaceWith(string key)
        {
            var broken = two.Replace("\"b2\",\n  \"object\"", $"\"b2\",\n  {key}", StringComparison.Ordinal);
            var finding = Given.Fault(broken).Finding;
            return (finding.Line, finding.Message);
        }
    }

    [Fact]
    public void A_document_that_is_too_long_is_left_out()
    {
        var text = $"{{\n\"object\": \"batch\", \"created_at\": 1,\n\"x\": \"{new string('x', 3 << 20)}\"\n}}";
        var summary = Ledger.Read([Given.File(text), Given.File(Given.Chat("a"))], options: new LedgerOptions { LineBytesMax = 1 << 20 });

        Assert.Equal((1, 0, text.Length), (summary.Files[0].TooLong, summary.Files[0].StatementLines, summary.Files[0].Bytes));
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
}
