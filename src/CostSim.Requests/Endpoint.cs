namespace CostSim.Requests;

/// <summary>What a request asks for.</summary>
public enum Endpoint
{
    ChatCompletions,
    Responses,
    Completions,
    Embeddings,
    Messages,
    GenerateContent,

    /// <summary>InvokeModel or Converse: their bodies are told apart by their keys.</summary>
    ModelInput,
}

/// <summary>Names of endpoints.</summary>
public static class EndpointName
{
    public static string Of(Endpoint endpoint) => endpoint switch
    {
        Endpoint.ChatCompletions => "chat",
        Endpoint.GenerateContent => "generate",
        Endpoint.ModelInput => "invoke",
#pragma warning disable CA1308 // A name in a table, not a key.
        _ => $"{endpoint}".ToLowerInvariant(),
#pragma warning restore CA1308
    };
}

/// <summary>What in a prompt has no text that could be counted.</summary>
public enum UncountedPart
{
    Image,
    Audio,
    Video,
    File,

    /// <summary>Something kept by the provider: an earlier response, a stored prompt, a cache.</summary>
    Reference,

    /// <summary>A part of an unknown kind.</summary>
    Other,
}
