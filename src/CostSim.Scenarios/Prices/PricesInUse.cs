namespace CostSim.Scenarios;

/// <summary>Which prices a scenario rests on.</summary>
public static class PricesInUse
{
    /// <summary>The catalogue rows that calls and allowances use, each once, in the order of the phases.</summary>
    public static IReadOnlyList<Price> PricesUsed(this Scenario scenario)
    {
        var models = scenario.Calls.Select(call => call.Model);
        if (scenario.Allowances.Count > 0)
            models = models.Append(scenario.Model);
        return [.. models.Select(model => model.Price).Distinct()];
    }
}
