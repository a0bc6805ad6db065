namespace CostSim.Parquet;

/// <summary>Tables as Parquet files.</summary>
/// <remarks>
/// The only file that knows both <see cref="IResultTable"/> and a Parquet implementation: for another one, rewrite this file.
/// </remarks>
public sealed class ParquetFormat(Stream stream, ParquetOptions? options = null)
{
    private ParquetColumn[] _schema = [];
    private ParquetWriter? _writer;

    /// <summary>Writes a whole table to <paramref name="stream"/>, which stays open.</summary>
    /// <exception cref="ArgumentException">As <see cref="Append"/>.</exception>
    public static void Write(Stream stream, IResultTable table, ParquetOptions? options = null)
    {
        var format = new ParquetFormat(stream, options);
        format.Append(table);
        format.Finish();
    }

    /// <summary>
    /// Writes the next rows of the table as one row group. The first call fixes the columns, even if it has no rows.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A column has no name or that of another, differs from the first rows', or lacks a required value.
    /// </exception>
    /// <exception cref="InvalidOperationException">The file is finished, or an earlier part failed half-way.</exception>
    public void Append(IResultTable rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ParquetColumn[] schema = [.. rows.Columns.Select(column => new ParquetColumn(column.Name, column.Data.Type, column.IsNullable))];
        if (_writer is null)
            (_writer, _schema) = (new ParquetWriter(stream, schema, options), schema);
        else if (!schema.SequenceEqual(_schema))
            throw new ArgumentException("The columns differ from those of the rows before.", nameof(rows));
        _writer.WriteRowGroup([.. rows.Columns.Select(column => column.Data)]);
    }

    /// <summary>Ends the file.</summary>
    /// <exception cref="InvalidOperationException">
    /// Nothing was appended, or the file is finished already, or a part failed half-way.
    /// </exception>
    public void Finish()
    {
        if (_writer is null)
            throw new InvalidOperationException("Nothing was appended: the table's columns are not known.");
        _writer.Finish();
    }
}
