using CostSim.Batches;
using CostSim.Scenarios;

namespace CostSim.Usage;

/// <summary>One request as the provider answered it: a line of results. It has nothing of the prompt or the answer.</summary>
public readonly record struct LedgerRow
{
    /// <summary>What messages call the file that has the record.</summary>
    public required string File { get; init; }

    /// <summary>Its line, from 1.</summary>
    public required long Line { get; init; }

    public required Provider Provider { get; init; }

    /// <summary>The custom id, key or record id; null where there is none.</summary>
    public string? CustomId { get; init; }

    /// <summary>1 for the first record of this custom id, 2 for the next one and so on, in the order of reading; 1 without an id.</summary>
    public long Attempt { get; init; }

    /// <summary>Earlier records of this custom id that are billed; 0 without an id.</summary>
    public long BilledBefore { get; init; }

    /// <summary>The model as the record names it, mostly with its date; null where it does not.</summary>
    public string? Model { get; init; }

    /// <summary>The tier it is billed in: batch, unless the record says another.</summary>
    public required Tier Tier { get; init; }

    public required RowStatus Status { get; init; }

    /// <summary>The billed tokens: none of a record that is not billed, or does not say.</summary>
    public TokenUsage Tokens { get; init; }

    /// <summary>Billed uses of tools.</summary>
    public ToolCalls Tools { get; init; }

    /// <summary>The day of the answer in UTC, which decides its price; null where the record does not say.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Whether the provider bills it.</summary>
    public bool IsBilled => Status is RowStatus.Succeeded or RowStatus.Incomplete or RowStatus.Unmeasured;
}

/// <summary>What became of a request.</summary>
public enum RowStatus
{
    /// <summary>Answered and billed.</summary>
    Succeeded,

    /// <summary>Billed, and cut: at its cap, at the model's window, or by a filter.</summary>
    Incomplete,

    /// <summary>Answered, but how many tokens are billed cannot be read from the record: never 0.</summary>
    Unmeasured,

    /// <summary>Refused or failed; not billed.</summary>
    Failed,

    /// <summary>Not run before the batch's window ended; not billed.</summary>
    Expired,

    /// <summary>Cancelled before it ran; not billed.</summary>
    Cancelled,
}
