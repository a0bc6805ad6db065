namespace CostSim.Scenarios;

/// <summary>What reading a scenario gave: the scenario where it is sound, and every finding, in the order of the text.</summary>
/// <param name="Scenario">The scenario, or null where there is an error.</param>
/// <param name="Diagnostics">Errors and warnings.</param>
public sealed record ScenarioReading(Scenario? Scenario, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>What the command line changes in a scenario before it is read.</summary>
/// <param name="Set">Changes <c>path=value</c> in the order given: the value is JSON, or a bare word; <c>null</c> removes.</param>
/// <param name="Tier">Another tier of the scenario (phases that name their own keep it), or null.</param>
public sealed record ScenarioChanges(IReadOnlyList<string> Set, Tier? Tier = null)
{
    public static readonly ScenarioChanges None = new([]);
}
