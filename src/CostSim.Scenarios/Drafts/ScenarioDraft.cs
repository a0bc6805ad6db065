using CostSim.Scenarios.Language;

namespace CostSim.Scenarios.Drafts;

/// <summary>
/// A scenario that is to be written, with a remark at whatever needs one. Nothing averages out in it but what is said to: it has no spread.
/// </summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Item">What an item is called.</param>
/// <param name="Items">The items of a run.</param>
/// <param name="Model">The model of phases that name none.</param>
/// <param name="Tier">Their tier.</param>
/// <param name="Phases">The steps that an item passes.</param>
public sealed record ScenarioDraft(string Name, string Item, long Items, string Model, Tier Tier, IReadOnlyList<PhaseDraft> Phases)
{
    /// <summary>Maximum number of units of an item.</summary>
    public const int UnitsMax = PhaseWords.MostUnits;

    /// <summary>What stands at the top, each on lines of its own.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The day whose prices hold; null for that of each run.</summary>
    public DateOnly? PricesOn { get; init; }

    /// <summary>Amounts with a name.</summary>
    public IReadOnlyList<FactorDraft> Factors { get; init; } = [];

    /// <summary>The scenario, with comments.</summary>
    public string Text => DraftText.Of(this);
}

/// <summary>An amount with a name.</summary>
public sealed record FactorDraft(string Name, Remarked<AmountDraft> Amount);

/// <summary>Something to be written, with the comment above it.</summary>
public sealed record Remarked<T>(T Value, params IReadOnlyList<string> Remarks);

/// <summary>A step that is to be written: one that only splits, or one that calls.</summary>
/// <param name="Id">Its id.</param>
public sealed record PhaseDraft(string Id)
{
    /// <summary>How many units of each label an item becomes; none where it calls.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Split { get; init; } = [];

    /// <summary>The label of the units that it takes; null for all.</summary>
    public string? Only { get; init; }

    /// <summary>Its model; null for the scenario's.</summary>
    public string? Model { get; init; }

    /// <summary>Its tier; null for the scenario's.</summary>
    public Tier? Tier { get; init; }

    public Remarked<AmountDraft>? InputTokens { get; init; }

    public Remarked<AmountDraft>? OutputTokens { get; init; }

    public Remarked<long>? MaxOutputTokens { get; init; }

    /// <summary>How many answers are refused; null where none can be.</summary>
    public Remarked<AmountDraft>? RetryRate { get; init; }
}
