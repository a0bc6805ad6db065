namespace CostSim.Parquet;

/// <summary>What kind of value a column holds.</summary>
public enum ColumnType
{
    /// <summary>Signed 32-bit integers.</summary>
    Integer32,

    /// <summary>Signed 64-bit integers.</summary>
    Integer64,

    /// <summary>IEEE 754 double-precision numbers; NaN and the infinities are values like any other.</summary>
    Number,

    /// <summary>Unicode text, stored as UTF-8.</summary>
    Text,
}

/// <summary>One column of a Parquet file.</summary>
/// <param name="Name">Unique within the file (upper and lower case differ) and not empty.</param>
/// <param name="Type">The kind of its values.</param>
/// <param name="IsNullable">Whether a row may have no value; Parquet calls such a column optional, the other kind required.</param>
public sealed record ParquetColumn(string Name, ColumnType Type, bool IsNullable = false);

/// <summary>The columns of a Parquet file in their order: at least one, with names that differ.</summary>
internal static class ParquetSchema
{
    /// <summary>A copy of <paramref name="columns"/>, which the caller can no longer change.</summary>
    /// <exception cref="ArgumentException">There is no column, a name is empty or occurs twice, or a type is unknown.</exception>
    internal static ParquetColumn[] Validate(IReadOnlyList<ParquetColumn> columns)
    {
        if (columns.Count == 0)
            throw new ArgumentException("A Parquet file has at least one column; the schema has none.", nameof(columns));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (string.IsNullOrEmpty(column.Name))
                throw new ArgumentException("A column's name is empty.", nameof(columns));
            if (!names.Add(column.Name))
                throw new ArgumentException($"Column '{column.Name}' is there twice.", nameof(columns));
            if (!Enum.IsDefined(column.Type))
                throw new ArgumentException($"Column '{column.Name}' has the unknown type {column.Type}.", nameof(columns));
        }

        return [.. columns];
    }

    /// <summary>Whether <paramref name="data"/> can be a row group's values of <paramref name="column"/>.</summary>
    /// <exception cref="ArgumentException">The type or the number of rows differs, or a required value is null.</exception>
    internal static void Check(ParquetColumn column, ColumnData data, int rows)
    {
        if (data.Type != column.Type)
            throw new ArgumentException($"Column '{column.Name}' is {column.Type}; its values are {data.Type}.", nameof(data));
        if (data.Length != rows)
            throw new ArgumentException($"Column '{column.Name}' has {data.Length} values; the first column has {rows}.", nameof(data));
        if (!column.IsNullable && data.NullCount > 0)
            throw new ArgumentException($"Column '{column.Name}' is not nullable; {data.NullCount} of its values are null.", nameof(data));
    }
}
