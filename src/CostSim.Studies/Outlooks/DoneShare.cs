namespace CostSim.Studies;

/// <summary>How far a job is, as somebody says: a share of its items, or a number of them.</summary>
/// <param name="Share">The share from 0 to 1; null where a number is given.</param>
/// <param name="Items">The number; null where a share is given.</param>
public readonly record struct DoneShare(double? Share, long? Items)
{
    public static DoneShare OfShare(double share) => new(share, null);

    public static DoneShare OfItems(long items) => new(null, items);

    /// <summary>Of so many items, how many that is; never more than all.</summary>
    internal long Of(long items) => Items is { } known ? Math.Min(known, items) : (long)Math.Round(Share.GetValueOrDefault() * items);
}
