namespace CostSim.Usage;

/// <summary>Billed tokens, each in exactly one part, whatever the provider counts within what.</summary>
/// <param name="FreshInput">Input that was neither read from a cache nor written to one.</param>
/// <param name="CacheRead">Input read from a cache.</param>
/// <param name="CacheWrite">Input written to a cache whose lifetime the record does not say.</param>
/// <param name="CacheWrite5m">Input written to a cache for five minutes.</param>
/// <param name="CacheWrite1h">Input written to a cache for an hour.</param>
/// <param name="VisibleOutput">Output without reasoning.</param>
/// <param name="Reasoning">Output that is reasoning, or thinking.</param>
public readonly record struct TokenUsage(
    long FreshInput, long CacheRead, long CacheWrite, long CacheWrite5m, long CacheWrite1h, long VisibleOutput, long Reasoning)
{
    /// <summary>All input.</summary>
    public long Input => FreshInput + CacheRead + CacheWrite + CacheWrite5m + CacheWrite1h;

    /// <summary>All output.</summary>
    public long Output => VisibleOutput + Reasoning;

    public static TokenUsage operator +(TokenUsage a, TokenUsage b) => new(
        a.FreshInput + b.FreshInput, a.CacheRead + b.CacheRead, a.CacheWrite + b.CacheWrite, a.CacheWrite5m + b.CacheWrite5m,
        a.CacheWrite1h + b.CacheWrite1h, a.VisibleOutput + b.VisibleOutput, a.Reasoning + b.Reasoning);

    public static TokenUsage Add(TokenUsage left, TokenUsage right) => left + right;
}

/// <summary>Uses of tools that have a fee, as far as records count them.</summary>
/// <param name="WebSearches">Searches of the web; at Google the queries of grounded answers.</param>
/// <param name="FileSearches">Searches of stored files.</param>
/// <param name="CodeRuns">Runs of code, several of which may share one container.</param>
public readonly record struct ToolCalls(long WebSearches, long FileSearches, long CodeRuns)
{
    public static ToolCalls operator +(ToolCalls a, ToolCalls b) =>
        new(a.WebSearches + b.WebSearches, a.FileSearches + b.FileSearches, a.CodeRuns + b.CodeRuns);

    public static ToolCalls Add(ToolCalls left, ToolCalls right) => left + right;
}
