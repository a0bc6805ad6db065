using System.Collections.Concurrent;
using CostSim.Batches;
using CostSim.Usage.Reading;
using CostSim.Usage.Records;

namespace CostSim.Usage;

/// <summary>
/// What providers billed, read from their records: rows for requests, statements for many of them together. Rows go to a visitor in the
/// order of files and lines, whatever the number of threads; of a row only hashes are kept.
/// </summary>
/// <remarks>
/// A record with the custom id and the response id of an earlier one is the same record read again: a duplicate, which counts once. Where
/// it has no response id, or no custom id, the whole line has to be the same. Any other record of a known custom id is a further attempt,
/// and billed if it succeeded. A statement counts once too: the same batch object, or the same result of the same bucket of an export.
/// </remarks>
public sealed class Ledger
{
    private static readonly string[] Endings = [".jsonl", ".ndjson", ".json", ".jsonl.out", ".json.out"];

    private readonly LedgerOptions _options;
    private readonly Action<LedgerRow>? _visit;
    private readonly CancellationToken _cancellation;
    private readonly ConcurrentBag<BlockLedger> _readers = [];
    private readonly HashTable _records = new();
    private readonly IdBook _ids = new();
    private readonly RowTally _rows = new();
    private readonly WarningBook _warnings = new();
    private readonly List<Statement> _statements = [];
    private long _repeatedStatements;

    /// <summary>Lines with statements so far.</summary>
    private ulong _lines;

    /// <summary>Exports of which a page was read that says that another one follows; null once the last page was read.</summary>
    private readonly Dictionary<Source, (string File, long Line)?> _openPages = [];

    private Ledger(Action<LedgerRow>? visit, LedgerOptions options, CancellationToken cancellation) =>
        (_visit, _options, _cancellation) = (visit, options, cancellation);

    /// <summary>The files that paths name: files themselves, and of folders those that records are mostly in.</summary>
    /// <param name="paths">Files, folders, or <c>-</c> for the standard input.</param>
    /// <exception cref="BatchException">A path is not there, or has no such files.</exception>
    public static IReadOnlyList<BatchFile> Files(IEnumerable<string> paths) => BatchFile.Of(paths, Endings);

    /// <summary>Reads records.</summary>
    /// <param name="files">The files, in the order in which attempts were made.</param>
    /// <param name="visit">Given each row, in order and on the caller's thread; null where sums are enough.</param>
    /// <param name="options">Options, or null.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="BatchException">A line is nothing that is known, or there is nothing to read.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static LedgerSummary Read(
        IReadOnlyList<BatchFile> files, Action<LedgerRow>? visit = null, LedgerOptions? options = null,
        CancellationToken cancellation = default) =>
        new Ledger(visit, options ?? new LedgerOptions(), cancellation).Read(files);

    private LedgerSummary Read(IReadOnlyList<BatchFile> files)
    {
        var pipeline = new BlockPipeline<BlockReading>(_options.Threads, _options.LineBytesMax, _cancellation)
        {
            Progress = _options.Progress,
            WithDocuments = true,
        };
        var tallies = files.Select(file => new FileTally(file.Name)).ToList();
        foreach (var (file, tally) in files.Zip(tallies))
        {
            var reader = pipeline.Read(file, block => Read(file.Name, block), block => Add(tally, block));
            (tally.Bytes, tally.TooLong) = (reader.Bytes, reader.TooLong.Count);
            foreach (var line in reader.TooLong)
                _warnings.Add(WarningKind.TooLong, file.Name, line);
        }

        pipeline.Finish();
        foreach (var page in _openPages.Values)
        {
            if (page is { } open)
                _warnings.Add(WarningKind.MorePages, open.File, open.Line);
        }

        IReadOnlyList<FileReading> readings = [.. tallies.Select(tally => tally.Reading)];
        if (readings.All(reading => reading.Lines == reading.Blank))
            throw BatchException.Of(string.Join(", ", files.Select(file => file.Name)), "there are no records here");
        return new LedgerSummary(readings, _rows.Totals, _ids.Counts(), _statements, _warnings.Warnings)
        {
            RepeatedStatements = _repeatedStatements,
        };
    }

    private BlockReading Read(string file, LineBlock block)
    {
        var reader = _readers.TryTake(out var free) ? free : new BlockLedger();
        var reading = reader.Read(file, block, _cancellation);
        _readers.Add(reader);
        return reading;
    }

    private void Add(FileTally file, BlockReading block)
    {
        file.Add(block);
        foreach (var id in block.Asked)
            _ids.Ask(id);
        foreach (var record in block.Records)
            Add(file, record);
        foreach (var line in block.Statements)
            Add(file, line);
        if (block.Fault is { } fault)
            throw fault;
    }

    private void Add(FileTally file, in ReadRecord record)
    {
        var row = record.Row;
        ref var figures = ref _records.ValueOf(record.Record, out var isNew);
        if (!isNew)
        {
            file.Duplicates++;
            if (figures != record.Figures)
                _warnings.Add(WarningKind.Conflict, row.File, row.Line);
            return;
        }

        figures = record.Figures;
        file.Rows++;
        if (record.Warning is { } warning)
            _warnings.Add(warning, row.File, row.Line, record.OddKey);
        var (attempt, billedBefore) = _ids.Add(record.Id, row.IsBilled);
        row = row with { Attempt = attempt, BilledBefore = billedBefore };
        _rows.Add(row);
        _visit?.Invoke(row);
    }

    private void Add(FileTally file, StatementLine line)
    {
        _lines++;
        var kept = 0;
        foreach (var (statement, hash) in line.Statements)
        {
            if (!IsNew(hash))
                continue;
            kept++;
            _statements.Add(statement);
        }

        _repeatedStatements += line.Statements.Count - kept;
        if (kept > 0 || line.Statements.Count == 0 && IsNew(line.Hash))
            file.StatementLines++;
        else
            file.Duplicates++;
        if (line.IsOdd)
            _warnings.Add(WarningKind.OddUsage, file.Name, line.Line);
        // Pages do not say which one they follow, and files may come in any order: one last page closes its source.
        if (line.Source is { } source && !(_openPages.TryGetValue(source, out var open) && open is null))
            _openPages[source] = line.HasMore ? (file.Name, line.Line) : null;
    }

    /// <summary>Whether a statement was on no earlier line; those of one line are different, even where they look alike.</summary>
    private bool IsNew(UInt128 hash)
    {
        ref var line = ref _records.ValueOf(hash, out var isNew);
        if (isNew)
            line = _lines;
        return line == _lines;
    }
}
