using System.Buffers;
using System.Buffers.Binary;

namespace CostSim.Parquet;

/// <summary>The end of a Parquet file: the struct FileMetaData, its length in four bytes, and the magic number.</summary>
internal static class FileFooter
{
    /// <summary>The first and the last four bytes of every Parquet file.</summary>
    internal static ReadOnlySpan<byte> Magic => "PAR1"u8;

    internal static ReadOnlyMemory<byte> Encode(ParquetColumn[] schema, IReadOnlyList<ColumnChunk[]> rowGroups, ParquetOptions options)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var footer = new ThriftCompactWriter(bytes);
        footer.Int32(1, 2); // version: 2, for RLE_DICTIONARY
        WriteSchema(footer, schema);
        footer.Int64(3, rowGroups.Sum(chunks => chunks[0].Rows)); // num_rows
        footer.StructList(4, rowGroups.Count); // row_groups
        foreach (var chunks in rowGroups)
            WriteRowGroup(footer, chunks, options.Codec);
        WriteMetadata(footer, options.Metadata);
        footer.Text(6, options.CreatedBy); // created_by
        footer.StructList(7, schema.Length); // column_orders: readers don't trust bounds without them
        foreach (var _ in schema)
        {
            footer.BeginElement();
            footer.BeginStruct(1); // TYPE_ORDER
            footer.EndStruct();
            footer.EndStruct();
        }

        footer.EndStruct();
        var length = bytes.WrittenCount;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.GetSpan(sizeof(int)), length);
        bytes.Advance(sizeof(int));
        bytes.Write(Magic);
        return bytes.WrittenMemory;
    }

    /// <summary>The schema is a tree, listed with the root first; a flat one has a root with leaves.</summary>
    private static void WriteSchema(ThriftCompactWriter footer, ParquetColumn[] schema)
    {
        footer.StructList(2, schema.Length + 1); // schema
        footer.BeginElement();
        footer.Text(4, "schema"); // name
        footer.Int32(5, schema.Length); // num_children
        footer.EndStruct();
        foreach (var column in schema)
        {
            footer.BeginElement();
            footer.Int32(1, FormatCodes.PhysicalType(column.Type)); // type
            footer.Int32(3, FormatCodes.Repetition(column.IsNullable)); // repetition_type
            footer.Text(4, column.Name); // name
            if (column.Type == ColumnType.Text)
            {
                footer.Int32(6, FormatCodes.Utf8); // converted_type, for readers that don't know the next
                footer.BeginStruct(10); // logicalType
                footer.BeginStruct(1); // STRING
                footer.EndStruct();
                footer.EndStruct();
            }

            footer.EndStruct();
        }
    }

    private static void WriteRowGroup(ThriftCompactWriter footer, ColumnChunk[] chunks, ParquetCodec codec)
    {
        footer.BeginElement();
        footer.StructList(1, chunks.Length); // columns
        foreach (var chunk in chunks)
        {
            footer.BeginElement();
            footer.Int64(2, 0); // file_offset: the format asks for 0
            footer.BeginStruct(3); // meta_data
            WriteChunk(footer, chunk, codec);
            footer.EndStruct();
            footer.EndStruct();
        }

        footer.Int64(2, chunks.Sum(chunk => chunk.UncompressedBytes)); // total_byte_size
        footer.Int64(3, chunks[0].Rows); // num_rows
        footer.Int64(5, chunks[0].Offset); // file_offset
        footer.Int64(6, chunks.Sum(chunk => chunk.CompressedBytes)); // total_compressed_size
        footer.EndStruct();
    }

    private static void WriteChunk(ThriftCompactWriter footer, ColumnChunk chunk, ParquetCodec codec)
    {
        footer.Int32(1, FormatCodes.PhysicalType(chunk.Column.Type)); // type
        footer.Int32List(2, chunk.Encodings); // encodings
        footer.TextList(3, [chunk.Column.Name]); // path_in_schema
        footer.Int32(4, FormatCodes.Codec(codec)); // codec
        footer.Int64(5, chunk.Rows); // num_values, nulls included
        footer.Int64(6, chunk.UncompressedBytes); // total_uncompressed_size
        footer.Int64(7, chunk.CompressedBytes); // total_compressed_size
        footer.Int64(9, chunk.DataOffset); // data_page_offset
        if (chunk.DictionaryOffset is { } dictionaryOffset)
            footer.Int64(11, dictionaryOffset); // dictionary_page_offset
        footer.BeginStruct(12); // statistics
        footer.Int64(3, chunk.Statistics.NullCount); // null_count
        if (chunk.Statistics is { Min: { } min, Max: { } max })
        {
            footer.Binary(5, max); // max_value
            footer.Binary(6, min); // min_value
        }

        if (chunk.Statistics.NanCount is { } nanCount)
            footer.Int64(9, nanCount); // nan_count
        footer.EndStruct();
    }

    private static void WriteMetadata(ThriftCompactWriter footer, IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        if (metadata.Count == 0)
            return;
        footer.StructList(5, metadata.Count); // key_value_metadata
        foreach (var (key, value) in metadata)
        {
            footer.BeginElement();
            footer.Text(1, key); // key
            footer.Text(2, value); // value
            footer.EndStruct();
        }
    }
}
