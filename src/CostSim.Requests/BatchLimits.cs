using CostSim.Batches;

namespace CostSim.Requests;

/// <summary>What a provider takes in one batch; null where that is not established.</summary>
/// <param name="Requests">The most requests of a file.</param>
/// <param name="Megabytes">The most millions of bytes of a file: the stricter reading of a megabyte.</param>
/// <param name="Inputs">The most texts of embeddings in a file.</param>
/// <param name="Source">Where that is from.</param>
/// <param name="IsOneModel">Whether all requests of a file go to one endpoint and one model.</param>
public sealed record BatchLimits(long? Requests, long? Megabytes, long? Inputs, string Source, bool IsOneModel = false)
{
    /// <summary>The one table.</summary>
    public static BatchLimits Of(Provider provider) => provider switch
    {
        Provider.OpenAi => new(50_000, 200, 50_000, "OpenAI's API reference, Create batch, as of November 2026", IsOneModel: true),
        Provider.Azure => new(100_000, 200, null, "Azure OpenAI quotas and limits, batch: 1 GB with storage of one's own",
            IsOneModel: true),
        Provider.Anthropic => new(100_000, 256, null, "Anthropic's guide to batch processing, as of November 2026"),
        Provider.Gemini => new(null, 2_000, null, "Google's Gemini Batch API, input files"),
        _ => new(null, null, null, "not established: quotas differ by account and model"),
    };
}
