using CostSim.Batches;
using CostSim.Scenarios;

namespace CostSim.Usage.Records;

/// <summary>
/// What the body of an answer says, as far as it is billed; texts are passed over. Reused for each record. As with counts, no two providers
/// use one key for different things, so one reader knows all bodies.
/// </summary>
internal sealed class Answer
{
    /// <summary>No model takes or gives as many in one answer.</summary>
    private const long TokensMax = 10_000_000_000;

    private static readonly Tier Priority = new("priority");

    private readonly ModelNames _models = new();

    public TokenCounts Counts { get; } = new(TokensMax);

    public string? Model { get; private set; }

    public DateOnly? Day { get; private set; }

    public ToolCalls Tools { get; private set; }

    /// <summary>What the body itself says of the request; null where it says nothing, which is success.</summary>
    public RowStatus? Status { get; private set; }

    /// <summary>Whether counts of Gemini come with an answer, or without.</summary>
    private (bool Counts, bool Candidates) _gemini;

    public Tier Tier { get; private set; } = Tier.Batch;

    /// <summary>Whether the model gives no output at all, as those of embeddings.</summary>
    public bool HasNoOutput { get; private set; }

    /// <summary>Reads a body.</summary>
    /// <param name="line">The line that has it.</param>
    /// <param name="body">The body; a value that is no object says nothing.</param>
    /// <param name="id">The response's own id; no value where there is none.</param>
    public void Read(ReadOnlySpan<byte> line, JsonSlice body, out JsonSlice id)
    {
        Counts.Clear();
        (Model, Day, Tools, Status, HasNoOutput, Tier, _gemini) = (null, null, default, null, false, Tier.Batch, default);
        id = default;
        var isCut = false;
        foreach (var property in body.Properties)
        {
            var value = property.Value;
            if (property.Is("usage"u8))
                ReadUsage(value);
            else if (property.Is("usageMetadata"u8))
                ReadGemini(value);
            else if (property.Is("choices"u8))
                isCut |= ReadChoices(value);
            else if (property.Is("candidates"u8))
                isCut |= ReadCandidates(value);
            else if (property.Is("output"u8))
                ReadItems(value);
            else if (property.Is("results"u8))
                isCut |= ReadResults(value);
            else if (property.Is("stop_reason"u8) || property.Is("stopReason"u8))
                isCut |= Ending.IsCut(value);
            else if (property.Is("id"u8) || property.Is("responseId"u8))
                id = value;
            else if (property.Is("model"u8) || property.Is("modelVersion"u8))
                Model = _models.Read(line, value);
            else if (property.Is("created"u8) || property.Is("created_at"u8))
                Day = value.Time is { } time ? DateOnly.FromDateTime(time.UtcDateTime) : null;
            else if (property.Is("status"u8))
                Status = Ending.OfResponse(value);
            else if (property.Is("data"u8) || property.Is("embedding"u8) || property.Is("embeddingsByType"u8))
                HasNoOutput = true;
            else
                Counts.Add(property);
        }

        // What Gemini thought is billed where no candidate came of it.
        isCut |= _gemini is (true, false);
        if (isCut && Status is null)
            Status = RowStatus.Incomplete;
        if (Counts.WebSearches > 0)
            Tools += new ToolCalls(Counts.WebSearches, 0, 0);
    }

    private void ReadUsage(JsonSlice usage)
    {
        Counts.Add(usage);
        // OpenAI says "default" of batches too, beside the counts; Anthropic says what it billed, among them.
        var tier = usage["service_tier"u8];
        Tier = tier.Is("standard"u8) ? Tier.Standard : tier.Is("priority"u8) ? Priority : Tier.Batch;
    }

    private void ReadGemini(JsonSlice usage)
    {
        Counts.Add(usage);
        _gemini.Counts = true;
    }

    private static bool ReadChoices(JsonSlice choices)
    {
        var isCut = false;
        foreach (var choice in choices.Elements)
        {
            foreach (var property in choice.Properties)
                isCut |= (property.Is("finish_reason"u8) || property.Is("stop_reason"u8)) && Ending.IsCut(property.Value);
        }

        return isCut;
    }

    private bool ReadCandidates(JsonSlice candidates)
    {
        var isCut = false;
        foreach (var candidate in candidates.Elements)
        {
            _gemini.Candidates = true;
            foreach (var property in candidate.Properties)
            {
                if (property.Is("finishReason"u8))
                    isCut |= Ending.IsCut(property.Value);
                else if (property.Is("groundingMetadata"u8))
                    Tools += new ToolCalls(Count(property.Value["webSearchQueries"u8]), 0, 0);
            }
        }

        return isCut;
    }

    /// <summary>The items of an answer of the Responses API, of which some are uses of tools.</summary>
    private void ReadItems(JsonSlice items)
    {
        foreach (var item in items.Elements)
        {
            var type = item["type"u8];
            Tools += type.Is("web_search_call"u8) ? new ToolCalls(1, 0, 0)
                : type.Is("file_search_call"u8) ? new ToolCalls(0, 1, 0)
                : type.Is("code_interpreter_call"u8) ? new ToolCalls(0, 0, 1)
                : default;
        }
    }

    /// <summary>The answers of Titan.</summary>
    private bool ReadResults(JsonSlice results)
    {
        var isCut = false;
        foreach (var result in results.Elements)
        {
            Counts.AddOutput(result["tokenCount"u8]);
            isCut |= Ending.IsCut(result["completionReason"u8]);
        }

        return isCut;
    }

    private static long Count(JsonSlice list)
    {
        var count = 0L;
        foreach (var _ in list.Elements)
            count++;
        return count;
    }
}
