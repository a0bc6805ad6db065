using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Amounts;

/// <summary>
/// Warns where a factor of a product is written as a relative spread around 1 and has another mean: it would raise every product by that,
/// and nobody sees it in the text.
/// </summary>
internal sealed class MultiplierCheck(Findings findings)
{
    /// <summary>A mean this near to 1 is 1: ends are written with two digits.</summary>
    private const double Slack = 0.01;

    private readonly HashSet<string> _checked = [];

    /// <param name="product">The factors of a product.</param>
    /// <param name="spots">Where they stand, or for a named one, where the name is given its amount.</param>
    public void Check(IReadOnlyList<Amount> product, IReadOnlyList<Spot> spots)
    {
        if (product.Count < 2)
            return;
        foreach (var (amount, spot) in product.Zip(spots))
        {
            if (amount is Uncertain { Chance: 1 } uncertain && _checked.Add(amount.Path) && uncertain.Shape.IsAroundOne
                && uncertain.Shape.ToLaw().Mean is var mean && Math.Abs(mean - 1) > Slack)
                Warn(uncertain, mean, spot);
        }
    }

    private void Warn(Uncertain amount, double mean, Spot spot)
    {
        var (rounded, percent) = (Math.Round(mean, 3), Math.Round(Math.Abs(mean - 1) * 100, 1));
        findings.Warning(
            spot, amount.Path,
            $"a multiplier around 1 with the mean {Shorten.Number(rounded)}: it {(mean > 1 ? "raises" : "lowers")} what it multiplies "
                + $"by {Shorten.Number(percent)} %",
            $"Divide its values by {Shorten.Number(rounded)}, and the mean is 1; if the change is meant, write {Shorten.Number(rounded)} "
                + $"into the product as well.");
    }
}
