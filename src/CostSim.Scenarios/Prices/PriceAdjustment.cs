namespace CostSim.Scenarios;

/// <summary>A factor on token prices that a contract or a region brings along (<c>priceAdjustments</c>).</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Factor">Times every price of a token; above 0.</param>
/// <param name="Models">The models it is for, as the scenario names them; empty for all.</param>
/// <param name="From">The first day on which it holds, or null.</param>
/// <param name="To">The last day on which it holds, or null.</param>
public sealed record PriceAdjustment(string Name, decimal Factor, IReadOnlyList<string> Models, DateOnly? From, DateOnly? To)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => Period.Includes(day, From, To);
}
