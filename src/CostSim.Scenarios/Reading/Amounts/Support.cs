namespace CostSim.Scenarios.Reading.Amounts;

/// <summary>The interval that an amount cannot leave; <see cref="Max"/> is infinite where there is no end.</summary>
internal readonly record struct Support(double Min, double Max)
{
    public static Support Of(Amount amount) => amount switch
    {
        Certain certain => new Support(certain.Value, certain.Value),
        Uncertain { Chance: < 1 } maybe => new Support(0, Of(maybe.Shape).Max),
        Uncertain always => Of(always.Shape),
        ByLabel by => new Support(by.Amounts.Min(each => Of(each.Amount).Min), by.Amounts.Max(each => Of(each.Amount).Max)),
        // Products and sums rise with each of their leaves, whether or not one stands in them twice.
        Composite composite => new Support(composite.Evaluate(leaf => Of(leaf).Min), composite.Evaluate(leaf => Of(leaf).Max)),
        _ => throw new ArgumentOutOfRangeException(nameof(amount)),
    };

    public static Support Of(Shape shape) => shape.ToLaw() is var law ? new Support(law.Min, law.Max) : default;

    /// <summary>The mean of a bounded amount; of a product, that of independent factors.</summary>
    public static double MeanOf(Amount amount) => amount switch
    {
        Certain certain => certain.Value,
        Uncertain uncertain => uncertain.Chance * uncertain.Shape.ToLaw().Mean,
        ByLabel by => by.Amounts.Average(each => MeanOf(each.Amount)),
        Composite composite => composite.Evaluate(MeanOf),
        _ => throw new ArgumentOutOfRangeException(nameof(amount)),
    };
}
