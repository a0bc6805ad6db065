using System.IO.Compression;
using CostSim.Parquet.Tests.Reading;

namespace CostSim.Parquet.Tests;

public class ParquetWriterTests
{
    private static readonly ParquetColumn[] OneNumber = [new("x", ColumnType.Number)];

    [Theory]
    [MemberData(nameof(Samples.NamesAndCodecs), MemberType = typeof(Samples))]
    public void Every_kind_of_file_comes_back(string name, ParquetCodec codec)
    {
        var sample = Samples.Named(name);
        var file = new ParquetFile(sample.Write(codec));
        Assert.Equal(sample.Schema.Select(column => column.Name), file.Columns.Select(column => column.Name));
        Assert.Equal(sample.Schema.Select(column => column.IsNullable), file.Columns.Select(column => column.IsOptional));
        Assert.Equal(sample.Schema.Select(column => column.Type == ColumnType.Text), file.Columns.Select(column => column.IsString));
        Assert.Equal(sample.Schema.Length, file.Footer.List<ThriftStruct>(7).Count(order => order.Has(1)));
        for (var column = 0; column < sample.Schema.Length; column++)
        {
            var expected = sample.Values(column);
            Assert.Equal(expected.Count, file.Columns[column].Values.Count);
            for (var row = 0; row < expected.Count; row++)
                AssertSame(expected[row], file.Columns[column].Values[row]);
        }
    }

    /// <summary>The whole of a small file, worked out by hand from the specification; the checksum by another program.</summary>
    [Fact]
    public void A_small_file_has_exactly_these_bytes()
    {
        var stream = new MemoryStream();
        var options = new ParquetOptions { Codec = ParquetCodec.Uncompressed, CreatedBy = "me" };
        var writer = new ParquetWriter(stream, [new("n", ColumnType.Integer32)], options);
        writer.WriteRowGroup(ColumnData.Of(new[] { 1, 258 }));
        writer.Finish();
        const string Page = "1500" + "1510" + "1510" + "1596F59B24" // DATA_PAGE, 8 bytes, 8 bytes, crc
            + "1C" + "1504" + "1500" + "1506" + "1506" + "00" + "00" // 2 values, PLAIN, levels RLE twice
            + "01000000" + "02010000";
        const string Footer = "1504" // version 2
            + "192C" + "4806736368656D61" + "1502" + "00" + "1502" + "2500" + "18016E" + "00" // "schema" of 1; INT32, required, "n"
            + "1604" // 2 rows
            + "191C" + "191C" // 1 row group of 1 column
            + "2600" + "1C" + "1502" + "19250006" + "1918016E" + "1500" + "1604" + "163C" + "163C" + "2608" // chunk: 30 bytes from byte 4
            + "3C" + "3600" + "280402010000" + "180401000000" + "00" + "00" + "00" // no nulls, max, min
            + "163C" + "1604" + "2608" + "163C" + "00" // row group: 30 bytes, 2 rows, from byte 4, 30 bytes
            + "28026D65" + "191C" + "1C00" + "00" + "00"; // "me", the type's order
        Assert.Equal("50415231" + Page + Footer + "59000000" + "50415231", Convert.ToHexString(stream.ToArray()));
    }

    [Fact]
    public void Text_has_a_dictionary_until_it_is_too_large()
    {
        Assert.Equal([(2, 0, 128), (0, 8, 4628), (2, 0, 128), (0, 8, 4628)], Read("dictionary-width-7").Pages);
        Assert.All(Read("dictionary-too-large").Pages, page => Assert.Equal((0, 0), (page.Type, page.Encoding)));
        Assert.All(Read("all-null").Pages, page => Assert.Equal((0, 0), (page.Type, page.Encoding)));
    }

    [Fact]
    public void Pages_end_at_65536_rows_and_at_a_million_characters()
    {
        Assert.Equal([20_000, 65_536, 4_464, 1], Read("trials").Pages.Select(page => page.Values).Distinct());
        Assert.True(Read("long-text-plain").Pages.Count > 2);
    }

    [Fact]
    public void Chunks_state_their_bounds()
    {
        var file = Read("all-types-nullable");
        Assert.Equal(int.MaxValue, BitConverter.ToInt32(Statistics(file, 0).Binary(5)));
        Assert.Equal(int.MinValue, BitConverter.ToInt32(Statistics(file, 0).Binary(6)));
        Assert.Equal(long.MaxValue, BitConverter.ToInt64(Statistics(file, 1).Binary(5)));
        Assert.Equal(double.MinValue, BitConverter.ToDouble(Statistics(file, 2).Binary(6)));
        Assert.Equal(0, Statistics(file, 2).Integer(9));
        Assert.Equal(("", "zebra"), (Statistics(file, 3).Text(6), Statistics(file, 3).Text(5)));
        Assert.All(Enumerable.Range(0, 4), column => Assert.Equal(0, Statistics(file, column).Integer(3)));
        Assert.False(Statistics(file, 3).Has(9));

        Assert.All(Enumerable.Range(0, 4), column =>
        {
            var statistics = Statistics(Read("all-null"), column);
            Assert.Equal(20, statistics.Integer(3));
            Assert.False(statistics.Has(5) || statistics.Has(6));
        });
        Assert.Equal(10, Statistics(Read("double-extremes"), 2).Integer(9));
        Assert.False(Statistics(Read("double-extremes"), 2).Has(5));
    }

    [Fact]
    public void The_footer_has_the_metadata_in_order_and_the_program()
    {
        var stream = new MemoryStream();
        var options = new ParquetOptions { Metadata = [new("z", "1"), new("größe", "{\"a\": 2}"), new("empty", "")] };
        new ParquetWriter(stream, OneNumber, options).Finish();
        var footer = new ParquetFile(stream.ToArray()).Footer;
        Assert.Equal(options.Metadata, footer.List<ThriftStruct>(5).Select(pair => KeyValuePair.Create(pair.Text(1), pair.Text(2))));
        Assert.Matches(@"^CostSim\.Parquet version \d+\.\d+\.\d+$", footer.Text(6));
    }

    [Theory]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Compression_makes_the_file_smaller(CompressionLevel level)
    {
        var stream = new MemoryStream();
        var writer = new ParquetWriter(stream, OneNumber, new ParquetOptions { CompressionLevel = level });
        writer.WriteRowGroup(ColumnData.Of(Enumerable.Range(0, 10_000).Select(row => row / 4.0).ToArray()));
        writer.Finish();
        Assert.InRange(stream.Length, 100, 40_000);
        Assert.Equal(10_000, new ParquetFile(stream.ToArray()).Columns[0].Values.Count);
    }

    [Theory]
    [InlineData(ParquetCodec.Uncompressed)]
    [InlineData(ParquetCodec.Gzip)]
    public void A_changed_bit_in_any_byte_of_a_page_is_noticed(ParquetCodec codec)
    {
        var bytes = Samples.Named("bands").Write(codec);
        var file = new ParquetFile(bytes);
        var chunk = file.Chunk(0, file.Columns.Length - 1);
        var (start, end) = ((int)chunk.Integer(9), (int)(chunk.Integer(9) + chunk.Integer(7)));
        var thrift = new ThriftReader(bytes, start);
        thrift.Struct();
        for (var position = thrift.Position; position < end; position++)
        {
            bytes[position] ^= 0x10;
            Assert.Contains("crc", Assert.Throws<InvalidDataException>(() => new ParquetFile(bytes)).Message, StringComparison.Ordinal);
            bytes[position] ^= 0x10;
        }

        Assert.Equal(file.Columns[0].Values, new ParquetFile(bytes).Columns[0].Values);
    }

    [Fact]
    public void A_wrong_schema_is_refused()
    {
        ExpectArgument("at least one column", () => Begin([]));
        ExpectArgument("'x' is there twice", () => Begin([.. OneNumber, new("x", ColumnType.Text)]));
        ExpectArgument("name is empty", () => Begin([new("", ColumnType.Text)]));
        ExpectArgument("unknown type 9", () => Begin([new("x", (ColumnType)9)]));
        Begin([.. OneNumber, new("X", ColumnType.Text)]);
    }

    [Fact]
    public void Wrong_rows_are_refused_and_leave_no_trace()
    {
        var stream = new MemoryStream();
        var writer = new ParquetWriter(stream, [new("a", ColumnType.Integer64), new("b", ColumnType.Text)]);
        var ids = ColumnData.Of(new[] { 1L, 2L });
        var names = ColumnData.Of(new[] { "x", "y" });
        ExpectArgument("1 columns were given; the schema has 2", () => writer.WriteRowGroup(ids));
        ExpectArgument("'b' has 1 values; the first column has 2", () => writer.WriteRowGroup(ids, ColumnData.Of(new[] { "x" })));
        ExpectArgument("'b' is Text; its values are Integer64", () => writer.WriteRowGroup(ids, ids));
        ExpectArgument("'b' is not nullable; 1 of its", () => writer.WriteRowGroup(ids, ColumnData.Of(new[] { "x", null })));
        ExpectArgument("'a' is not nullable; 2 of", () => writer.WriteRowGroup(ColumnData.Of(new long?[2]), names));
        Assert.Equal(4, stream.Length);
        writer.WriteRowGroup(ColumnData.Of(new long?[] { 1, 2 }), names); // no null in fact
        writer.Finish();
        Assert.Equal(2, new ParquetFile(stream.ToArray()).Footer.Integer(3));
    }

    [Fact]
    public void A_finished_file_takes_nothing_more()
    {
        var writer = new ParquetWriter(Stream.Null, OneNumber);
        writer.Finish();
        var failure = Assert.Throws<InvalidOperationException>(() => writer.WriteRowGroup(ColumnData.Of(new[] { 1.0 })));
        Assert.Equal("The file is finished.", failure.Message);
        Assert.Throws<InvalidOperationException>(writer.Finish);
    }

    [Fact]
    public void A_row_group_that_failed_half_way_leaves_a_file_that_cannot_be_finished()
    {
        var stream = new WriteOnlyStream { FailsAfterBytes = 10 };
        var writer = new ParquetWriter(stream, OneNumber);
        Assert.Throws<IOException>(() => writer.WriteRowGroup(ColumnData.Of(new[] { 1.0 })));
        stream.FailsAfterBytes = null;
        Assert.Contains("not written in full", Assert.Throws<InvalidOperationException>(writer.Finish).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        var writer = new ParquetWriter(Stream.Null, [new("x", ColumnType.Text)]);
        Assert.ThrowsAny<ArgumentException>(() => writer.WriteRowGroup(ColumnData.Of(new[] { "a\uD83D" })));
    }

    private static void AssertSame(object? expected, object? found)
    {
        if (expected is double number && found is double other)
            Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(other)); // -0 is not +0
        else
            Assert.Equal(expected, found);
    }

    private static void ExpectArgument(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    private static void Begin(ParquetColumn[] schema) => _ = new ParquetWriter(Stream.Null, schema);

    private static ParquetFile Read(string sample) => new(Samples.Named(sample).Write(ParquetCodec.Uncompressed));

    private static ThriftStruct Statistics(ParquetFile file, int column) => file.Chunk(0, column).Struct(12);
}
