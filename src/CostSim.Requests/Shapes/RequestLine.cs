using CostSim.Batches;

namespace CostSim.Requests.Shapes;

/// <summary>A line of a request file, told by its keys.</summary>
internal readonly ref struct RequestLine
{
    private const string KnownShapes =
        "Lines are of OpenAI or Azure (`body` and `url`), Anthropic (`params`), Gemini (`key` and `request`), Vertex AI (`request`) "
            + "or Bedrock (`modelInput`); a batch is one object a line, without a list around it.";

    private RequestLine(RequestShape shape, JsonSlice id, JsonSlice body)
    {
        Shape = shape;
        Id = id;
        Body = body;
    }

    public RequestShape Shape { get; }

    /// <summary>The custom id, key or record id; no value where there is none.</summary>
    public JsonSlice Id { get; }

    public JsonSlice Body { get; }

    /// <summary>Tells what a line is.</summary>
    /// <exception cref="LineFault">It is no request of a known shape.</exception>
    /// <exception cref="System.Text.Json.JsonException">It is not JSON.</exception>
    public static RequestLine Read(ReadOnlySpan<byte> line)
    {
        var root = new JsonSlice(line);
        if (!root.IsObject)
            throw new LineFault("a request is a JSON object", hint: KnownShapes);
        JsonSlice body = default, url = default, parameters = default, request = default, modelInput = default;
        JsonSlice customId = default, key = default, recordId = default;
        foreach (var property in root.Properties)
        {
            if (property.Is("body"u8))
                body = property.Value;
            else if (property.Is("url"u8))
                url = property.Value;
            else if (property.Is("params"u8))
                parameters = property.Value;
            else if (property.Is("request"u8))
                request = property.Value;
            else if (property.Is("modelInput"u8))
                modelInput = property.Value;
            else if (property.Is("custom_id"u8))
                customId = property.Value;
            else if (property.Is("key"u8))
                key = property.Value;
            else if (property.Is("recordId"u8))
                recordId = property.Value;
        }

        return body.IsThere ? new(OfUrl(line, url), customId, Checked(line, body))
            : parameters.IsThere ? new(RequestShape.Anthropic, customId, Checked(line, parameters))
            : modelInput.IsThere ? new(RequestShape.Bedrock, recordId, Checked(line, modelInput))
            : !request.IsThere ? throw new LineFault("this is no request of a known shape", hint: KnownShapes)
            : new(key.IsThere ? RequestShape.Gemini : RequestShape.Vertex, key, Checked(line, request));
    }

    private static JsonSlice Checked(ReadOnlySpan<byte> line, JsonSlice body) =>
        body.IsObject ? body : throw new LineFault("the body of a request is a JSON object", JsonSlice.OffsetOf(line, body));

    private static RequestShape OfUrl(ReadOnlySpan<byte> line, JsonSlice url) =>
        !url.IsString ? throw new LineFault("a request with a `body` has a `url`, which says what it asks for")
        : RequestShape.OfUrl(url.Text) ?? throw new LineFault(
            "this `url` is not one whose tokens can be counted", JsonSlice.OffsetOf(line, url),
            "It ends in /chat/completions, /responses, /embeddings or /completions.");
}
