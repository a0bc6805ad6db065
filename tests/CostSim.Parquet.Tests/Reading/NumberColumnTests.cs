using CostSim.Parquet.Reading;
using Parquet;
using Parquet.Schema;

namespace CostSim.Parquet.Tests.Reading;

/// <summary>
/// Columns of numbers out of files: of Parquet.Net, and of two others, whose files in Data/Foreign .ci/parquet-readers/foreign.mjs writes.
/// </summary>
public class NumberColumnTests
{
    private const int Rows = 300;

    private static readonly string Folder = Path.Combine(Root(), "tests", "CostSim.Parquet.Tests", "Data", "Foreign");

    /// <summary>What row i of every foreign file holds.</summary>
    private static readonly Dictionary<string, Func<int, double>> Foreign = new()
    {
        ["tokens"] = i => 100 + 37 * i % 50,
        ["big"] = i => 1_000_003.0 * i,
        ["ratio"] = i => 1 + i / 300.0,
        ["small"] = i => i / 4.0,
    };

    public static TheoryData<string> Read =>
    [
        "duckdb-snappy", "duckdb-gzip", "duckdb-plain", "duckdb-zstd", "wasm-snappy", "wasm-gzip", "wasm-snappy-v2", "wasm-plain-v2",
    ];

    [Theory]
    [MemberData(nameof(Read))]
    public void A_foreign_file_has_the_values_that_were_written(string name)
    {
        foreach (var (column, value) in Foreign)
            Assert.Equal(Enumerable.Range(0, Rows).Select(value), NumbersOf(name, column).Values ?? []);
        Assert.Equal("row 7 has no value", NumbersOf(name, "gap").Fault);
        Assert.Contains("holds no numbers", NumbersOf(name, "label").Fault);
    }

    [Theory]
    [InlineData("duckdb-snappy", "day", "the column holds decimals, dates or times: write it as DOUBLE or an integer")]
    [InlineData("duckdb-snappy", "list", "the file has no such column")]
    [InlineData("duckdb-snappy", "element", "the file has no such column")]
    [InlineData("duckdb-snappy", "Tokens", "the file has no such column")]
    public void What_is_not_read_is_said(string name, string column, string fault) => Assert.Equal(fault, NumbersOf(name, column).Fault);

    [Fact]
    public void Who_asks_for_another_column_is_told_which_there_are() =>
        Assert.Equal(["tokens", "big", "ratio", "small", "gap", "label"], NumbersOf("wasm-gzip", "x").Columns);

    [Fact]
    public void More_values_than_asked_for_are_refused()
    {
        var file = File.ReadAllBytes(Path.Combine(Folder, "wasm-gzip.parquet"));

        Assert.Equal(Rows, NumberColumn.Read(file, "ratio", Rows).Values!.Length);
        Assert.Equal("the file has more than 299 values", NumberColumn.Read(file, "ratio", Rows - 1).Fault);
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void A_file_of_Parquet_Net_has_the_values_that_were_written(string name)
    {
        var sample = Samples.Named(name);
        var file = sample.Write();
        for (var column = 0; column < sample.Schema.Length; column++)
        {
            var found = NumberColumn.Read(file, sample.Schema[column].Name, 10_000_000);
            var expected = sample.Values(column);
            var missing = expected.IndexOf(null);
            if (sample.Schema[column].Type == ColumnType.Text)
                Assert.Contains("holds no numbers", found.Fault);
            else if (expected.Count == 0)
                Assert.Equal("the file has no row", found.Fault);
            else if (sample.Schema[column].IsSequence)
                Assert.Equal("its values are in the encoding 5: write them plain, or with a dictionary", found.Fault);
            else if (missing >= 0)
                Assert.Equal(FormattableString.Invariant($"row {missing + 1:#,##0} has no value"), found.Fault);
            else
                Assert.Equal(
                    expected.Select(value => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)), found.Values!);
        }
    }

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Zstd)]
    public async Task Every_codec_is_read(CompressionMethod codec)
    {
        double[] values = [.. Enumerable.Range(0, 5000).Select(row => row % 7 / 3.0)];

        Assert.Equal(values, NumberColumn.Read(await Write(codec, values), "x", 5000).Values!);
    }

    [Theory]
    [InlineData(CompressionMethod.Brotli, "Brotli")]
    [InlineData(CompressionMethod.Lz4Raw, "LZ4")]
    public async Task Other_codecs_are_named(CompressionMethod codec, string name) =>
        Assert.Equal($"it is compressed by {name}: write it with Snappy, Zstandard, gzip or without compression",
            NumberColumn.Read(await Write(codec, [1, 2, 3]), "x", 5000).Fault);

    /// <summary>Eighty megabytes of zeros in a small file: the limit is held before anything is decompressed.</summary>
    [Theory]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Zstd)]
    public async Task A_page_beyond_the_limit_takes_no_memory(CompressionMethod codec)
    {
        var file = await Write(codec, new double[10_000_000]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = NumberColumn.Read(file, "x", int.MaxValue);

        Assert.InRange(file.Length, 1, 5_000_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000);
        Assert.Equal("the file is no sound Parquet file: a page outside the file, or larger than 64 MB", found.Fault);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(4000)]
    public void A_file_that_is_cut_is_no_sound_file(int length) => Assert.StartsWith(
        "the file is no sound Parquet file: it does not begin and end as one",
        NumberColumn.Read(File.ReadAllBytes(Path.Combine(Folder, "duckdb-snappy.parquet")).AsMemory(0, length), "tokens", Rows).Fault);

    /// <summary>Any bytes are answered: values or a fault, never an exception; and with little work, counted in bytes allocated.</summary>
    [Theory]
    [InlineData("duckdb-snappy")]
    [InlineData("duckdb-gzip")]
    [InlineData("duckdb-zstd")]
    [InlineData("wasm-gzip")]
    [InlineData("wasm-snappy-v2")]
    [InlineData("wasm-plain-v2")]
    public void Mutated_files_are_answered(string name)
    {
        var sound = File.ReadAllBytes(Path.Combine(Folder, $"{name}.parquet"));
        var random = new Random(20261122);
        var (faults, dearest) = (0, 0L);
        for (var i = 0; i < 3000; i++)
        {
            var file = (byte[])sound.Clone();
            // Half of the edits fall on the footer, which decides on everything.
            for (var edits = random.Next(1, 4); edits > 0; edits--)
                file[random.Next(2) == 0 ? file.Length - 1 - random.Next(Math.Min(file.Length, 1500))
                    : random.Next(file.Length)] = (byte)random.Next(256);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var found = NumberColumn.Read(file.AsMemory(0, random.Next(20) == 0 ? random.Next(file.Length) : file.Length),
                i % 2 == 0 ? "tokens" : "ratio", 1_000_000);
            dearest = Math.Max(dearest, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(found.Values is null != (found.Fault is null));
            faults += found.Fault is null ? 0 : 1;
        }

        Assert.InRange(faults, 500, 3000);
        Assert.InRange(dearest, 0, 1_000_000);
    }

    private static async Task<byte[]> Write(CompressionMethod codec, double[] values)
    {
        var (stream, field) = (new MemoryStream(), new DataField<double>("x"));
        await using (var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(field), stream, new ParquetOptions { CompressionMethod = codec }))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<double>(field, values);
        }

        return stream.ToArray();
    }

    private static NumbersFound NumbersOf(string name, string column) =>
        NumberColumn.Read(File.ReadAllBytes(Path.Combine(Folder, $"{name}.parquet")), column, 1_000_000);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CostSim.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of their repository.");
        return folder.FullName;
    }
}
