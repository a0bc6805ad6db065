using CostSim.Scenarios;

namespace CostSim.Output.Summaries;

/// <summary>A price that a result rests on, and the day on which it is taken to hold.</summary>
internal sealed record PriceUse(Price Price, DateOnly Day)
{
    /// <summary>The prices that calls and allowances use, each once.</summary>
    public static IReadOnlyList<PriceUse> Of(IEnumerable<Scenario> scenarios) =>
        [.. scenarios.SelectMany(scenario => scenario.PricesUsed(), (scenario, price) => new PriceUse(price, scenario.PricesOn))
            .Distinct()];
}
