using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace CostSim.Parquet;

/// <summary>Compresses pages and writes them, each after its header, to a stream that it counts the bytes of.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A MemoryStream holds nothing but memory.")]
internal sealed class PageWriter(Stream stream, ParquetCodec codec, CompressionLevel level)
{
    private readonly ArrayBufferWriter<byte> _header = new();
    private readonly MemoryStream _compressed = new();

    /// <summary>Number of bytes written so far, which is where the next one stands in the file.</summary>
    internal long Position { get; private set; }

    /// <summary>Size of all pages so far with their headers, before compression.</summary>
    internal long UncompressedBytes { get; private set; }

    internal void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        Position += bytes.Length;
    }

    internal void WriteDictionaryPage(ReadOnlySpan<byte> entries, int count) =>
        WritePage(entries, FormatCodes.DictionaryPage, header =>
        {
            header.BeginStruct(7); // dictionary_page_header
            header.Int32(1, count); // num_values
            header.Int32(2, FormatCodes.Plain); // encoding
            header.EndStruct();
        });

    internal void WriteDataPage(ReadOnlySpan<byte> page, int rows, int encoding) =>
        WritePage(page, FormatCodes.DataPage, header =>
        {
            header.BeginStruct(5); // data_page_header
            header.Int32(1, rows); // num_values, nulls included
            header.Int32(2, encoding); // encoding
            header.Int32(3, FormatCodes.Rle); // definition_level_encoding
            header.Int32(4, FormatCodes.Rle); // repetition_level_encoding: said of levels that a flat schema has none of
            header.EndStruct();
        });

    private void WritePage(ReadOnlySpan<byte> page, int type, Action<ThriftCompactWriter> writeKind)
    {
        var body = Compress(page);
        _header.ResetWrittenCount();
        var header = new ThriftCompactWriter(_header);
        header.Int32(1, type); // type
        header.Int32(2, page.Length); // uncompressed_page_size
        header.Int32(3, body.Length); // compressed_page_size
        header.Int32(4, (int)Crc32.Of(body)); // crc, of the bytes as they are in the file
        writeKind(header);
        header.EndStruct();

        WriteRaw(_header.WrittenSpan);
        WriteRaw(body);
        UncompressedBytes += _header.WrittenCount + page.Length;
    }

    private ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> page)
    {
        if (codec == ParquetCodec.Uncompressed)
            return page;
        _compressed.SetLength(0);
        using (var gzip = new GZipStream(_compressed, level, leaveOpen: true))
            gzip.Write(page);
        return _compressed.GetBuffer().AsSpan(0, (int)_compressed.Length);
    }
}
