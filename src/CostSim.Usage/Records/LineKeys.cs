using CostSim.Batches;
using CostSim.Usage.Statements;

namespace CostSim.Usage.Records;

/// <summary>The keys of a line that tell what it is. A key that is there with null has the value null, not none.</summary>
internal ref struct LineKeys
{
    private const string KnownShapes =
        "Known are results of batches (`custom_id` with `response` or `result`, `key` with `response`, `request` with `response`, "
            + "`recordId` with `modelOutput`), batch objects, and pages of usage or cost exports.";

    private JsonSlice _object;
    private JsonSlice _type;
    private JsonSlice _createdAt;
    private JsonSlice _url;
    private JsonSlice _parameters;
    private JsonSlice _modelInput;
    private JsonSlice _recordCount;

    public JsonSlice CustomId { get; private set; }

    public JsonSlice Key { get; private set; }

    public JsonSlice RecordId { get; private set; }

    public JsonSlice Id { get; private set; }

    public JsonSlice Response { get; private set; }

    public JsonSlice Result { get; private set; }

    public JsonSlice ModelOutput { get; private set; }

    public JsonSlice Error { get; private set; }

    public JsonSlice Status { get; private set; }

    public JsonSlice ProcessedTime { get; private set; }

    public JsonSlice Request { get; private set; }

    public JsonSlice Data { get; private set; }

    /// <summary>The line as an object.</summary>
    public JsonSlice Root { get; private init; }

    /// <summary>Whether a page of an export says that another one follows.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whose it is and what; null for a page of an export without results, which does not say.</summary>
    public Source? Source { get; private set; }

    /// <summary>Tells what a line is.</summary>
    /// <exception cref="LineFault">It is nothing that is known.</exception>
    /// <exception cref="System.Text.Json.JsonException">It is not JSON.</exception>
    public static LineKeys Read(ReadOnlySpan<byte> line)
    {
        var keys = new LineKeys { Root = new JsonSlice(line) };
        if (!keys.Root.IsObject)
            throw new LineFault("a line is a JSON object", hint: KnownShapes);
        foreach (var property in keys.Root.Properties)
            keys.Take(property);
        keys.Source = keys.SourceOf(out var isEmptyPage);
        return keys.Source is not null || isEmptyPage ? keys
            : throw new LineFault("this is neither a result of a batch nor a statement of a provider", hint: KnownShapes);
    }

    private void Take(JsonSlice.Property property)
    {
        var value = property.Value;
        if (property.Is("custom_id"u8))
            CustomId = value;
        else if (property.Is("response"u8))
            Response = value;
        else if (property.Is("error"u8))
            Error = value;
        else if (property.Is("id"u8))
            Id = value;
        else if (property.Is("result"u8))
            Result = value;
        else if (property.Is("key"u8))
            Key = value;
        else if (property.Is("request"u8))
            Request = value;
        else if (property.Is("status"u8))
            Status = value;
        else if (property.Is("processed_time"u8))
            ProcessedTime = value;
        else if (property.Is("recordId"u8))
            RecordId = value;
        else if (property.Is("modelInput"u8))
            _modelInput = value;
        else if (property.Is("modelOutput"u8))
            ModelOutput = value;
        else if (property.Is("data"u8))
            Data = value;
        else if (property.Is("has_more"u8))
            HasMore = value.IsTrue;
        else if (property.Is("object"u8))
            _object = value;
        else if (property.Is("type"u8))
            _type = value;
        else if (property.Is("created_at"u8))
            _createdAt = value;
        else if (property.Is("url"u8))
            _url = value;
        else if (property.Is("params"u8))
            _parameters = value;
        else if (property.Is("totalRecordCount"u8))
            _recordCount = value;
    }

    private readonly Source? SourceOf(out bool isEmptyPage)
    {
        isEmptyPage = false;
        var hasAnswer = Response.Exists || Error.Exists;
        return _recordCount.Exists ? new(Provider.Bedrock, SourceKind.Batches)
            : ModelOutput.Exists || _modelInput.Exists && Error.IsThere ? new(Provider.Bedrock, SourceKind.Results)
            : _modelInput.Exists ? new(Provider.Bedrock, SourceKind.Requests)
            : CustomId.IsThere && Result.IsThere ? new(Provider.Anthropic, SourceKind.Results)
            : _parameters.Exists ? new(Provider.Anthropic, SourceKind.Requests)
            : _url.IsString ? new(_url.Text.StartsWith("/v1/"u8) ? Provider.OpenAi : Provider.Azure, SourceKind.Requests)
            : Key.IsThere && hasAnswer ? new(Provider.Gemini, SourceKind.Results)
            : Request.IsThere && (hasAnswer || Status.Exists) ? new(Provider.Vertex, SourceKind.Results)
            : Request.IsThere ? new(Key.IsThere ? Provider.Gemini : Provider.Vertex, SourceKind.Requests)
            : CustomId.IsThere && hasAnswer ? new(Id.IsThere ? Provider.OpenAi : Provider.Azure, SourceKind.Results)
            : BatchObject.IsOne(_object, _type) ? BatchObject.SourceOf(_type, _createdAt)
            : Data.IsArray ? ExportPage.SourceOf(Data, out isEmptyPage)
            : null;
    }
}
