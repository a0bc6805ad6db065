using CostSim.Batches;

namespace CostSim.Usage.Statements;

/// <summary>Short texts of statements: names and words that providers and users give, never prompts.</summary>
internal static class Word
{
    private const int BytesMax = 512;

    /// <summary>The text, or null where there is none or it is too long for a name.</summary>
    public static string? Of(ReadOnlySpan<byte> line, JsonSlice value) =>
        value.IsString && value.Text.Length <= BytesMax ? value.TextIn(line) : null;

#pragma warning disable CA1308 // A provider's word, which most of them write in lower case.
    public static string? Lower(ReadOnlySpan<byte> line, JsonSlice value) => Of(line, value)?.ToLowerInvariant();
#pragma warning restore CA1308
}
