namespace CostSim.Scenarios.Reading;

/// <summary>
/// Warns where a factor of a product is written as a relative spread around 1 and has another mean: it would raise every product by that, and nobody sees it in the text.
/// </summary>
/// <remarks>
/// A spread around 1 is what is stated by percentiles and has its median near 1, and a range, triangular or PERT from 1/x to x. What states its mean, or values that were
/// observed, is taken at its word.
/// </remarks>
internal sealed class MultiplierCheck(Findings findings)
{
    /// <summary>A mean this near to 1 is 1: ends are written with two digits.</summary>
    private const double Slack = 0.01;

    /// <summary>So far from 1 a median is not meant to be 1.</summary>
    private const double Near = 0.15;

    private readonly HashSet<string> _checked = [];

    /// <param name="product">The factors of a product.</param>
    /// <param name="spots">Where they stand, or for a named one, where the name is given its amount.</param>
    public void Check(IReadOnlyList<Amount> product, IReadOnlyList<Spot> spots)
    {
        if (product.Count < 2)
            return;
        foreach (var (amount, spot) in product.Zip(spots))
        {
            if (amount is Uncertain { Chance: 1 } uncertain && _checked.Add(amount.Path) && IsAroundOne(uncertain.Shape)
                && uncertain.Shape.ToLaw().Mean is var mean && Math.Abs(mean - 1) > Slack)
                Warn(uncertain, mean, spot);
        }
    }

    private void Warn(Uncertain amount, double mean, Spot spot)
    {
        var (rounded, percent) = (Math.Round(mean, 3), Math.Round(Math.Abs(mean - 1) * 100, 1));
        findings.Warning(
            spot, amount.Path, $"a multiplier around 1 with the mean {Shorten.Number(rounded)}: it {(mean > 1 ? "raises" : "lowers")} what it multiplies by {Shorten.Number(percent)} %",
            $"Divide its values by {Shorten.Number(rounded)}, and the mean is 1; if the change is meant, write {Shorten.Number(rounded)} into the product as well.");
    }

    private static bool IsAroundOne(Shape shape) => shape switch
    {
        LognormalIntervalShape or LognormalPercentilesShape or PercentilesShape => Math.Abs(shape.ToLaw().Quantile(0.5) - 1) < Near,
        TruncatedShape truncated => IsAroundOne(truncated.Of),
        ClippedShape clipped => IsAroundOne(clipped.Of),
        UniformShape uniform => AreReciprocal(uniform.Min, uniform.Max),
        TriangularShape triangular => AreReciprocal(triangular.Min, triangular.Max),
        PertShape pert => AreReciprocal(pert.Min, pert.Max),
        _ => false,
    };

    private static bool AreReciprocal(double min, double max) => Math.Abs(min * max - 1) < Slack;
}
