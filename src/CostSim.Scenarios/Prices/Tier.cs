namespace CostSim.Scenarios;

/// <summary>The service tier that a price belongs to, by the provider's name for it; a catalogue may have any.</summary>
/// <param name="Name">Letters, digits, <c>-</c> and <c>_</c>: <c>batch</c>.</param>
public sealed record Tier(string Name)
{
    /// <summary>Batch processing: answers within a completion window, usually at half the standard price.</summary>
    public static readonly Tier Batch = new("batch");

    /// <summary>Synchronous processing at the standard price.</summary>
    public static readonly Tier Standard = new("standard");

    public override string ToString() => Name;
}
