namespace CostSim.Parquet;

/// <summary>Writes one Parquet file to a stream, a row group at a time.</summary>
/// <remarks>
/// A flat schema, data pages of the first version with checksums, numbers in the encoding PLAIN, text with a dictionary, and bounds of each
/// column chunk in the footer. The stream need only be writable, and stays open. At any time the writer holds a page and a
/// dictionary of one column and, for the footer, a few hundred bytes of each column chunk. A file that was not finished has no footer,
/// and no reader takes it for complete. Not safe for use by several threads at once.
/// </remarks>
public sealed class ParquetWriter
{
    private readonly ParquetColumn[] _schema;
    private readonly ParquetOptions _options;
    private readonly PageWriter _pages;
    private readonly ColumnChunkWriter _chunks;
    private readonly List<ColumnChunk[]> _rowGroups = [];
    private string? _closedBecause;

    /// <summary>Begins a file with <paramref name="schema"/> on <paramref name="stream"/>.</summary>
    /// <exception cref="ArgumentException">The schema has no column, or a column has an empty name or the name of another.</exception>
    public ParquetWriter(Stream stream, IReadOnlyList<ParquetColumn> schema, ParquetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(schema);
        _schema = ParquetSchema.Validate(schema);
        _options = options ?? new ParquetOptions();
        _pages = new PageWriter(stream, _options.Codec, _options.CompressionLevel);
        _chunks = new ColumnChunkWriter(_pages, _options.DictionaryBytesMax);
        _pages.WriteRaw(FileFooter.Magic);
    }

    /// <summary>
    /// Writes rows, given as their columns in the order of the schema; any number of rows, of which the file remembers that they came
    /// together. Nothing is written for no rows.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The number of columns, a type, or a length differs, a value is null in a column that is not nullable, or a text has a surrogate
    /// without its other half.
    /// </exception>
    /// <exception cref="InvalidOperationException">The file is finished, or an earlier row group failed half-way.</exception>
    public void WriteRowGroup(params IReadOnlyList<ColumnData> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        CheckOpen();
        if (columns.Count != _schema.Length)
            throw new ArgumentException($"{columns.Count} columns were given; the schema has {_schema.Length}.", nameof(columns));
        for (var index = 0; index < _schema.Length; index++)
            ParquetSchema.Check(_schema[index], columns[index], columns[0].Length);
        if (columns[0].Length == 0)
            return;

        _closedBecause = "An earlier row group was not written in full.";
        var chunks = new ColumnChunk[_schema.Length];
        for (var index = 0; index < chunks.Length; index++)
            chunks[index] = _chunks.Write(_schema[index], columns[index]);
        _rowGroups.Add(chunks);
        _closedBecause = null;
    }

    /// <summary>Writes the footer, without which the file is none.</summary>
    /// <exception cref="InvalidOperationException">The file is finished already, or a row group failed half-way.</exception>
    public void Finish()
    {
        CheckOpen();
        _closedBecause = "The file is finished.";
        _pages.WriteRaw(FileFooter.Encode(_schema, _rowGroups, _options).Span);
    }

    private void CheckOpen()
    {
        if (_closedBecause is not null)
            throw new InvalidOperationException(_closedBecause);
    }
}
