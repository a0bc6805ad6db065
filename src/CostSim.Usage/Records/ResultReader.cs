using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using CostSim.Batches;

namespace CostSim.Usage.Records;

/// <summary>Makes rows of results, on one thread at a time.</summary>
internal sealed class ResultReader
{
    private readonly Answer _answer = new();

    /// <summary>Reads a result.</summary>
    /// <param name="file">What messages call its file.</param>
    /// <param name="number">Its line.</param>
    /// <param name="line">The line.</param>
    /// <param name="keys">The line's keys.</param>
    public ReadRecord Read(string file, long number, ReadOnlySpan<byte> line, LineKeys keys)
    {
        var provider = keys.Source!.Value.Provider;
        JsonSlice body = keys.Response, ownId = default;
        var (status, isAnswered, warning) = (RowStatus.Failed, false, default(WarningKind?));
        switch (provider)
        {
            case Provider.OpenAi or Provider.Azure:
                body = BodyOfOpenAi(keys.Response, out var isRefused, out ownId);
                (status, isAnswered) = (Ending.OfError(keys.Error["code"u8]), keys.Response.IsThere ? !isRefused : !keys.Error.IsThere);
                if (keys.Id.IsThere)
                    ownId = keys.Id;
                break;
            case Provider.Anthropic:
                status = Ending.OfResult(line, keys.Result["type"u8]);
                body = keys.Result["message"u8];
                ownId = keys.Result["error"u8]["request_id"u8];
                isAnswered = status == RowStatus.Succeeded;
                break;
            case Provider.Vertex when keys.Status.IsString && keys.Status.Text.Length > 0:
                break;
            case Provider.Bedrock:
                body = keys.ModelOutput;
                isAnswered = !keys.Error.IsThere;
                break;
            default:
                (status, isAnswered) = (Ending.OfError(keys.Error["code"u8]), keys.Response.IsThere || !keys.Error.IsThere);
                break;
        }

        _answer.Read(line, body, out var responseId);
        if (isAnswered)
            status = _answer.Status ?? RowStatus.Succeeded;
        var isBilled = status is RowStatus.Succeeded or RowStatus.Incomplete;
        if (isBilled)
            warning = Fault(body);
        else if (_answer.Counts is { HasInput: true, IsSound: true } counts && counts.Tokens != default)
            warning = WarningKind.TokensOfFailure;
        if (warning is WarningKind.NoAnswer or WarningKind.NoUsage or WarningKind.OddUsage)
            (status, isBilled) = (RowStatus.Unmeasured, false);
        var customId = IdOf(keys, line);
        var row = new LedgerRow
        {
            File = file,
            Line = number,
            Provider = provider,
            CustomId = customId,
            Model = _answer.Model,
            Tier = _answer.Tier,
            Status = status,
            Tokens = isBilled ? _answer.Counts.Tokens : default,
            Tools = isBilled ? _answer.Tools : default,
            Day = _answer.Day ?? DayOf(keys.ProcessedTime),
        };
        return ReadRecord.Of(row, line, responseId.IsThere ? responseId : ownId, warning, _answer.Counts.OddKey);
    }

    /// <summary>The custom id of a line, whatever its key; null where there is none.</summary>
    public static string? IdOf(LineKeys keys, ReadOnlySpan<byte> line)
    {
        var id = keys.CustomId.IsThere ? keys.CustomId
            : keys.Key.IsThere ? keys.Key
            : keys.RecordId.IsThere ? keys.RecordId
            : keys.Request["labels"u8]["custom_id"u8];
        return id.IsString ? id.TextIn(line) : id.Number?.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The body of a response, with the id of its request.</summary>
    private static JsonSlice BodyOfOpenAi(JsonSlice response, out bool isRefused, out JsonSlice requestId)
    {
        const int FirstRefusal = 400;
        var body = default(JsonSlice);
        isRefused = false;
        requestId = default;
        foreach (var property in response.Properties)
        {
            if (property.Is("body"u8))
                body = property.Value;
            else if (property.Is("status_code"u8))
                isRefused = property.Value.Number >= FirstRefusal;
            else if (property.Is("request_id"u8))
                requestId = property.Value;
        }

        return body;
    }

    /// <summary>Why the counts of a billed answer need a look; null where they do not.</summary>
    private WarningKind? Fault(JsonSlice body)
    {
        var counts = _answer.Counts;
        return !body.IsObject ? WarningKind.NoAnswer
            : !counts.IsSound ? WarningKind.OddUsage
            : !counts.HasInput || !counts.HasOutput && !_answer.HasNoOutput ? WarningKind.NoUsage
            : counts.TotalDiffers ? WarningKind.TotalDiffers
            : counts.HasAudio ? WarningKind.Audio
            : null;
    }

    private static DateOnly? DayOf(JsonSlice time) => time.Time is { } known ? DateOnly.FromDateTime(known.UtcDateTime) : null;
}

/// <summary>A row with what tells whether it was read before.</summary>
/// <param name="Row">The row, without its attempt.</param>
/// <param name="Id">The hash of its custom id; 0 where there is none.</param>
/// <param name="Record">The hash of the record: of custom id and response id, else of its whole line.</param>
/// <param name="Figures">The hash of what it bills.</param>
/// <param name="Warning">What needs a look, or null.</param>
/// <param name="OddKey">The count that is odd, or null.</param>
internal readonly record struct ReadRecord(
    LedgerRow Row, UInt128 Id, UInt128 Record, ulong Figures, WarningKind? Warning, string? OddKey)
{
    public static ReadRecord Of(LedgerRow row, ReadOnlySpan<byte> line, JsonSlice responseId, WarningKind? warning, string? oddKey)
    {
        var id = HashOf(row.Provider, row.CustomId);
        ReadOnlySpan<UInt128> record =
            [id, XxHash128.HashToUInt128(id != 0 && responseId.IsThere ? responseId.Bytes : line)];
        ReadOnlySpan<long> figures = MemoryMarshal.Cast<TokenUsage, long>([row.Tokens]);
        return new ReadRecord(
            row, id, XxHash128.HashToUInt128(MemoryMarshal.AsBytes(record), (long)row.Provider),
            XxHash3.HashToUInt64(MemoryMarshal.AsBytes(figures), (long)row.Status), warning, oddKey);
    }

    /// <summary>
    /// The hash of a custom id, which each provider has for itself; OpenAI and Azure share theirs, since their requests look alike. 0 where
    /// there is none.
    /// </summary>
    public static UInt128 HashOf(Provider provider, string? customId)
    {
        if (customId is null)
            return 0;
        var family = provider == Provider.Azure ? Provider.OpenAi : provider;
        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(customId.AsSpan()), (long)family);
    }
}
