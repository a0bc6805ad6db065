namespace CostSim.Scenarios;

/// <summary>
/// A batch job, validated: every name is resolved, every default filled in, every model has a price. Nothing that reads a
/// <see cref="Scenario"/> has to doubt it.
/// </summary>
public sealed record Scenario
{
    /// <summary>
    /// Reads a scenario file: the scenario without a variant, of its first run. <see cref="ScenarioReader"/> gives every run and variant,
    /// and warnings.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="changes">
    /// Changes <c>path=value</c>, such as <c>phases.P4.retry.rate=[0,0.1]</c>, made in their order before it is read.
    /// </param>
    /// <param name="prices">What tokens cost; null for the prices in the library on the day when they were last checked.</param>
    /// <exception cref="ScenarioException">The file is missing, or has errors; the exception lists all of them.</exception>
    public static Scenario Read(string path, IReadOnlyList<string>? changes = null, PriceCatalogue? prices = null)
    {
        var reading = ScenarioReader.ReadFile(path, new ScenarioChanges(changes ?? []), prices ?? PriceCatalogue.BuiltIn);
        return reading.Scenario ?? throw new ScenarioException(reading.Diagnostics);
    }

    public required string Name { get; init; }

    /// <summary>What one processed item is called in tables: <c>atom</c>, <c>document</c>.</summary>
    public required string Item { get; init; }

    /// <summary>Number of items of a run, at least 1.</summary>
    public required long Items { get; init; }

    /// <summary>The model and tier of allowances, and of phases that name none.</summary>
    public required PricedModel Model { get; init; }

    /// <summary>The day whose prices hold.</summary>
    public DateOnly PricesOn { get; init; }

    /// <summary>SHA-256 of the price catalogue's file in lower-case hexadecimal, or null where it was not read from one.</summary>
    public string? PricesHash { get; init; }

    /// <summary>The factors that are in the prices, those of its day only.</summary>
    public IReadOnlyList<PriceAdjustment> PriceAdjustments { get; init; } = [];

    /// <summary>The phases whose tokens are those of another model, counted anew (<see cref="Retokenisation"/>).</summary>
    public IReadOnlyList<TokenShift> TokenShifts { get; init; } = [];

    /// <summary>How one tokenizer compares with another, or null where that is not established.</summary>
    internal Func<string, string, TokenizerRatio?> Tokenizers { get; init; } = (_, _) => null;

    /// <summary>A second currency for reports, or null.</summary>
    public Currency? Currency { get; init; }

    /// <summary>When answers are needed, or null where the scenario does not say.</summary>
    public Timing? Timing { get; init; }

    /// <summary>Hours within which the answers of a run are to be there, positive, or null where the scenario does not say.</summary>
    public double? CompletionWindowHours { get; init; }

    /// <summary>The named factors in the order of the text; those that are used are the same objects in the phases.</summary>
    public required IReadOnlyList<NamedFactor> Factors { get; init; }

    /// <summary>The phases in the order in which an item passes them; at least one.</summary>
    public required IReadOnlyList<Phase> Phases { get; init; }

    /// <summary>The calls of the phases, each with the correction of its retry, in the order of the phases.</summary>
    public IEnumerable<Call> Calls => Phases.SelectMany(phase => phase.Calls);

    public required IReadOnlyList<Allowance> Allowances { get; init; }

    public required IReadOnlyList<Limit> Limits { get; init; }

    /// <summary>The limits of a run of so many items: they speak of the scenario's own number, and of no other.</summary>
    public IReadOnlyList<Limit> LimitsAt(long items) => items == Items ? Limits : [];

    public required IReadOnlyList<Expectation> Expectations { get; init; }

    /// <summary>Which amounts' run parts rise and fall together; the others are independent.</summary>
    public IReadOnlyList<Correlation> Correlations { get; init; } = [];

    /// <summary>Which entry of <c>runs</c> this is, or null where the file has one number of items.</summary>
    public RunName? Run { get; init; }

    /// <summary>The entry of <c>variants</c> whose changes are made, or null.</summary>
    public string? Variant { get; init; }

    /// <summary>What is added to the P50 of the token cost to plan with, as a share in [0, 1], or null. No trial knows of it.</summary>
    public double? SafetyMargin { get; init; }

    /// <summary>What a run costs beside its tokens.</summary>
    public IReadOnlyList<Operation> Operations { get; init; } = [];

    /// <summary>
    /// Every quantity that the scenario states, in the order of its text, with the comment that says where it comes from.
    /// </summary>
    public IReadOnlyList<Assumption> Assumptions { get; init; } = [];

    /// <summary>
    /// What the text says at a path after all changes, as JSON without spaces, or null where nothing stands there; null where it was not
    /// read from a text.
    /// </summary>
    internal Func<string, string?>? WrittenAt { get; init; }

    /// <summary>SHA-256, in lower-case hexadecimal, of the scenario's text and of the changes made to it.</summary>
    public required string Hash { get; init; }
}

/// <summary>An entry of <c>factors</c>.</summary>
public sealed record NamedFactor(string Name, Amount Amount);

/// <summary>An entry of <c>runs</c>.</summary>
/// <param name="Name">Its name: letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Period">How often such a run comes (<c>month</c>), or null.</param>
public sealed record RunName(string Name, string? Period);

/// <summary>Money that a run costs beside its tokens: outside the token cost and the safety margin.</summary>
/// <param name="Name">What tables print.</param>
/// <param name="UsdPerRun">USD of the run, run or item level, or null for none.</param>
/// <param name="UsdPerItem">USD of each item, run or item level, or null for none.</param>
public sealed record Operation(string Name, Amount? UsdPerRun, Amount? UsdPerItem);

/// <summary>
/// A budget of the scenario: the chance that a run costs at most <see cref="AtMostUsd"/> is to be <see cref="Confidence"/> or more.
/// </summary>
/// <param name="AtMostUsd">USD, positive.</param>
/// <param name="Confidence">Probability in (0, 1).</param>
/// <param name="PerItem">Whether it speaks of the run's cost divided by its items; else of the run's.</param>
/// <param name="OfAll">Whether it speaks of tokens and operations together; else of the tokens.</param>
public sealed record Limit(double AtMostUsd, double Confidence, bool PerItem = false, bool OfAll = false);

/// <summary>What the scenario's source says of a run; shown beside the result, never a reason to fail.</summary>
/// <param name="Items">The number of items it speaks of.</param>
/// <param name="Tier">The tier it speaks of.</param>
/// <param name="AbsoluteUsd">Absolute minimum and maximum of the run's cost, if it says so.</param>
/// <param name="RealisticUsd">Realistic range of the run's cost, held against P5 and P95, if it says so.</param>
public sealed record Expectation(long Items, Tier Tier, StatedRange? AbsoluteUsd, StatedRange? RealisticUsd);

/// <summary>A range as a source prints it.</summary>
/// <param name="Low">Lower end in USD.</param>
/// <param name="High">Upper end in USD.</param>
/// <param name="RoundedToUsd">The step the source rounds to, or null where that is not known.</param>
/// <param name="RoundedUp">Whether it rounds up; else to the nearest step.</param>
public sealed record StatedRange(double Low, double High, double? RoundedToUsd, bool RoundedUp);

/// <summary>A rank correlation (Spearman) of the run parts of two amounts.</summary>
/// <param name="First">Path of one amount, which is its identity.</param>
/// <param name="Second">Path of the other.</param>
/// <param name="Rank">In (−1, 1); all of a scenario together are those of something.</param>
public sealed record Correlation(string First, string Second, double Rank);
