using CostSim.Batches;
using CostSim.Usage.Statements;

namespace CostSim.Usage.Records;

/// <summary>The keys of a line that tell what it is. A key that is there with null has the value null, not none.</summary>
internal readonly ref struct LineKeys
{
    private const string KnownShapes =
        "Known are results of batches (`custom_id` with `response` or `result`, `key` with `response`, `request` with `response`, "
            + "`recordId` with `modelOutput`), batch objects, and pages of usage or cost exports.";

    public JsonSlice CustomId { get; private init; }

    public JsonSlice Key { get; private init; }

    public JsonSlice RecordId { get; private init; }

    public JsonSlice Id { get; private init; }

    public JsonSlice Response { get; private init; }

    public JsonSlice Result { get; private init; }

    public JsonSlice ModelOutput { get; private init; }

    public JsonSlice Error { get; private init; }

    public JsonSlice Status { get; private init; }

    public JsonSlice ProcessedTime { get; private init; }

    public JsonSlice Request { get; private init; }

    public JsonSlice Data { get; private init; }

    /// <summary>The line as an object.</summary>
    public JsonSlice Root { get; private init; }

    /// <summary>Whether a page of an export says that another one follows.</summary>
    public bool HasMore { get; private init; }

    /// <summary>Whose it is and what; null for a page of an export without results, which does not say.</summary>
    public Source? Source { get; private init; }

    /// <summary>Tells what a line is.</summary>
    /// <exception cref="LineFault">It is nothing that is known.</exception>
    /// <exception cref="System.Text.Json.JsonException">It is not JSON.</exception>
    public static LineKeys Read(ReadOnlySpan<byte> line)
    {
        var root = new JsonSlice(line);
        if (!root.IsObject)
            throw new LineFault("a line is a JSON object", hint: KnownShapes);
        JsonSlice customId = default, key = default, recordId = default, id = default, response = default, result = default;
        JsonSlice modelOutput = default, error = default, status = default, processedTime = default, request = default, data = default;
        JsonSlice thing = default, type = default, createdAt = default, url = default;
        var (hasParameters, hasModelInput, hasRecordCount, hasMore, isPage) = (false, false, false, false, false);
        foreach (var property in root.Properties)
        {
            if (property.Is("custom_id"u8))
                customId = property.Value;
            else if (property.Is("response"u8))
                response = property.Value;
            else if (property.Is("error"u8))
                error = property.Value;
            else if (property.Is("id"u8))
                id = property.Value;
            else if (property.Is("result"u8))
                result = property.Value;
            else if (property.Is("key"u8))
                key = property.Value;
            else if (property.Is("request"u8))
                request = property.Value;
            else if (property.Is("status"u8))
                status = property.Value;
            else if (property.Is("processed_time"u8))
                processedTime = property.Value;
            else if (property.Is("recordId"u8))
                recordId = property.Value;
            else if (property.Is("modelOutput"u8))
                modelOutput = property.Value;
            else if (property.Is("data"u8))
                data = property.Value;
            else if (property.Is("object"u8))
                thing = property.Value;
            else if (property.Is("type"u8))
                type = property.Value;
            else if (property.Is("created_at"u8))
                createdAt = property.Value;
            else if (property.Is("url"u8))
                url = property.Value;
            else
            {
                hasParameters |= property.Is("params"u8);
                hasModelInput |= property.Is("modelInput"u8);
                hasMore |= property.Is("has_more"u8) && property.Value.IsTrue;
                hasRecordCount |= property.Is("totalRecordCount"u8);
            }
        }

        var hasAnswer = response.Exists || error.Exists;
        Source? source =
            hasRecordCount ? new(Provider.Bedrock, SourceKind.Batches)
            : modelOutput.Exists || hasModelInput && error.IsThere ? new(Provider.Bedrock, SourceKind.Results)
            : hasModelInput ? new(Provider.Bedrock, SourceKind.Requests)
            : customId.IsThere && result.IsThere ? new(Provider.Anthropic, SourceKind.Results)
            : hasParameters ? new(Provider.Anthropic, SourceKind.Requests)
            : url.IsString ? new(url.Text.StartsWith("/v1/"u8) ? Provider.OpenAi : Provider.Azure, SourceKind.Requests)
            : key.IsThere && hasAnswer ? new(Provider.Gemini, SourceKind.Results)
            : request.IsThere && (hasAnswer || status.Exists) ? new(Provider.Vertex, SourceKind.Results)
            : request.IsThere ? new(key.IsThere ? Provider.Gemini : Provider.Vertex, SourceKind.Requests)
            : customId.IsThere && hasAnswer ? new(id.IsThere ? Provider.OpenAi : Provider.Azure, SourceKind.Results)
            : BatchObject.IsOne(thing, type) ? BatchObject.SourceOf(type, createdAt)
            : data.IsArray ? ExportPage.SourceOf(data, out isPage)
            : null;
        if (source is null && !isPage)
            throw new LineFault("this is neither a result of a batch nor a statement of a provider", hint: KnownShapes);
        return new LineKeys
        {
            CustomId = customId,
            Key = key,
            RecordId = recordId,
            Id = id,
            Response = response,
            Result = result,
            ModelOutput = modelOutput,
            Error = error,
            Status = status,
            ProcessedTime = processedTime,
            Request = request,
            Data = data,
            Root = root,
            HasMore = hasMore,
            Source = source,
        };
    }
}
