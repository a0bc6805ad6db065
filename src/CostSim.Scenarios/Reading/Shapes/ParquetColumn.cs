using CostSim.Parquet.Reading;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>One column of numbers of a Parquet file, held to what a column of a CSV file is held to.</summary>
internal static class ParquetColumn
{
    /// <summary>
    /// Whether a file is to be read as Parquet: by how it begins, or by its name, so that a damaged one is not taken for text.
    /// </summary>
    public static bool Is(string name, ReadOnlySpan<byte> file) =>
        NumberColumn.IsParquet(file) || name.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    /// <summary>The numbers of a column; rows are counted from 1.</summary>
    public static ColumnReading Read(ReadOnlyMemory<byte> file, string column)
    {
        var found = NumberColumn.Read(file, column, ColumnReading.ValuesMax);
        if (found.Columns.Count > 0)
            return ColumnReading.Refused($"the file has no column {Shorten.Quoted(column)}", Columns(column, found.Columns));
        if (found.Values is not { } values)
            return ColumnReading.Refused(
                found.Fault!, found.Fault!.EndsWith("has no value", StringComparison.Ordinal) ? "Leave out rows without a value." : null);
        var bad = Array.FindIndex(values, value => !ColumnReading.IsValue(value));
        return bad < 0 ? ColumnReading.Of(values)
            : ColumnReading.NotANumber(FormattableString.Invariant($"row {bad + 1:#,##0}, column {Shorten.Quoted(column)}"));
    }

    /// <summary>The columns there are: a Parquet file keeps their names apart from its content.</summary>
    private static string Columns(string column, IReadOnlyList<string> names) =>
        Suggestions.Nearest(column, names) is { } near ? $"Did you mean {Shorten.Quoted(near)}?"
        : $"There are: {string.Join(", ", names.Take(12).Select(Shorten.Quoted))}.";
}
