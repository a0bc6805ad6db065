using CostSim.Batches;
using CostSim.Usage.Records;

namespace CostSim.Usage.Statements;

/// <summary>Reads objects that describe a batch, on one thread at a time.</summary>
internal sealed class BatchObject
{
    private readonly TokenCounts _counts = new(most: 1_000_000_000_000_000);
    private readonly ModelNames _models = new();

    /// <summary>Whether an object describes a batch, by its keys <c>object</c> and <c>type</c>.</summary>
    public static bool IsOne(JsonSlice thing, JsonSlice type) => thing.Is("batch"u8) || type.Is("message_batch"u8);

    /// <summary>Whose it is: Azure writes dates where OpenAI has seconds.</summary>
    public static Source SourceOf(JsonSlice type, JsonSlice createdAt) => new(
        type.Is("message_batch"u8) ? Provider.Anthropic : createdAt.IsString ? Provider.Azure : Provider.OpenAi, SourceKind.Batches);

    /// <summary>Reads an object.</summary>
    /// <param name="line">The line that has it.</param>
    /// <param name="batch">The object.</param>
    /// <param name="statement">An empty statement, with file, line and provider.</param>
    /// <param name="isOdd">Whether its tokens cannot be, and are left out.</param>
    public BatchStatement Read(ReadOnlySpan<byte> line, JsonSlice batch, BatchStatement statement, out bool isOdd)
    {
        _counts.Clear();
        foreach (var property in batch.Properties)
        {
            var value = property.Value;
            if (property.Is("id"u8))
                statement = statement with { Id = Word.Of(line, value) };
            else if (property.Is("status"u8) || property.Is("processing_status"u8))
                statement = statement with { Status = Word.Lower(line, value) };
            else if (property.Is("model"u8))
                statement = statement with { Model = _models.Read(line, value) };
            else if (property.Is("created_at"u8))
                statement = statement with { CreatedAt = value.Time };
            else if (property.Is("completed_at"u8) || property.Is("failed_at"u8) || property.Is("expired_at"u8)
                || property.Is("cancelled_at"u8) || property.Is("ended_at"u8))
                statement = statement with { EndedAt = value.Time ?? statement.EndedAt };
            else if (property.Is("request_counts"u8))
                statement = WithCounts(statement, value);
            else if (property.Is("usage"u8))
                _counts.Add(value);
            else if (property.Is("metadata"u8))
                statement = statement with { Metadata = Words(line, value) };
            else
                statement = WithCount(statement, property);
        }

        isOdd = !_counts.IsSound;
        return statement with { Tokens = _counts.HasInput && !isOdd ? _counts.Tokens : null };
    }

    /// <summary>A count of Bedrock's manifest.</summary>
    private BatchStatement WithCount(BatchStatement statement, JsonSlice.Property property)
    {
        if (property.Is("totalRecordCount"u8))
            return statement with { Total = property.Value.Number };
        if (property.Is("successRecordCount"u8))
            return statement with { Succeeded = property.Value.Number };
        if (property.Is("errorRecordCount"u8))
            return statement with { Failed = property.Value.Number };
        _counts.Add(property);
        return statement;
    }

    private static BatchStatement WithCounts(BatchStatement statement, JsonSlice counts)
    {
        statement = statement with
        {
            Total = counts["total"u8].Number,
            Succeeded = counts["completed"u8].Number ?? counts["succeeded"u8].Number,
            Failed = counts["failed"u8].Number ?? counts["errored"u8].Number,
            Expired = counts["expired"u8].Number,
            Cancelled = counts["canceled"u8].Number,
            Processing = counts["processing"u8].Number,
        };
        // Anthropic counts each request once, and has no total.
        return statement.Total is not null || statement.Provider != Provider.Anthropic ? statement : statement with
        {
            Total = statement.Processing + statement.Succeeded + statement.Failed + statement.Cancelled + statement.Expired,
        };
    }

    private static Dictionary<string, string> Words(ReadOnlySpan<byte> line, JsonSlice metadata)
    {
        var words = new Dictionary<string, string>();
        foreach (var property in metadata.Properties)
        {
            if (Word.Of(line, property.Value) is { } word)
                words[property.NameIn(line)] = word;
        }

        return words;
    }
}
