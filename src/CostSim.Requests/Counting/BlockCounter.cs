using System.Buffers;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CostSim.Requests.Files;
using CostSim.Requests.Shapes;
using CostSim.Scenarios;

namespace CostSim.Requests.Counting;

/// <summary>Counts the requests of blocks of lines, on one thread at a time.</summary>
internal sealed class BlockCounter(CountOptions options) : IDisposable
{
    private const int ModelLettersMax = 128;

    private static readonly SearchValues<byte> ModelLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:/@-"u8);

    private readonly Dictionary<TokenEncoding, TextCounter> _counters = [];
    private readonly Prompt _prompt = new();
    private readonly RequestBody _body = new();

    /// <summary>The model of the request before: the next one mostly has the same.</summary>
    private (byte[] Utf8, string Name) _model = ([], "");

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
        var tally = new BlockTally();
        var rest = block.Bytes;
        for (var number = block.FirstLine; rest.Length > 0 && tally.Fault is null; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var length = rest.IndexOf((byte)'\n') is >= 0 and var end ? end : rest.Length;
            var line = rest[..length].TrimEnd(" \t\r"u8);
            rest = rest[Math.Min(rest.Length, length + 1)..];
            if (line.Length > 0)
                tally.Fault = Add(file, number, line, tally);
        }

        return tally;
    }

    public void Dispose() => _prompt.Dispose();

    private RequestException? Add(string file, long number, ReadOnlySpan<byte> line, BlockTally tally)
    {
        try
        {
            if (!Utf8.IsValid(line))
                throw new LineFault("this is not valid UTF-8", ValidBytes(line));
            var request = RequestLine.Read(line);
            var provider = request.Shape.Provider;
            if (tally.Origin is { } origin && origin.Provider != provider)
                return BlockTally.Mixed(file, number, origin.Provider, provider);
            tally.Origin ??= (provider, number);
            Add(line, request, tally);
            return null;
        }
        catch (LineFault e)
        {
            return Fault(file, number, line, e.Offset, e.Message, e.Hint);
        }
        catch (JsonException e)
        {
            return Fault(
                file, number, line, (int)(e.BytePositionInLine ?? 0), "this is not JSON", "A request is one JSON object on one line.");
        }
    }

    private void Add(ReadOnlySpan<byte> line, RequestLine request, BlockTally tally)
    {
        var model = options.ModelOf(NameOf(line, _body.Open(request.Shape, request.Body)));
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

    /// <summary>The name of a model: of few characters, so that it cannot be a text.</summary>
    private string? NameOf(ReadOnlySpan<byte> line, JsonSlice model)
    {
        if (!model.IsThere)
            return null;
        if (!model.IsString || model.Text.Length is 0 or > ModelLettersMax || model.Text.IndexOfAnyExcept(ModelLetters) >= 0)
            throw new LineFault("`model` is not the name of a model", RequestLine.OffsetOf(line, model),
                $"It has at most {ModelLettersMax} letters, digits and . _ : / @ -");
        if (!model.Text.SequenceEqual(_model.Utf8))
            _model = (model.Text.ToArray(), Encoding.UTF8.GetString(model.Text));
        return _model.Name;
    }

    private static RequestException Fault(string file, long number, ReadOnlySpan<byte> line, int offset, string message, string? hint)
    {
        var before = line[..Math.Min(offset, line.Length)];
        return new RequestException(new Diagnostic(
            Severity.Error, file, (int)Math.Min(number, int.MaxValue), Encoding.UTF8.GetCharCount(before) + 1, "", message, hint));
    }

    private static int ValidBytes(ReadOnlySpan<byte> utf8)
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(utf8[valid..], out _, out var length) == OperationStatus.Done)
            valid += length;
        return valid;
    }
}
