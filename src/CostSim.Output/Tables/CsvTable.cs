using System.Globalization;
using CostSim.Parquet;

namespace CostSim.Output.Tables;

/// <summary>
/// A table as comma-separated values (RFC 4180): a header, lines that end in CR LF, decimal points, no thousands separators, empty fields
/// for missing values.
/// </summary>
public static class CsvTable
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Writes a table. Numbers have enough digits to be read back exactly.</summary>
    public static void Write(TextWriter writer, IResultTable table)
    {
        var cells = table.Columns.Select(column => Cells(column.Data)).ToList();
        WriteRow(writer, table.Columns.Select(column => column.Name));
        for (var row = 0; row < table.RowCount; row++)
            WriteRow(writer, cells.Select(cell => cell(row)));
    }

    private static void WriteRow(TextWriter writer, IEnumerable<string?> fields)
    {
        writer.Write(string.Join(',', fields.Select(Field)));
        writer.Write("\r\n");
    }

    private static string Field(string? text) => text switch
    {
        null => "",
        "" => "\"\"",
        _ => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
    };

    private static Func<int, string?> Cells(ColumnData data) => data switch
    {
        TextData text => row => text.Values.Span[row],
        NumberData<int> numbers => row => numbers.Values.Span[row].ToString(Culture),
        NumberData<long> numbers => row => numbers.Values.Span[row].ToString(Culture),
        NumberData<double> numbers => row => numbers.Values.Span[row].ToString(Culture),
        NullableNumberData<int> numbers => row => numbers.Values.Span[row]?.ToString(Culture),
        NullableNumberData<long> numbers => row => numbers.Values.Span[row]?.ToString(Culture),
        NullableNumberData<double> numbers => row => numbers.Values.Span[row]?.ToString(Culture),
        _ => throw new ArgumentException($"columns of {data.Type} have no text", nameof(data)),
    };
}
