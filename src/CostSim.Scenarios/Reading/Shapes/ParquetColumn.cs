using CostSim.Parquet.Reading;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>One column of numbers of a Parquet file, held to what a column of a CSV file is held to.</summary>
internal static class ParquetColumn
{
    private const string Hint = "Leave out rows without a value.";

    /// <summary>
    /// Whether a file is to be read as Parquet: by how it begins, or by its name, so that a damaged one is not taken for text.
    /// </summary>
    public static bool Is(string name, byte[] file) =>
        NumberColumn.IsParquet(file) || name.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    /// <summary>The numbers of a column, or in words what is wrong; rows are counted from 1.</summary>
    public static (double[]? Values, string? Fault, string? Hint) Read(byte[] file, string column)
    {
        var found = NumberColumn.Read(file, column, CsvColumn.MostValues);
        if (found.Columns.Count > 0)
            return (null, $"the file has no column {Shorten.Quoted(column)}", CsvColumn.Columns(column, found.Columns));
        if (found.Values is not { } values)
            return (null, found.Fault, found.Fault!.EndsWith("has no value", StringComparison.Ordinal) ? Hint : null);
        for (var row = 0; row < values.Length; row++)
        {
            if (!(values[row] >= 0) || double.IsInfinity(values[row]))
                return (null, FormattableString.Invariant($"row {row + 1:#,##0}: {values[row]} is no number of 0 or more"), Hint);
            values[row] = Math.Abs(values[row]); // -0 is 0
        }

        return (values, null, null);
    }
}
