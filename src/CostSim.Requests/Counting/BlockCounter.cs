using System.IO.Hashing;
using CostSim.Batches;
using CostSim.Requests.Shapes;

namespace CostSim.Requests.Counting;

/// <summary>Counts the requests of blocks of lines, on one thread at a time.</summary>
internal sealed class BlockCounter(CountOptions options) : ILineSink, IDisposable
{
    private readonly Dictionary<TokenEncoding, TextCounter> _counters = [];
    private readonly Prompt _prompt = new();
    private readonly RequestBody _body = new();

    private readonly ModelNames _models = new();
    private BlockTally _tally = new();

    public string HintOnJson => "A request is one JSON object on one line.";

    /// <summary>Empty lines do not count.</summary>
    long ILineSink.Blanks { get; set; }

    public TextCounter CounterOf(TokenEncoding encoding)
    {
        if (!_counters.TryGetValue(encoding, out var counter))
            _counters[encoding] = counter = new TextCounter(encoding);
        return counter;
    }

    /// <summary>Counts a block, up to its first fault.</summary>
    /// <param name="file">What messages call the file.</param>
    /// <param name="block">Its lines.</param>
    /// <param name="cancellation">Stops it.</param>
    public BlockTally Count(string file, LineBlock block, CancellationToken cancellation)
    {
        _tally = new BlockTally();
        _tally.Fault = block.Read(file, this, cancellation);
        return _tally;
    }

    public void Dispose() => _prompt.Dispose();

    public void Add(long number, ReadOnlySpan<byte> line)
    {
        var request = RequestLine.Read(line);
        var provider = request.Shape.Provider;
        if (_tally.Origin is { } origin && origin.Provider != provider)
            throw BlockTally.Mixed(origin.Provider, provider);
        _tally.Origin ??= (provider, number);
        Add(line, request, _tally);
    }

    private void Add(ReadOnlySpan<byte> line, RequestLine request, BlockTally tally)
    {
        var model = options.ModelOf(_models.Read(line, _body.Open(request.Shape, request.Body)));
        var place = tally.PlaceOf(new GroupKey(request.Shape.Provider, request.Shape.Endpoint, model));
        var group = tally.Groups[place];
        _body.Read(request.Body, _prompt);
        group.Lengths.Add(PromptCounter.Count(_prompt.Bytes, CounterOf(group.Counting.Encoding)), _body.OutputCap);
        group.Prefix.Narrow(_prompt.Bytes);
        if (_body.OutputCap is { } cap)
            group.AddCap(cap);
        for (var part = 0; part < group.Uncounted.Length; part++)
            group.Uncounted[part] += _body.Uncounted[part];
        group.WithJson += _body.HasJson ? 1 : 0;
        group.WithParts += _body.HasParts ? 1 : 0;
        group.WithCacheMarks += _body.HasCacheMarks ? 1 : 0;
        tally.Inputs += request.Shape.Endpoint == Endpoint.Embeddings ? _body.Inputs : 0;
        tally.Marks.Add(new RequestMark(
            place, request.Id.IsThere ? XxHash128.HashToUInt128(request.Id.Bytes) : 0, XxHash128.HashToUInt128(request.Body.Bytes)));
    }
}
