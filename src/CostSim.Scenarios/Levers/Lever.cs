namespace CostSim.Scenarios.Levers;

/// <summary>A way to reduce the cost of a scenario, as changes of it.</summary>
/// <param name="Kind">What sort of lever it is.</param>
/// <param name="Where">Id of the phase that it changes, or null where it is not one phase.</param>
/// <param name="Assumes">What has to be so for the saving to come, in a sentence: what no simulation can know.</param>
/// <param name="Changes">The changes, as <c>--set</c> takes them.</param>
public sealed record Lever(LeverKind Kind, string? Where, string Assumes, IReadOnlyList<string> Changes)
{
    /// <summary>
    /// Changes that change no law, but write an amount where <see cref="Changes"/> write it, so that both draw it alike: a draw belongs to
    /// a path. Empty where the scenario itself draws like that.
    /// </summary>
    public IReadOnlyList<string> Neutral { get; init; } = [];

    /// <summary>What is left to do to the scenario with <see cref="Neutral"/> until it is the scenario itself; null for nothing.</summary>
    public Func<Scenario, Scenario>? AtNeutral { get; init; }
}

/// <summary>The sorts of levers.</summary>
public enum LeverKind
{
    /// <summary>The price of batches for calls that pay the standard one.</summary>
    BatchTier,

    /// <summary>An idempotency key: nothing is delivered twice.</summary>
    Deduplication,

    /// <summary>What is the same in every call is read from the provider's cache.</summary>
    Caching,

    /// <summary>What is refused is repeated alone, not all that led to it.</summary>
    FailedPartOnly,

    /// <summary>A cheaper model of the same provider for one phase.</summary>
    SmallerModel,

    /// <summary>A check of a sample instead of every unit.</summary>
    SampledChecks,

    /// <summary>Less reasoning for each visible token.</summary>
    LowerReasoning,
}

/// <summary>The levers of a scenario, and why others are none.</summary>
/// <param name="Levers">Those that apply, in the order of <see cref="LeverKind"/> and of the phases.</param>
/// <param name="Others">Kinds of which there is none, each with the reason in words.</param>
public sealed record LeverSearch(IReadOnlyList<Lever> Levers, IReadOnlyList<(LeverKind Kind, string Reason)> Others);
