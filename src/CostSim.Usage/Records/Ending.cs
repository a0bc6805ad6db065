using System.Text;
using CostSim.Batches;

namespace CostSim.Usage.Records;

/// <summary>Providers' words for how a request ended.</summary>
internal static class Ending
{
    /// <summary>Why an answer was cut, by all providers; what is not here ended by itself.</summary>
    private static readonly byte[][] Cuts =
    [
        .. new[]
        {
            "length", "max_tokens", "max_output_tokens", "model_context_window_exceeded", "content_filter", "content_filtered",
            "guardrail_intervened", "safety", "recitation", "blocklist", "prohibited_content", "spii", "language",
            "malformed_function_call", "other",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>Whether an answer was cut for a reason.</summary>
    public static bool IsCut(JsonSlice reason)
    {
        if (!reason.IsString)
            return false;
        foreach (var cut in Cuts)
        {
            if (Ascii.EqualsIgnoreCase(reason.Text, cut))
                return true;
        }

        return false;
    }

    /// <summary>What an answer of the Responses API says of itself; null where it is complete.</summary>
    public static RowStatus? OfResponse(JsonSlice status) =>
        status.Is("incomplete"u8) ? RowStatus.Incomplete
        : status.Is("failed"u8) ? RowStatus.Failed
        : status.Is("cancelled"u8) ? RowStatus.Cancelled
        : null;

    /// <summary>What became of a request that has an error instead of an answer.</summary>
    /// <param name="code">OpenAI's word, or the number that Google has for it.</param>
    public static RowStatus OfError(JsonSlice code) =>
        code.Is("batch_expired"u8) ? RowStatus.Expired
        : code.Is("batch_cancelled"u8) || code.Is("batch_canceled"u8) || code.Number == 1 ? RowStatus.Cancelled
        : RowStatus.Failed;

    /// <summary>What became of a request by Anthropic's result.</summary>
    /// <exception cref="LineFault">It is no known word.</exception>
    public static RowStatus OfResult(ReadOnlySpan<byte> line, JsonSlice type) =>
        type.Is("succeeded"u8) ? RowStatus.Succeeded
        : type.Is("errored"u8) ? RowStatus.Failed
        : type.Is("canceled"u8) ? RowStatus.Cancelled
        : type.Is("expired"u8) ? RowStatus.Expired
        : throw new LineFault("`result.type` is not one of succeeded, errored, canceled and expired", JsonSlice.OffsetOf(line, type));
}
