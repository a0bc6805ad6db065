using CostSim.Batches;

namespace CostSim.Requests.Shapes;

/// <summary>What a key of a body holds, in the order in which a prompt has it.</summary>
internal enum BodyField
{
    Model,
    Tools,

    /// <summary>An object that may have the schema of the answer.</summary>
    Format,

    /// <summary>An object of settings, which may have the cap and a schema.</summary>
    Settings,

    /// <summary>The name of something that the provider keeps.</summary>
    Reference,
    System,
    Messages,

    /// <summary>A text or a list of texts or tokens, without messages.</summary>
    Inputs,

    /// <summary>The most tokens of output.</summary>
    Cap,

    /// <summary>How many answers are asked for.</summary>
    Choices,
}

/// <summary>A shape of request: whose it is, what it asks for, and the keys of its body.</summary>
internal sealed class RequestShape
{
    private readonly (byte[] Key, BodyField Field)[] _fields;

    private RequestShape(Provider provider, Endpoint endpoint, params (string Key, BodyField Field)[] fields) =>
        (Provider, Endpoint, _fields) =
            (provider, endpoint, [.. fields.Select(each => (System.Text.Encoding.UTF8.GetBytes(each.Key), each.Field))]);

    private RequestShape(Provider provider, RequestShape like) =>
        (Provider, Endpoint, _fields) = (provider, like.Endpoint, like._fields);

    private static readonly RequestShape[] OpenAi =
    [
        new(Provider.OpenAi, Endpoint.ChatCompletions,
            ("model", BodyField.Model), ("messages", BodyField.Messages), ("max_tokens", BodyField.Cap),
            ("max_completion_tokens", BodyField.Cap), ("n", BodyField.Choices), ("tools", BodyField.Tools),
            ("functions", BodyField.Tools), ("response_format", BodyField.Format)),
        new(Provider.OpenAi, Endpoint.Responses,
            ("model", BodyField.Model), ("instructions", BodyField.System), ("input", BodyField.Messages),
            ("max_output_tokens", BodyField.Cap), ("tools", BodyField.Tools), ("text", BodyField.Format),
            ("previous_response_id", BodyField.Reference), ("conversation", BodyField.Reference), ("prompt", BodyField.Reference)),
        new(Provider.OpenAi, Endpoint.Embeddings, ("model", BodyField.Model), ("input", BodyField.Inputs)),
        new(Provider.OpenAi, Endpoint.Completions,
            ("model", BodyField.Model), ("prompt", BodyField.Inputs), ("max_tokens", BodyField.Cap), ("n", BodyField.Choices)),
    ];

    private static readonly RequestShape[] Azure = [.. OpenAi.Select(shape => new RequestShape(Provider.Azure, shape))];

    public static readonly RequestShape Anthropic = new(
        Provider.Anthropic, Endpoint.Messages,
        ("model", BodyField.Model), ("messages", BodyField.Messages), ("system", BodyField.System), ("max_tokens", BodyField.Cap),
        ("tools", BodyField.Tools), ("output_format", BodyField.Format), ("output_config", BodyField.Format));

    public static readonly RequestShape Gemini = new(
        Provider.Gemini, Endpoint.GenerateContent,
        ("model", BodyField.Model), ("contents", BodyField.Messages), ("systemInstruction", BodyField.System),
        ("system_instruction", BodyField.System), ("generationConfig", BodyField.Settings), ("generation_config", BodyField.Settings),
        ("tools", BodyField.Tools), ("cachedContent", BodyField.Reference), ("cached_content", BodyField.Reference));

    public static readonly RequestShape Vertex = new(Provider.Vertex, Gemini);

    /// <summary>The bodies of Converse and of InvokeModel, which are as their models' makers have them.</summary>
    public static readonly RequestShape Bedrock = new(
        Provider.Bedrock, Endpoint.ModelInput,
        ("messages", BodyField.Messages), ("system", BodyField.System), ("inferenceConfig", BodyField.Settings),
        ("textGenerationConfig", BodyField.Settings), ("tools", BodyField.Tools), ("toolConfig", BodyField.Tools),
        ("max_tokens", BodyField.Cap), ("max_completion_tokens", BodyField.Cap), ("max_gen_len", BodyField.Cap),
        ("max_tokens_to_sample", BodyField.Cap), ("prompt", BodyField.Inputs), ("inputText", BodyField.Inputs),
        ("texts", BodyField.Inputs), ("chat_history", BodyField.Messages), ("message", BodyField.Inputs));

    public Provider Provider { get; }

    public Endpoint Endpoint { get; }

    /// <summary>The shape of a request to an endpoint of OpenAI or Azure; null for an endpoint without a batch of tokens.</summary>
    /// <param name="url">The end of an address: <c>/v1/chat/completions</c>; Azure's has no version.</param>
    public static RequestShape? OfUrl(ReadOnlySpan<byte> url)
    {
        var shapes = url.StartsWith("/v1/"u8) ? OpenAi : Azure;
        return url.EndsWith("/chat/completions"u8) ? shapes[0]
            : url.EndsWith("/responses"u8) ? shapes[1]
            : url.EndsWith("/embeddings"u8) ? shapes[2]
            : url.EndsWith("/completions"u8) ? shapes[3]
            : null;
    }

    /// <summary>What a key of the body holds; null for a key that costs no tokens.</summary>
    public BodyField? FieldOf(ReadOnlySpan<byte> key)
    {
        foreach (var (known, field) in _fields)
        {
            if (key.SequenceEqual(known))
                return field;
        }

        return null;
    }
}
