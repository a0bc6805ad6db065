namespace CostSim.Requests.Counting;

/// <summary>
/// Tokens of a conversation beside its texts, as OpenAI's cookbook gives them for chat completions ("How to count tokens with tiktoken",
/// section 6). For other endpoints and providers they are assumed.
/// </summary>
internal static class ChatOverhead
{
    /// <summary>Of a message, beside its role and its content.</summary>
    public const int PerMessage = 3;

    /// <summary>Of a message's name, beside its text.</summary>
    public const int PerName = 1;

    /// <summary>What the reply begins with.</summary>
    public const int Reply = 3;
}
