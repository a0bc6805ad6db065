using CostSim.Numerics.Distributions;
using CostSim.Numerics.Tables;
using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>From a shape to what is drawn, of the whole or of its parts for the levels. What is particular to it, the shape says.</summary>
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

    /// <summary>The same of an amount that is there with a chance, and else 0.</summary>
    public static QuantileFunction Whole(Shape shape, double chance) =>
        QuantileFunction.Of(Law.Mixture([(1 - chance, Law.Of([(0.0, 1.0)])), (chance, shape.ToLaw())]));

    /// <summary>The run part of a shape that is split.</summary>
    public static QuantileFunction RunPart(Shape shape, Spread spread) => QuantileFunction.Of(shape.Split.RunPart(spread));

    /// <summary>The item's or call's part of a shape that is split.</summary>
    public static QuantileFunction InnerPart(Shape shape, double share) => QuantileFunction.Of(shape.Split.InnerPart(share));

    /// <summary>The one value that stands for the run part where run factors are held: mode, middle or median.</summary>
    public static double Centre(Shape shape, Spread spread) => spread.IsOneLevel ? shape.Centre : shape.Split.Centre(spread);
}
