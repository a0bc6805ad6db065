namespace CostSim.Parquet;

/// <summary>The numbers that the Parquet format gives its types, encodings and pages (parquet.thrift).</summary>
internal static class FormatCodes
{
    // enum PageType
    internal const int DataPage = 0;
    internal const int DictionaryPage = 2;
    internal const int DataPageV2 = 3;

    // enum Encoding
    internal const int Plain = 0;
    internal const int PlainDictionary = 2;
    internal const int Rle = 3;
    internal const int RleDictionary = 8;

    // enum ConvertedType
    internal const int Utf8 = 0;

    /// <summary>Enum FieldRepetitionType.</summary>
    internal static int Repetition(bool isNullable) => isNullable ? 1 : 0;

    /// <summary>Enum Type.</summary>
    internal static int PhysicalType(ColumnType type) => type switch
    {
        ColumnType.Integer32 => 1,
        ColumnType.Integer64 => 2,
        ColumnType.Number => 5,
        _ => 6, // BYTE_ARRAY
    };

    /// <summary>Enum CompressionCodec.</summary>
    internal static int Codec(ParquetCodec codec) => codec == ParquetCodec.Gzip ? 2 : 0;
}
