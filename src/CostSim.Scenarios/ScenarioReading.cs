namespace CostSim.Scenarios;

/// <summary>What reading a scenario gave: the scenario where it is sound, and every finding, in the order of the text.</summary>
/// <param name="Scenario">The scenario without a variant, of its first run; null where there is an error.</param>
/// <param name="Diagnostics">Errors and warnings.</param>
public sealed record ScenarioReading(Scenario? Scenario, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>What asks for the scenario without a variant; no variant has this name.</summary>
    public const string Base = "base";

    /// <summary>What asks for the scenario without a variant and in every variant; no variant has this name.</summary>
    public const string All = "all";

    /// <summary>
    /// Everything that the file says: each of its runs without a variant, then each of its runs in the first variant, and so on. They are
    /// drawn on the same draws and never added up. Empty where there is an error.
    /// </summary>
    public IReadOnlyList<Scenario> Cases { get; init; } = Scenario is null ? [] : [Scenario];

    /// <summary>The files of numbers that were read, by their paths from the scenario's folder, in the order of these.</summary>
    public IReadOnlyList<string> DataFiles { get; init; } = [];
}

/// <summary>What the command line changes in a scenario before it is read.</summary>
/// <param name="Set">Changes <c>path=value</c> in the order given: the value is JSON, or a bare word; <c>null</c> removes.</param>
/// <param name="Tier">Another tier of the scenario (phases that name their own keep it), or null.</param>
public sealed record ScenarioChanges(IReadOnlyList<string> Set, Tier? Tier = null)
{
    public static readonly ScenarioChanges None = new([]);
}
