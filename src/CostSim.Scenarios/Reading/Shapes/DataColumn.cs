using System.IO.Compression;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>One column of numbers of a file of a known kind: CSV, JSON lines or Parquet; the first two may be compressed by gzip.</summary>
internal static class DataColumn
{
    private const string Compressed = ".gz";

    /// <summary>Whether a name is that of a data file.</summary>
    public static bool IsNameOfOne(string name) => Plain(name) is var plain
        && (JsonLinesColumn.Is(plain) || Path.GetExtension(plain) is ".csv" or ".tsv" or ".parquet");

    /// <summary>The numbers of a column, never below zero, not even by their sign.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="file">The file.</param>
    /// <param name="column">The name of the column, or the path of the value in a line.</param>
    /// <param name="numbers">How the numbers of a CSV file are written; null where that is not said.</param>
    public static ColumnReading Read(string name, byte[] file, string column, CsvNumbers? numbers)
    {
        if (Unpacked(file) is not { } bytes)
            return ColumnReading.Refused("this begins as gzip does, and cannot be decompressed to its end within 64 MB");
        var reading = ParquetColumn.Is(name, bytes) ? OfPlain(ParquetColumn.Read)
            : JsonLinesColumn.Is(Plain(name)) ? OfPlain(JsonLinesColumn.Read)
            : CsvColumn.Read(bytes, column, numbers);
        return reading.Values is { } values ? reading with { Values = Array.ConvertAll(values, Math.Abs) } : reading;

        ColumnReading OfPlain(Func<ReadOnlyMemory<byte>, string, ColumnReading> read) => numbers is null ? read(bytes, column)
            : ColumnReading.Refused("`csv` says how the numbers of a CSV file are written, and this is none", "Leave out `csv`.");
    }

    private static string Plain(string name) =>
        name.EndsWith(Compressed, StringComparison.OrdinalIgnoreCase) ? name[..^Compressed.Length] : name;

    /// <summary>The content of a file that begins as gzip does, any other as it is; null where it is damaged or too large.</summary>
    private static byte[]? Unpacked(byte[] file)
    {
        if (!file.AsSpan().StartsWith<byte>([0x1F, 0x8B]))
            return file;
        try
        {
            using var packed = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            return DataFolder.ReadAll(packed, DataFolder.MaxBytes);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
