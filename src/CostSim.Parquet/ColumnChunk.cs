using System.Buffers;
using System.Buffers.Binary;

namespace CostSim.Parquet;

/// <summary>What the footer says about one column of one row group.</summary>
/// <param name="Column">The column.</param>
/// <param name="Encodings">The encodings that its pages name, each once.</param>
/// <param name="Rows">Number of rows, nulls included.</param>
/// <param name="DictionaryOffset">Byte in the file at which its dictionary page begins, or null where it has none.</param>
/// <param name="DataOffset">Byte in the file at which its first data page begins.</param>
/// <param name="UncompressedBytes">Size of its pages with their headers, before compression.</param>
/// <param name="CompressedBytes">Size of its pages with their headers, as they are in the file.</param>
/// <param name="Statistics">Bounds and counts of its values.</param>
internal sealed record ColumnChunk(
    ParquetColumn Column,
    int[] Encodings,
    long Rows,
    long? DictionaryOffset,
    long DataOffset,
    long UncompressedBytes,
    long CompressedBytes,
    ColumnStatistics Statistics)
{
    internal long Offset => DictionaryOffset ?? DataOffset;
}

/// <summary>Writes column chunks: a dictionary page where there is a dictionary, then data pages of the first version.</summary>
internal sealed class ColumnChunkWriter(PageWriter pages, int dictionaryBytesMax)
{
    private readonly ArrayBufferWriter<byte> _page = new();
    private readonly ArrayBufferWriter<byte> _levels = new();

    internal ColumnChunk Write(ParquetColumn column, ColumnData data)
    {
        var (fileStart, uncompressedStart) = (pages.Position, pages.UncompressedBytes);
        var dictionary = data is TextData text ? TextDictionary.TryBuild(text, dictionaryBytesMax) : null;
        if (dictionary is not null)
            pages.WriteDictionaryPage(dictionary.Entries.Span, dictionary.Count);

        var dataOffset = pages.Position;
        var encoding = dictionary is null ? FormatCodes.Plain : FormatCodes.RleDictionary;
        for (var (start, rows) = (0, 0); start < data.Length; start += rows)
        {
            rows = data.PageRows(start);
            _page.ResetWrittenCount();
            if (column.IsNullable)
                WriteLevels(data, start, rows);
            if (dictionary is null)
                data.WritePlain(start, rows, _page);
            else
                dictionary.WritePlaces(start, rows, _page);
            pages.WriteDataPage(_page.WrittenSpan, rows, encoding);
        }

        return new(
            column,
            dictionary is null ? [FormatCodes.Plain, FormatCodes.Rle] : [FormatCodes.Plain, FormatCodes.Rle, FormatCodes.RleDictionary],
            data.Length,
            dictionary is null ? null : fileStart,
            dataOffset,
            pages.UncompressedBytes - uncompressedStart,
            pages.Position - fileStart,
            data.Statistics());
    }

    /// <summary>Definition levels of one bit, with their length in four bytes before them.</summary>
    private void WriteLevels(ColumnData data, int start, int rows)
    {
        var levels = ArrayPool<int>.Shared.Rent(rows);
        data.FillLevels(start, levels.AsSpan(0, rows));
        _levels.ResetWrittenCount();
        RunLengthEncoding.Write(levels.AsSpan(0, rows), bitWidth: 1, _levels);
        ArrayPool<int>.Shared.Return(levels);
        BinaryPrimitives.WriteInt32LittleEndian(_page.GetSpan(sizeof(int)), _levels.WrittenCount);
        _page.Advance(sizeof(int));
        _page.Write(_levels.WrittenSpan);
    }
}
