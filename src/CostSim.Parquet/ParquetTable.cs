using Parquet;
using Parquet.Schema;

namespace CostSim.Parquet;

/// <summary>Writes a table to a stream as a Parquet file, some rows at a time.</summary>
/// <remarks>
/// Parquet.Net writes it: pages compressed with Snappy, numbers plain, text with a dictionary if that is smaller. The stream need only be
/// writable, and stays open; everything is written on the caller's thread. An unfinished table has no footer, so readers reject it. Not
/// thread-safe.
/// </remarks>
public sealed class ParquetTable(Stream stream, CancellationToken cancellation = default)
{
    /// <summary>Number of rows of a row group: half a megabyte of numbers in each column.</summary>
    public const int RowsPerGroupMax = 1 << 16;

    private readonly ParquetOptions _options = new() { CompressionMethod = CompressionMethod.Snappy };
    private ColumnShape[] _shapes = [];
    private DataField[] _fields = [];
    private ParquetWriter? _writer;
    private string? _closedBecause;

    /// <summary>Writes a whole table to <paramref name="stream"/>, which stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="table">The table; it may have no rows.</param>
    /// <param name="metadata">See <see cref="Finish"/>.</param>
    /// <param name="cancellation">Stops it between columns; the result is then not a valid file.</param>
    /// <exception cref="ArgumentException">As <see cref="Append"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Write(
        Stream stream, IResultTable table, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellation = default)
    {
        var file = new ParquetTable(stream, cancellation);
        file.Append(table);
        file.Finish(metadata);
    }

    /// <summary>Writes the next rows of the table. The first call fixes the columns, even if it has no rows.</summary>
    /// <exception cref="ArgumentException">
    /// A column has no name or a duplicate name, differs from the first rows', lacks a required value, or has a text with a lone surrogate.
    /// Nothing is written then.
    /// </exception>
    /// <exception cref="InvalidOperationException">The file is finished, or an earlier part failed half-way.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Append(IResultTable rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RequireOpen();
        TableRules.Require(rows.Columns);
        ColumnShape[] shapes = [.. rows.Columns.Select(ColumnShape.Of)];
        if (_shapes.Length > 0 && !shapes.SequenceEqual(_shapes))
            throw new ArgumentException("The columns differ from those of the rows before.", nameof(rows));
        _closedBecause = "An earlier part was not written in full.";
        _shapes = shapes;
        Complete(AppendAsync(rows));
        _closedBecause = null;
    }

    /// <summary>Ends the file.</summary>
    /// <param name="metadata">Names and values for the file's footer, which readers of any kind show, in this order.</param>
    /// <exception cref="ArgumentException">A name or a value has a lone surrogate.</exception>
    /// <exception cref="InvalidOperationException">
    /// Nothing was appended, or the file is finished already, or a part failed half-way.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Finish(IReadOnlyDictionary<string, string>? metadata = null)
    {
        RequireOpen();
        if (_writer is null)
            throw new InvalidOperationException("Nothing was appended: the table's columns are not known.");
        cancellation.ThrowIfCancellationRequested();
        if (metadata is not null)
        {
            foreach (var (name, value) in metadata)
            {
                TableRules.RequireUnicode(name);
                TableRules.RequireUnicode(value);
            }

            _writer.CustomMetadata = metadata;
        }

        _closedBecause = "The file is finished.";
        // Disposing writes the footer, so the writer of a failed or cancelled file is not disposed.
        Complete(_writer.DisposeAsync().AsTask());
    }

    private async Task AppendAsync(IResultTable rows)
    {
        _writer ??= await BeginAsync().ConfigureAwait(false);
        for (var (start, count) = (0, 0); start < rows.RowCount; start += count)
        {
            count = TextOrder.Rows(rows.Columns, start, Math.Min(RowsPerGroupMax, rows.RowCount - start));
            using var group = _writer.CreateRowGroup();
            for (var column = 0; column < _fields.Length; column++)
            {
                cancellation.ThrowIfCancellationRequested();
                await rows.Columns[column].Data.WriteAsync(group, _fields[column], start, count, cancellation).ConfigureAwait(false);
            }

            group.CompleteValidate();
        }
    }

    private async Task<ParquetWriter> BeginAsync()
    {
        _fields = [.. _shapes.Select(column => new DataField(column.Name, column.ClrType, column.IsNullable))];
        foreach (var column in _shapes)
            _options.ColumnEncodingHints[column.Name] = column.Encoding;
        return await ParquetWriter.CreateAsync(
            new ParquetSchema(_fields), new ForwardStream(stream), _options, cancellationToken: cancellation).ConfigureAwait(false);
    }

    /// <summary>Parquet.Net is asynchronous throughout; on a <see cref="ForwardStream"/> each task has ended when it is returned.</summary>
    private static void Complete(Task task) => task.GetAwaiter().GetResult();

    private void RequireOpen()
    {
        if (_closedBecause is not null)
            throw new InvalidOperationException(_closedBecause);
    }

    /// <summary>The properties of a column that are the same in all parts of a table.</summary>
    private sealed record ColumnShape(string Name, ColumnType Type, bool IsNullable, bool IsSequence)
    {
        public Type ClrType => Type switch
        {
            ColumnType.Integer32 => typeof(int),
            ColumnType.Integer64 => typeof(long),
            ColumnType.Number => typeof(double),
            _ => typeof(string),
        };

        public EncodingHint Encoding =>
            Type == ColumnType.Text ? EncodingHint.Dictionary : IsSequence ? EncodingHint.DeltaBinaryPacked : EncodingHint.Default;

        public static ColumnShape Of(ResultColumn column) => new(column.Name, column.Data.Type, column.IsNullable, column.IsSequence);
    }
}
