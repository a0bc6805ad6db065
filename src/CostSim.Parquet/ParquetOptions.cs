using System.IO.Compression;

namespace CostSim.Parquet;

/// <summary>How the pages of a file are compressed.</summary>
public enum ParquetCodec
{
    /// <summary>Not at all.</summary>
    Uncompressed,

    /// <summary>As gzip members (RFC 1952), which every reader knows.</summary>
    Gzip,
}

/// <summary>How a <see cref="ParquetWriter"/> writes; the defaults suit large tables of numbers.</summary>
public sealed record ParquetOptions
{
    /// <summary>Applies to every page of the file.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Gzip;

    /// <summary>The effort of <see cref="ParquetCodec.Gzip"/>; without effect on <see cref="ParquetCodec.Uncompressed"/>.</summary>
    public CompressionLevel CompressionLevel { get; init; } = CompressionLevel.Fastest;

    /// <summary>
    /// The most that the distinct values of a text column of one row group may take, in bytes of UTF-8 with 4 bytes for each value; a
    /// column that needs more is written without a dictionary. 0 for no dictionaries; the default is 1 MiB.
    /// </summary>
    public int DictionaryBytesMax { get; init; } = 1 << 20;

    /// <summary>Keys and values for the file's footer, in this order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>The program that wrote the file, in Parquet's form <c>name version 1.2.3</c>.</summary>
    public string CreatedBy { get; init; } = DefaultCreatedBy;

    private static string DefaultCreatedBy { get; } = FormattableString.Invariant(
        $"{typeof(ParquetOptions).Assembly.GetName().Name} version {typeof(ParquetOptions).Assembly.GetName().Version?.ToString(3)}");
}
