using CostSim.Numerics.Distributions;
using CostSim.Numerics.Tables;
using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>
/// Turns a shape into quantile functions, of the whole or of its parts per level. Details particular to a shape come from the shape.
/// </summary>
internal static class ShapeLaw
{
    /// <summary>The ends of the shape.</summary>
    public static Bounds Support(Shape shape)
    {
        var law = shape.ToLaw();
        return new Bounds(law.Min, law.Max);
    }

    /// <summary>The map from a word to a value of the whole shape.</summary>
    public static QuantileFunction Whole(Shape shape) => QuantileFunction.Of(shape.ToLaw());

    /// <summary>The same for an amount that is present with some probability, otherwise 0.</summary>
    public static QuantileFunction Whole(Shape shape, double chance) =>
        QuantileFunction.Of(Law.Mixture([(1 - chance, Law.Of([(0.0, 1.0)])), (chance, shape.ToLaw())]));

    /// <summary>The run part of a split shape.</summary>
    public static QuantileFunction RunPart(Shape shape, Spread spread) => QuantileFunction.Of(shape.Split.RunPart(spread));

    /// <summary>The item or call part of a split shape.</summary>
    public static QuantileFunction InnerPart(Shape shape, double share) => QuantileFunction.Of(shape.Split.InnerPart(share));

    /// <summary>The value of the run part when run factors are held fixed: mode, middle or median.</summary>
    public static double Centre(Shape shape, Spread spread) => spread.IsOneLevel ? shape.Centre : shape.Split.Centre(spread);
}
