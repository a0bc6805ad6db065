namespace CostSim.Usage;

/// <summary>Options for reading records.</summary>
public sealed record LedgerOptions
{
    /// <summary>The longest line that is read, in bytes.</summary>
    public const int LineBytesMaxByDefault = 1 << 25;

    /// <summary>Number of threads, from 1; it does not affect results.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The longest line that is read, in bytes; a longer one is left out, with a warning.</summary>
    public int LineBytesMax { get; init; } = LineBytesMaxByDefault;

    /// <summary>Called with the stored bytes read so far, of all files together.</summary>
    public Action<long>? Progress { get; init; }
}
