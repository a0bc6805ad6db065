using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>What was billed for the items of a pilot, call by call, without a word of what was asked or answered.</summary>
/// <param name="Items">The items, in an order that says nothing of them; of very many a sample.</param>
/// <param name="IsSample">Whether there were more.</param>
public sealed record Pilot(IReadOnlyList<PilotItem> Items, bool IsSample)
{
    /// <summary>The first calls of a phase whose tokens are known, item by item; items without any are left out.</summary>
    /// <param name="phase">Index of the phase.</param>
    internal IEnumerable<(int Item, IReadOnlyList<PilotCall> Calls)> FirstCalls(int phase) => Items
        .Select((item, i) => (i, (IReadOnlyList<PilotCall>)
            [.. item.Calls.Where(call => call.Phase == phase && call.IsFirst && call.Status != RowStatus.Unmeasured)]))
        .Where(item => item.Item2.Count > 0);

    /// <summary>Calls of a phase of some kind.</summary>
    internal long Count(int phase, Func<PilotCall, bool> kind) =>
        Items.Sum(item => (long)item.Calls.Count(call => call.Phase == phase && kind(call)));
}

/// <summary>The calls of one item, in the order in which they were made.</summary>
public sealed record PilotItem(IReadOnlyList<PilotCall> Calls);

/// <summary>One request of a pilot.</summary>
/// <param name="Phase">Index of its phase.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Tokens">Its billed tokens.</param>
/// <param name="BilledBefore">How often its id was billed before.</param>
/// <param name="IsFix">Whether it is the correction call of a retry.</param>
public readonly record struct PilotCall(int Phase, RowStatus Status, TokenUsage Tokens, long BilledBefore, bool IsFix)
{
    public bool IsBilled => Status is RowStatus.Succeeded or RowStatus.Incomplete or RowStatus.Unmeasured;

    /// <summary>Whether it is billed and repeats no other.</summary>
    public bool IsFirst => IsBilled && BilledBefore == 0 && !IsFix;
}
