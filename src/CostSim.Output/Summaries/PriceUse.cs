using CostSim.Scenarios;

namespace CostSim.Output.Summaries;

/// <summary>A price used by a result, and the day for which it is taken.</summary>
internal sealed record PriceUse(Price Price, DateOnly Day)
{
    /// <summary>The prices that calls and allowances use, each once.</summary>
    public static IReadOnlyList<PriceUse> Of(IEnumerable<Scenario> scenarios) =>
        [.. scenarios.SelectMany(scenario => scenario.PricesUsed(), (scenario, price) => new PriceUse(price, scenario.PricesOn))
            .Distinct()];
}
