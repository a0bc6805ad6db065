namespace CostSim.Scenarios.Reading;

/// <summary>The interval that an amount cannot leave; <see cref="Max"/> is infinite where there is no end.</summary>
internal readonly record struct Support(double Min, double Max)
{
    public static Support Of(Amount amount) => amount switch
    {
        Certain certain => new Support(certain.Value, certain.Value),
        Uncertain { Chance: < 1 } maybe => new Support(0, Of(maybe.Shape).Max),
        Uncertain always => Of(always.Shape),
        // Products and sums rise with each of their leaves, whether or not one stands in them twice.
        Composite composite => new Support(composite.Evaluate(leaf => Of(leaf).Min), composite.Evaluate(leaf => Of(leaf).Max)),
        _ => throw new ArgumentOutOfRangeException(nameof(amount)),
    };

    public static Support Of(Shape shape) => shape switch
    {
        UniformShape uniform => new Support(uniform.Min, uniform.Max),
        TriangularShape triangular => new Support(triangular.Min, triangular.Max),
        PertShape pert => new Support(pert.Min, pert.Max),
        LognormalIntervalShape => new Support(0, double.PositiveInfinity),
        DiscreteShape discrete => new Support(discrete.Values[0].Value, discrete.Values[^1].Value),
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    /// <summary>The mean of a bounded amount; of a product, that of independent factors.</summary>
    public static double MeanOf(Amount amount) => amount switch
    {
        Certain certain => certain.Value,
        Uncertain uncertain => uncertain.Chance * MeanOf(uncertain.Shape),
        Composite composite => composite.Evaluate(MeanOf),
        _ => throw new ArgumentOutOfRangeException(nameof(amount)),
    };

    private static double MeanOf(Shape shape) => shape switch
    {
        UniformShape uniform => (uniform.Min + uniform.Max) / 2,
        TriangularShape triangular => (triangular.Min + triangular.Mode + triangular.Max) / 3,
        PertShape pert => (pert.Min + (pert.Lambda * pert.Mode) + pert.Max) / (pert.Lambda + 2),
        DiscreteShape discrete => discrete.Values.Sum(value => value.Value * value.Probability),
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };
}
