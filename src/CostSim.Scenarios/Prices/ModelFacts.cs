namespace CostSim.Scenarios;

/// <summary>How a model uses a prompt cache.</summary>
public enum Caching
{
    /// <summary>There is no cache.</summary>
    None,

    /// <summary>What the request marks is written to the cache, and nothing else.</summary>
    Explicit,

    /// <summary>The provider writes and reads the beginning of every request by itself.</summary>
    Implicit,
}

/// <summary>What is known of a model beside its prices; what is not established is null.</summary>
/// <param name="Provider">Who sells it.</param>
/// <param name="Model">The model's exact name, without its provider.</param>
/// <param name="CheckedOn">The day on which this was last held against its source.</param>
/// <param name="Source">Where it was found.</param>
public sealed record ModelFacts(string Provider, string Model, DateOnly CheckedOn, string Source)
{
    public Caching? Caching { get; init; }

    /// <summary>A beginning of fewer tokens is not cached.</summary>
    public long? LeastCacheableTokens { get; init; }

    /// <summary>Input and output tokens of one call together, at most.</summary>
    public long? ContextWindowTokens { get; init; }

    /// <summary>Output tokens of one call, reasoning included, at most.</summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>The tokenizer's name: models with the same count the same text alike.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>From this day on the provider advises against it.</summary>
    public DateOnly? DeprecatedOn { get; init; }

    /// <summary>From this day on calls fail.</summary>
    public DateOnly? RetiredOn { get; init; }

    /// <summary>What a reader should know before relying on it, or null.</summary>
    public string? Note { get; init; }
}

/// <summary>What a provider charges for a use of one of its tools, beside the tokens.</summary>
/// <param name="Provider">Who charges it.</param>
/// <param name="Name">Its name: letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="UsdPerCall">USD of one use.</param>
/// <param name="From">The first day on which it is known to hold.</param>
/// <param name="To">The last day, or null where no end is known.</param>
/// <param name="CheckedOn">The day on which it was last held against its source.</param>
/// <param name="Source">Where it was found.</param>
public sealed record ToolFee(
    string Provider, string Name, decimal UsdPerCall, DateOnly From, DateOnly? To, DateOnly CheckedOn, string Source)
{
    /// <summary>Whether it is of the user's own price list.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => Period.Includes(day, From, To);
}

/// <summary>How many tokens a tokenizer makes of a text, relative to another one.</summary>
/// <param name="Name">The tokenizer.</param>
/// <param name="RelativeTo">The other one.</param>
/// <param name="Factor">Tokens for each token of the other, on average.</param>
/// <param name="CheckedOn">The day on which it was last held against its source.</param>
/// <param name="Source">Who measured it.</param>
public sealed record TokenizerRatio(string Name, string RelativeTo, double Factor, DateOnly CheckedOn, string Source);
