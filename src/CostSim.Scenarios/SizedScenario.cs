namespace CostSim.Scenarios;

/// <summary>A scenario, and the number of items to run it with, which need not be its own.</summary>
public sealed record SizedScenario(Scenario Scenario, long Items);
