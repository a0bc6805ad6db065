namespace CostSim.Parquet.Reading;

/// <summary>The numbers that the Parquet format gives its pages, encodings and codecs (parquet.thrift).</summary>
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

    // enum CompressionCodec
    internal const int Uncompressed = 0;
    internal const int Snappy = 1;
    internal const int Gzip = 2;
    internal const int Zstandard = 6;
}
