namespace CostSim.Requests;

/// <summary>Options for counting requests.</summary>
public sealed record CountOptions
{
    /// <summary>The longest line that is read, in bytes: Anthropic takes no longer request.</summary>
    public const int LineBytesMaxByDefault = 1 << 25;

    /// <summary>Number of threads, from 1; it does not affect results.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// The model of requests that name none, since Bedrock, Gemini and Vertex AI have it in the job; null where it is not known.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>Models by the names that requests have for them, such as deployments of Azure.</summary>
    public IReadOnlyDictionary<string, string> Deployments { get; init; } = new Dictionary<string, string>();

    /// <summary>The longest line that is read, in bytes; a longer one is left out, and said.</summary>
    public int LineBytesMax { get; init; } = LineBytesMaxByDefault;

    /// <summary>Called with the stored bytes read so far, of all files together.</summary>
    public Action<long>? Progress { get; init; }

    internal string? ModelOf(string? named) => named is null ? Model : Deployments.GetValueOrDefault(named, named);
}
