using CostSim.Batches;

namespace CostSim.Requests;

/// <summary>What request files have in them, before they are sent. Nothing of a prompt is in it.</summary>
/// <param name="Files">The files, in the order in which they were read.</param>
/// <param name="Groups">Their requests by model and endpoint, in the order in which they came.</param>
public sealed record RequestSummary(IReadOnlyList<FileSummary> Files, IReadOnlyList<GroupSummary> Groups)
{
    public const int SchemaVersion = 1;

    public long Requests => Groups.Sum(group => group.Requests);
}

/// <summary>A file of requests.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Provider">Whose requests it has; null where it has none.</param>
/// <param name="Requests">Their number.</param>
/// <param name="Bytes">Its size, decompressed.</param>
public sealed record FileSummary(string Name, Provider? Provider, long Requests, long Bytes)
{
    /// <summary>Requests whose custom id an earlier one of the file has.</summary>
    public long RepeatedIds { get; init; }

    /// <summary>Requests without a custom id.</summary>
    public long WithoutId { get; init; }

    /// <summary>Texts of embeddings.</summary>
    public long Inputs { get; init; }

    /// <summary>Models and endpoints of its requests.</summary>
    public int Groups { get; init; }

    /// <summary>Lines that are longer than is read, and were left out.</summary>
    public IReadOnlyList<long> LinesTooLong { get; init; } = [];

    /// <summary>What its provider takes.</summary>
    public BatchLimits? Limits => Provider is { } provider ? BatchLimits.Of(provider) : null;

    public bool HasTooManyRequests => Requests > Limits?.Requests;

    public bool IsTooLarge => Bytes > 1_000_000 * Limits?.Megabytes;

    public bool HasTooManyInputs => Inputs > Limits?.Inputs;

    public bool HasSeveralModels => Groups > 1 && Limits is { IsOneModel: true };
}

/// <summary>The requests of one model and endpoint.</summary>
/// <param name="Provider">Who is asked.</param>
/// <param name="Endpoint">What for.</param>
/// <param name="Model">The model; null where requests name none and none was given.</param>
/// <param name="Counting">How its tokens are counted.</param>
/// <param name="Lengths">How many requests have how many tokens of the encoding that is counted with.</param>
public sealed record GroupSummary(Provider Provider, Endpoint Endpoint, string? Model, ModelTokens Counting, LengthTally Lengths)
{
    public long Requests => Lengths.Requests;

    /// <summary>
    /// Tokens, of the encoding that is counted with, of the beginning that all requests share; null for one request, and for embeddings.
    /// </summary>
    public long? SharedPrefix { get; init; }

    /// <summary>The least and the greatest cap on the output of a request, all its answers together; null where none has a cap.</summary>
    public (long Min, long Max)? OutputCaps { get; init; }

    /// <summary>Requests without such a cap.</summary>
    public long WithoutCap { get; init; }

    /// <summary>Parts that are not counted, by kind; only those that occur.</summary>
    public IReadOnlyDictionary<UncountedPart, long> Uncounted { get; init; } = new Dictionary<UncountedPart, long>();

    /// <summary>Requests with tools, schemas or calls of tools, which are counted as their JSON.</summary>
    public long WithJson { get; init; }

    /// <summary>Requests with messages of several parts.</summary>
    public long WithParts { get; init; }

    /// <summary>Requests that mark what the provider is to keep in its cache.</summary>
    public long WithCacheMarks { get; init; }

    /// <summary>Requests whose body is, byte for byte, that of an earlier one of the group, in any file.</summary>
    public long RepeatedBodies { get; init; }

    /// <summary>Whether requests have output at all.</summary>
    public bool HasOutput => Endpoint != Endpoint.Embeddings;

    /// <summary>Whether the output of some request has no cap.</summary>
    public bool IsUnlimited => HasOutput && WithoutCap > 0;

    /// <summary>Whether the counts are exact by what the provider has published; else they are estimates.</summary>
    public bool IsExact => Counting.IsPublished && Endpoint is Endpoint.ChatCompletions or Endpoint.Embeddings or Endpoint.Completions
        && WithJson == 0 && WithParts == 0 && Uncounted.Count == 0;

    /// <summary>Tokens of the model, for tokens of the encoding that is counted with.</summary>
    public double Scaled(double tokens) => tokens * Counting.Factor;
}
