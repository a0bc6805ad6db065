using System.Text;
using CostSim.Batches;

namespace CostSim.Usage.Records;

/// <summary>
/// Reads the counts of a record. Providers name the same counts alike or differently, never different counts alike, so one table knows all
/// of them: what is within what follows from the name.
/// </summary>
/// <param name="most">The greatest count that is believed.</param>
internal sealed class TokenCounts(long most)
{
    private const long Absent = -1;

    private static readonly (byte[] Key, Part Part)[] Keys =
    [
        // OpenAI's chat, responses and usage export: what was cached is within the input, reasoning within the output.
        .. Named(Part.Input, "prompt_tokens", "input_tokens"),
        .. Named(Part.CachedWithin, "cached_tokens", "input_cached_tokens"),
        .. Named(Part.WrittenWithin, "cache_write_tokens", "input_cache_write_tokens"),
        .. Named(Part.Output, "completion_tokens", "output_tokens"),
        .. Named(Part.ReasoningWithin, "reasoning_tokens"),
        .. Named(Part.Total, "total_tokens"),
        .. Named(Part.Audio, "audio_tokens", "input_audio_tokens", "output_audio_tokens"),
        // Anthropic's messages and usage report: caches are beside the input, thinking is within the output.
        .. Named(Part.Input, "uncached_input_tokens"),
        .. Named(Part.Cached, "cache_read_input_tokens"),
        .. Named(Part.Written, "cache_creation_input_tokens"),
        .. Named(Part.Written5m, "ephemeral_5m_input_tokens"),
        .. Named(Part.Written1h, "ephemeral_1h_input_tokens"),
        .. Named(Part.ReasoningWithin, "thinking_tokens"),
        .. Named(Part.WebSearches, "web_search_requests"),
        // Gemini: thoughts are beside the candidates, and prompts of tools beside the prompt.
        .. Named(Part.Input, "promptTokenCount"),
        .. Named(Part.CachedWithin, "cachedContentTokenCount"),
        .. Named(Part.ToolInput, "toolUsePromptTokenCount"),
        .. Named(Part.Output, "candidatesTokenCount"),
        .. Named(Part.Reasoning, "thoughtsTokenCount"),
        .. Named(Part.Total, "totalTokenCount"),
        // Bedrock: Converse and Nova, whose caches are beside the input; Llama; Titan; the manifest.
        .. Named(Part.Input, "inputTokens", "prompt_token_count", "inputTextTokenCount", "inputTokenCount"),
        .. Named(Part.Output, "outputTokens", "generation_token_count", "outputTokenCount"),
        .. Named(Part.Total, "totalTokens"),
        .. Named(Part.Cached, "cacheReadInputTokens", "cacheReadInputTokenCount"),
        .. Named(Part.Written, "cacheWriteInputTokens", "cacheWriteInputTokenCount"),
    ];

    /// <summary>Objects that have counts of the same record.</summary>
    private static readonly byte[][] Details =
    [
        .. new[]
        {
            "prompt_tokens_details", "completion_tokens_details", "input_tokens_details", "output_tokens_details", "cache_creation",
            "server_tool_use",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly long[] _counts = new long[Enum.GetValues<Part>().Length];

    /// <summary>A count that is not a whole number, or has two values; null where there is none.</summary>
    public string? OddKey { get; private set; }

    /// <summary>Whether tokens of audio are among the others.</summary>
    public bool HasAudio { get; private set; }

    public bool HasInput => Has(Part.Input);

    /// <summary>Whether the output is known, be it from a total that leaves nothing for it.</summary>
    public bool HasOutput => Has(Part.Output) || Has(Part.Reasoning) || Has(Part.Total) && !TotalDiffers;

    /// <summary>Whether what is within another count is no greater than it.</summary>
    public bool IsSound => OddKey is null && FreshInput >= 0 && VisibleOutput >= 0 && WrittenForAWhile >= 0;

    public TokenUsage Tokens => new(
        FreshInput, Of(Part.CachedWithin) + Of(Part.Cached), Of(Part.WrittenWithin) + WrittenForAWhile, Of(Part.Written5m),
        Of(Part.Written1h), VisibleOutput, Of(Part.ReasoningWithin) + Of(Part.Reasoning));

    public long WebSearches => Of(Part.WebSearches);

    /// <summary>Whether the record has a total that is not the sum of its parts; what is in caches may be beside it.</summary>
    public bool TotalDiffers
    {
        get
        {
            var sum = Tokens.Input + Tokens.Output;
            return Has(Part.Total) && Of(Part.Total) != sum
                && Of(Part.Total) != sum - Of(Part.Cached) - WrittenForAWhile - Of(Part.Written5m) - Of(Part.Written1h);
        }
    }

    private long FreshInput => Of(Part.Input) - Of(Part.CachedWithin) - Of(Part.WrittenWithin) + Of(Part.ToolInput);

    private long VisibleOutput => Of(Part.Output) - Of(Part.ReasoningWithin);

    /// <summary>What was written beside the input for a lifetime that is not said.</summary>
    private long WrittenForAWhile => Has(Part.Written) ? Of(Part.Written) - Of(Part.Written5m) - Of(Part.Written1h) : 0;

    public void Clear()
    {
        Array.Fill(_counts, Absent);
        (OddKey, HasAudio) = (null, false);
    }

    /// <summary>Adds the counts of an object; what is no count is passed over.</summary>
    public void Add(JsonSlice counts)
    {
        foreach (var property in counts.Properties)
            Add(property);
    }

    /// <summary>Adds a property, if it is a count or has counts.</summary>
    public void Add(JsonSlice.Property property)
    {
        foreach (var (key, part) in Keys)
        {
            if (!property.Is(key))
                continue;
            Set(part, key, property.Value, isSum: false);
            return;
        }

        foreach (var key in Details)
        {
            if (!property.Is(key))
                continue;
            Add(property.Value);
            return;
        }

        if (property.Is("promptTokensDetails"u8) || property.Is("candidatesTokensDetails"u8))
            AddModalities(property.Value);
        else if (property.Is("cacheDetails"u8))
            AddLifetimes(property.Value);
    }

    /// <summary>Adds the output of one of several answers.</summary>
    public void AddOutput(JsonSlice tokens) => Set(Part.Output, "tokenCount"u8, tokens, isSum: true);

    private void AddModalities(JsonSlice modalities)
    {
        foreach (var modality in modalities.Elements)
            HasAudio |= modality["modality"u8].Is("AUDIO"u8) && modality["tokenCount"u8].Number > 0;
    }

    /// <summary>What Converse says of the caches that it wrote.</summary>
    private void AddLifetimes(JsonSlice writes)
    {
        foreach (var write in writes.Elements)
        {
            var lifetime = write["ttl"u8];
            if (lifetime.Is("5m"u8) || lifetime.Is("1h"u8))
                Set(lifetime.Is("5m"u8) ? Part.Written5m : Part.Written1h, "inputTokens"u8, write["inputTokens"u8], isSum: true);
        }
    }

    private void Set(Part part, ReadOnlySpan<byte> key, JsonSlice value, bool isSum)
    {
        if (!value.IsThere)
            return;
        ref var count = ref _counts[(int)part];
        if (value.Number is not { } number || number > most || !isSum && part != Part.Audio && count != Absent && count != number)
            OddKey = Encoding.UTF8.GetString(key);
        else if (part == Part.Audio)
            HasAudio |= number > 0;
        else
            count = isSum ? Math.Max(count, 0) + number : number;
    }

    private bool Has(Part part) => _counts[(int)part] != Absent;

    private long Of(Part part) => Math.Max(0, _counts[(int)part]);

    private static IEnumerable<(byte[] Key, Part Part)> Named(Part part, params string[] keys) =>
        keys.Select(key => (Encoding.UTF8.GetBytes(key), part));

    /// <summary>What a count counts.</summary>
    private enum Part
    {
        Input,

        /// <summary>Input beside <see cref="Input"/>.</summary>
        ToolInput,

        /// <summary>Within <see cref="Input"/>.</summary>
        CachedWithin,

        /// <summary>Within <see cref="Input"/>.</summary>
        WrittenWithin,

        /// <summary>Beside <see cref="Input"/>, as are all writes that follow.</summary>
        Cached,

        /// <summary>For all lifetimes.</summary>
        Written,
        Written5m,
        Written1h,
        Output,

        /// <summary>Within <see cref="Output"/>.</summary>
        ReasoningWithin,

        /// <summary>Beside <see cref="Output"/>.</summary>
        Reasoning,
        Total,

        /// <summary>Within others.</summary>
        Audio,
        WebSearches,
    }
}
