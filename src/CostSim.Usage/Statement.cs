using CostSim.Batches;

namespace CostSim.Usage;

/// <summary>What a provider states about many requests together, to check the rows against; never added to them.</summary>
/// <param name="File">What messages call the file that has it.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Provider">Whose statement it is.</param>
public abstract record Statement(string File, long Line, Provider Provider);

/// <summary>A batch as its provider describes it. Counts are null where it does not say.</summary>
/// <param name="File">See <see cref="Statement"/>.</param>
/// <param name="Line">See <see cref="Statement"/>.</param>
/// <param name="Provider">See <see cref="Statement"/>.</param>
/// <param name="Id">The batch; null where it does not say, as Bedrock's manifest.</param>
/// <param name="Status">The provider's word in lower case, such as <c>completed</c>; null where it does not say.</param>
public sealed record BatchStatement(string File, long Line, Provider Provider, string? Id, string? Status)
    : Statement(File, Line, Provider)
{
    /// <summary>The model, where all requests have one.</summary>
    public string? Model { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was completed, failed, expired or cancelled; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Requests.</summary>
    public long? Total { get; init; }

    public long? Succeeded { get; init; }

    public long? Failed { get; init; }

    public long? Expired { get; init; }

    public long? Cancelled { get; init; }

    /// <summary>Requests that are still waiting.</summary>
    public long? Processing { get; init; }

    /// <summary>All tokens; null where it does not say: at OpenAI before 2025-09-07, elsewhere mostly.</summary>
    public TokenUsage? Tokens { get; init; }

    /// <summary>What the user has written to the batch, such as the phase that it belongs to.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}

/// <summary>An amount of a cost export, for one bucket of time, mostly a day.</summary>
/// <param name="File">See <see cref="Statement"/>.</param>
/// <param name="Line">See <see cref="Statement"/>.</param>
/// <param name="Provider">See <see cref="Statement"/>.</param>
/// <param name="From">When its bucket begins.</param>
/// <param name="To">When its bucket ends.</param>
/// <param name="Amount">Millionths of a millionth of the currency, rounded half to even; negative for a credit.</param>
/// <param name="Currency">The currency, such as <c>USD</c>.</param>
public sealed record CostStatement(
    string File, long Line, Provider Provider, DateTimeOffset From, DateTimeOffset To, Int128 Amount, string Currency)
    : Statement(File, Line, Provider)
{
    /// <summary>The model; null where the export is not divided by models.</summary>
    public string? Model { get; init; }

    /// <summary>The tier, as the provider names it; null where it does not say.</summary>
    public string? Tier { get; init; }

    /// <summary>What it is for, in the provider's words; null where it does not say.</summary>
    public string? Item { get; init; }
}

/// <summary>Tokens of a usage export, for one bucket of time.</summary>
/// <param name="File">See <see cref="Statement"/>.</param>
/// <param name="Line">See <see cref="Statement"/>.</param>
/// <param name="Provider">See <see cref="Statement"/>.</param>
/// <param name="From">When its bucket begins.</param>
/// <param name="To">When its bucket ends.</param>
/// <param name="Tokens">The tokens; exports do not tell reasoning from other output.</param>
public sealed record UsageStatement(
    string File, long Line, Provider Provider, DateTimeOffset From, DateTimeOffset To, TokenUsage Tokens)
    : Statement(File, Line, Provider)
{
    /// <summary>The model; null where the export is not divided by models.</summary>
    public string? Model { get; init; }

    /// <summary>Whether it is of batches; null where the export does not say.</summary>
    public bool? IsBatch { get; init; }

    /// <summary>Requests; null where it does not say.</summary>
    public long? Requests { get; init; }

    /// <summary>Uses of tools, as far as it says.</summary>
    public ToolCalls Tools { get; init; }
}
