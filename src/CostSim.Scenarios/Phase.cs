namespace CostSim.Scenarios;

/// <summary>
/// One step of the pipeline. It takes units, splits them, calls once for each, retries, and sends them on, in this order; units it
/// does not take pass by unchanged.
/// </summary>
public sealed record Phase
{
    /// <summary>Identifier within the scenario: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What tables print; null where the id is name enough.</summary>
    public string? Name { get; init; }

    /// <summary>The custom ids of its requests, by which what was billed finds its phase; null where nothing tells.</summary>
    public IdPattern? CustomId { get; init; }

    /// <summary>The labels of the units that are taken: those with any of them; empty where every unit is.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>The chance in [0, 1] that a unit is taken, or null where all are.</summary>
    public Amount? Share { get; init; }

    /// <summary>How many units each taken unit becomes; 1 or more.</summary>
    public int Split { get; init; } = 1;

    /// <summary>
    /// How many units each taken unit becomes, rounded half to even and at least 1; run and item parts only. Null where <see cref="Split"/>
    /// says it.
    /// </summary>
    public Amount? SplitAmount { get; init; }

    /// <summary>How many units of each label each taken unit becomes; empty where <see cref="Split"/> says it.</summary>
    public IReadOnlyList<LabelCount> SplitByLabel { get; init; } = [];

    /// <summary>Whether the units of an item become one without labels, if there is any.</summary>
    public bool Join { get; init; }

    /// <summary>The chance in [0, 1] that a unit is delivered once more, or null. Only on a local phase.</summary>
    public Amount? Duplicate { get; init; }

    /// <summary>The billed call, or null for a local phase and one of people or tools.</summary>
    public Call? Call { get; init; }

    /// <summary>Cost of people or tools for one unit in USD, outside of the token cost, or null. Not with a call.</summary>
    public Amount? UsdPerUnit { get; init; }

    /// <summary>Retries; null where there are none.</summary>
    public Retry? Retry { get; init; }

    /// <summary>The call, and the correction of its retry: those there are.</summary>
    public IEnumerable<Call> Calls => new[] { Call, Retry?.Fix }.OfType<Call>();

    /// <summary>Whether what it does may be repeated, refused by chance or cut at a limit.</summary>
    public bool IsRepeated => Retry is not null || Call?.CutRetry is not null;

    /// <summary>The chance in [0, 1] that a unit goes on, or null where all do.</summary>
    public Amount? Keep { get; init; }

    /// <summary>The labels that units get when they go on, each at most one of them; empty for none.</summary>
    public IReadOnlyList<RouteShare> Route { get; init; } = [];

    /// <summary>
    /// Whether <see cref="Share"/> and <see cref="Keep"/> take round(units × share) of each item, half to even, instead of drawing each
    /// unit.
    /// </summary>
    public bool RoundedCounts { get; init; }
}

/// <summary>So many units of a label, 1 or more.</summary>
public sealed record LabelCount(string Label, int Count);

/// <summary>The chance in [0, 1] that a unit gets the label; null for what the others leave.</summary>
public sealed record RouteShare(string Label, Amount? Share);

/// <summary>One billed call: tokens of input and of billed output, at a model's prices.</summary>
/// <param name="InputTokens">Input tokens of one call.</param>
/// <param name="Output">Billed output tokens of one call.</param>
/// <param name="Model">Whose prices apply.</param>
/// <param name="MaxOutputTokens">
/// At most so many billed output tokens a call, above 0, or null: a call that would need more is cut there, and counts as done.
/// </param>
public sealed record Call(Amount InputTokens, Output Output, PricedModel Model, double? MaxOutputTokens = null)
{
    /// <summary>What the provider charges for each call beside its tokens.</summary>
    public IReadOnlyList<CallFee> Fees { get; init; } = [];

    /// <summary>What happens to a call that is cut at <see cref="MaxOutputTokens"/>; null if it counts as done.</summary>
    public CutRetry? CutRetry { get; init; }
}

/// <summary>A call that was cut is billed, and asked once more: the same input, the same answer, up to a higher limit.</summary>
/// <param name="Name">What tables print for the repeated calls, or null.</param>
/// <param name="MaxOutputTokens">Its limit, above that of the first call; what is cut there counts as done.</param>
public sealed record CutRetry(string? Name, double MaxOutputTokens);

/// <summary>What a provider charges for each call beside its tokens.</summary>
/// <param name="Usd">USD of one call.</param>
/// <param name="Tool">The fee of the catalogue that it is, or null where the scenario states the amount.</param>
public sealed record CallFee(Amount Usd, ToolFee? Tool);

/// <summary>Billed output tokens of one call.</summary>
public abstract record Output
{
    /// <summary>The tokens where each amount in it has the value given.</summary>
    public abstract double Evaluate(Func<Amount, double> of);
}

/// <summary>Billed output as given (<c>outputTokens</c>).</summary>
public sealed record BilledOutput(Amount Tokens) : Output
{
    public override double Evaluate(Func<Amount, double> of) => of(Tokens);
}

/// <summary>Visible output times an overhead ratio of at least 1 (<c>visibleTokens</c>, <c>billedPerVisible</c>).</summary>
public sealed record OverheadOutput(Amount VisibleTokens, Amount BilledPerVisible) : Output
{
    public override double Evaluate(Func<Amount, double> of) => of(VisibleTokens) * of(BilledPerVisible);
}

/// <summary>Visible output plus reasoning (<c>visibleTokens</c>, <c>reasoningTokens</c>).</summary>
public sealed record ReasoningOutput(Amount VisibleTokens, Amount ReasoningTokens) : Output
{
    public override double Evaluate(Func<Amount, double> of) => of(VisibleTokens) + of(ReasoningTokens);
}

/// <summary>
/// What happens to a refused call: it is billed, and its unit is called again, in at most <see cref="Rounds"/> more rounds.
/// </summary>
public sealed record Retry
{
    /// <summary>What tables print for the repeated calls; null for a plain "retries".</summary>
    public string? Name { get; init; }

    /// <summary>The chance in [0, 1] that a call is refused; run or item level.</summary>
    public required Amount Rate { get; init; }

    /// <summary>How many more times a unit may be called: attempts − 1; 1 or more.</summary>
    public required int Rounds { get; init; }

    /// <summary>The greatest number of repeated calls of one item in this phase, all rounds together; null for no limit.</summary>
    public int? CapPerItem { get; init; }

    /// <summary>Input tokens added to each repeated call (the error message); null for none.</summary>
    public Amount? ExtraInputTokens { get; init; }

    /// <summary>A correction call made before each repeated call, or null.</summary>
    public Call? Fix { get; init; }

    /// <summary>
    /// Id of an earlier phase: a refused unit passes again from there to this phase, instead of this phase's call alone; all units of the
    /// item do where a join lies between. Null for a plain repetition.
    /// </summary>
    public string? RerunFrom { get; init; }

    /// <summary>Whether what is still refused at the end is dropped; else it goes on.</summary>
    public bool FailedDropped { get; init; }

    /// <summary>
    /// Whether refused calls are billed. If not, a unit is billed once, when it gets its answer; one that never does is dropped.
    /// </summary>
    public bool IsBilled { get; init; } = true;
}

/// <summary>Tokens of each item that belong to no call, at the scenario's prices.</summary>
/// <param name="Name">What tables print.</param>
/// <param name="InputTokensPerItem">Input tokens of one item, run or item level, or null for none.</param>
/// <param name="OutputTokensPerItem">Billed output tokens of one item, run or item level, or null for none.</param>
public sealed record Allowance(string Name, Amount? InputTokensPerItem, Amount? OutputTokensPerItem);
