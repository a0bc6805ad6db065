using CostSim.Requests;
using CostSim.Scenarios.Drafts;

namespace CostSim.Output.Requests.Scenarios;

/// <summary>
/// What request files do not say, as wide as it may be: the one table of these assumptions, which stands in docs/tokens.md as well.
/// </summary>
internal static class Unknowns
{
    /// <summary>The most output tokens that are assumed where requests have no cap.</summary>
    public const long OutputTokensMax = 16_384;

    /// <summary>A larger cap caps nothing.</summary>
    public const long CapMax = 1_000_000;

    /// <summary>Answers that are refused and asked for again: as likely none as up to a tenth.</summary>
    public static readonly RangeDraft RetryRate = new(0, 0.1) { Chance = 0.5 };

    /// <summary>The share of a shared beginning that is read from the cache: as likely nothing as up to nearly all.</summary>
    public static readonly RangeDraft CacheShare = new(0, 0.95) { Chance = 0.5 };

    /// <summary>
    /// Tokens for one that is counted where the encoding is published, and the overhead of messages, tools and schemas is not.
    /// </summary>
    public static readonly RangeDraft Overhead = new(0.8, 1.2);

    /// <summary>Tokens of a part that has no text, on average over a run.</summary>
    public static RangeDraft TokensOf(UncountedPart part) => part switch
    {
        UncountedPart.Image => new(85, 5_000),
        UncountedPart.Audio => new(50, 20_000),
        UncountedPart.Video => new(500, 200_000),
        UncountedPart.File => new(200, 100_000),
        UncountedPart.Reference => new(0, 50_000),
        _ => new(0, 10_000),
    };
}
