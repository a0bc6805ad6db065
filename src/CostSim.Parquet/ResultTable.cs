namespace CostSim.Parquet;

/// <summary>A named column of a table, with a value for each of its rows.</summary>
/// <param name="Name">Unique within the table and not empty.</param>
/// <param name="Data">The values.</param>
/// <param name="IsNullable">Whether a row may have no value, in these rows or in others of the same table.</param>
/// <param name="IsSequence">Whether its integers increase by nearly constant steps, so that a file can store the steps.</param>
public sealed record ResultColumn(string Name, ColumnData Data, bool IsNullable = false, bool IsSequence = false);

/// <summary>A table, or some consecutive rows of one: columns of exactly equal length. Independent of any file format.</summary>
public interface IResultTable
{
    /// <summary>Number of rows; every column has that many.</summary>
    int RowCount { get; }

    IReadOnlyList<ResultColumn> Columns { get; }
}

/// <summary>A table whose columns are in memory.</summary>
public sealed class ResultTable : IResultTable
{
    /// <exception cref="ArgumentException">There is no column, or the columns differ in length.</exception>
    public ResultTable(params IReadOnlyList<ResultColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
            throw new ArgumentException("A table has at least one column.", nameof(columns));
        foreach (var column in columns)
        {
            if (column.Data.Length != columns[0].Data.Length)
            {
                throw new ArgumentException(
                    $"Column '{column.Name}' has {column.Data.Length} rows where '{columns[0].Name}' has {columns[0].Data.Length}.",
                    nameof(columns));
            }
        }

        Columns = [.. columns];
    }

    public int RowCount => Columns[0].Data.Length;

    public IReadOnlyList<ResultColumn> Columns { get; }
}
