using System.IO.Hashing;
using CostSim.Batches;
using CostSim.Usage.Records;
using CostSim.Usage.Statements;

namespace CostSim.Usage.Reading;

/// <summary>Reads blocks of lines, on one thread at a time.</summary>
internal sealed class BlockLedger : ILineSink
{
    private readonly ResultReader _results = new();
    private readonly BatchObject _batches = new();
    private readonly ExportPage _pages = new();
    private BlockReading _reading = new();
    private string _file = "";

    public string HintOnJson => "A result is one JSON object on one line; a line may have been cut off while it was written.";

    long ILineSink.Blanks
    {
        get => _reading.Blanks;
        set => _reading.Blanks = value;
    }

    /// <summary>Reads a block, up to its first fault.</summary>
    /// <param name="file">What messages call the file.</param>
    /// <param name="block">Its lines.</param>
    /// <param name="cancellation">Stops it.</param>
    public BlockReading Read(string file, LineBlock block, CancellationToken cancellation)
    {
        (_file, _reading) = (file, new BlockReading());
        _reading.Fault = block.Read(file, this, cancellation);
        return _reading;
    }

    public void Add(long number, ReadOnlySpan<byte> line)
    {
        var keys = LineKeys.Read(line);
        if (keys.Source is { } source)
        {
            if (_reading.Origin is { } origin && origin.Source != source)
                throw BlockReading.Mixed(origin.Source, source);
            _reading.Origin ??= (source, number);
        }

        switch (keys.Source?.Kind)
        {
            case SourceKind.Results:
                _reading.Records.Add(_results.Read(_file, number, line, keys));
                break;
            case SourceKind.Requests:
                _reading.Requests++;
                if (ResultReader.IdOf(keys, line) is { } id)
                    _reading.Asked.Add(ReadRecord.HashOf(keys.Source.Value.Provider, id));
                break;
            default:
                _reading.Statements.Add(StatementsOf(number, line, keys));
                break;
        }
    }

    private StatementLine StatementsOf(long number, ReadOnlySpan<byte> line, LineKeys keys)
    {
        var (statements, isOdd) = (new List<FoundStatement>(), false);
        if (keys.Source is { Kind: SourceKind.Batches } source)
        {
            if (!keys.Data.IsArray)
                statements.Add(BatchOf(source.Provider, number, line, keys.Root, ref isOdd));
            foreach (var batch in keys.Data.Elements)
                statements.Add(BatchOf(source.Provider, number, line, batch, ref isOdd));
        }
        else if (keys.Source is { } export)
        {
            statements = _pages.Read(_file, number, line, keys.Data, export, out isOdd);
        }

        return new StatementLine(number, XxHash128.HashToUInt128(line), keys.Source, statements, keys.HasMore, isOdd);
    }

    private FoundStatement BatchOf(Provider provider, long number, ReadOnlySpan<byte> line, JsonSlice batch, ref bool isOdd)
    {
        var statement = _batches.Read(line, batch, new BatchStatement(_file, number, provider, null, null), out var isOddOne);
        isOdd |= isOddOne;
        return new FoundStatement(statement, XxHash128.HashToUInt128(batch.Bytes));
    }
}
