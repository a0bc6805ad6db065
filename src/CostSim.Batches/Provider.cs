namespace CostSim.Batches;

/// <summary>Whose batch a file belongs to, by the keys of its lines.</summary>
public enum Provider
{
    OpenAi,
    Azure,
    Anthropic,

    /// <summary>The Gemini API of Google: lines have a key.</summary>
    Gemini,

    /// <summary>Gemini in Vertex AI: lines have none.</summary>
    Vertex,
    Bedrock,
}

/// <summary>Names of providers for people, and in documents.</summary>
public static class ProviderName
{
    public static string Of(Provider provider) => provider switch
    {
        Provider.OpenAi => "OpenAI",
        Provider.Azure => "Azure OpenAI",
        Provider.Vertex => "Vertex AI",
        _ => $"{provider}",
    };
}
