using CostSim.Numerics.Distributions;
using CostSim.Numerics.Tables;
using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>From a scenario's shape to a law, whole or split over the levels (model of docs/numerics.md, "Levels").</summary>
internal static class ShapeLaw
{
    /// <summary>The ends of the shape.</summary>
    public static Bounds Support(Shape shape)
    {
        var law = shape.ToLaw();
        return new Bounds(law.Min, law.Max);
    }

    /// <summary>The map from a word to a value of the whole shape.</summary>
    public static QuantileFunction Whole(Shape shape) =>
        shape is EmpiricalShape list ? new IndexedQuantile(list.Values) : QuantileFunction.Of(shape.ToLaw());

    /// <summary>The same of an amount that is there with a chance, and else 0.</summary>
    public static QuantileFunction Whole(Shape shape, double chance) =>
        QuantileFunction.Of(Law.Mixture([(1 - chance, Law.Of([(0.0, 1.0)])), (chance, shape.ToLaw())]));

    /// <summary>
    /// The run part of a split shape: the shape itself between ends moved inwards by half the log-width of the other parts, its mode kept.
    /// A lognormal keeps its median and the run's share of its log-variance.
    /// </summary>
    public static QuantileFunction RunPart(Shape shape, Spread spread)
    {
        if ((shape as LognormalShape)?.ToLognormal() is { } whole)
            return spread.Run < Negligible
                ? new FixedQuantile(Math.Exp(whole.Mu))
                : new QuantileTable(new Lognormal(whole.Mu, whole.Sigma * Math.Sqrt(spread.Run)));
        var (min, max) = RunBounds(shape, spread);
        if (spread.Run < Negligible)
            return new FixedQuantile((min + max) / 2);
        return QuantileFunction.Of((IContinuousDistribution)(shape switch
        {
            TriangularShape t => new Triangular(min, Math.Clamp(t.Mode, min, max), max),
            PertShape p => new Pert(min, Math.Clamp(p.Mode, min, max), max, p.Lambda),
            _ => new Uniform(min, max),
        }));
    }

    /// <summary>
    /// The item's or call's part of a split shape: uniform between e^(−share·L/2) and e^(+share·L/2), with L the log-width of the whole;
    /// for a lognormal, lognormal with median 1 and that share of the log-variance.
    /// </summary>
    public static QuantileFunction InnerPart(Shape shape, double share)
    {
        if ((shape as LognormalShape)?.ToLognormal() is { } whole)
            return new QuantileTable(new Lognormal(0, whole.Sigma * Math.Sqrt(share)));
        var support = Support(shape);
        var half = share * Math.Log(support.Max / support.Min) / 2;
        return QuantileFunction.Of(new Uniform(Math.Exp(-half), Math.Exp(half)));
    }

    /// <summary>
    /// The one value that stands for the run part where run factors are held: the mode of a triangular, PERT or discrete law, the middle of a uniform one,
    /// of every other the median.
    /// </summary>
    public static double Centre(Shape shape, Spread spread)
    {
        if (shape is DiscreteShape discrete)
            return discrete.Values.MaxBy(v => v.Probability).Value;
        if ((shape as LognormalShape)?.ToLognormal() is { } whole)
            return Math.Exp(whole.Mu);
        if (shape is not (UniformShape or TriangularShape or PertShape))
            return shape.ToLaw().Quantile(0.5);
        var (min, max) = RunBounds(shape, spread);
        return shape switch
        {
            TriangularShape t => Math.Clamp(t.Mode, min, max),
            PertShape p => Math.Clamp(p.Mode, min, max),
            _ => (min + max) / 2,
        };
    }

    /// <summary>A share of the log-width below this is rounding, not a part.</summary>
    private const double Negligible = 1e-12;

    private static Bounds RunBounds(Shape shape, Spread spread)
    {
        var whole = Support(shape);
        var inner = spread.Item + spread.Call;
        if (inner == 0)
            return whole;
        // Where nothing is left for the run, both ends are the middle, and rounding must not turn them round.
        var half = inner * Math.Log(whole.Max / whole.Min) / 2;
        var min = whole.Min * Math.Exp(half);
        return new Bounds(min, Math.Max(min, whole.Max * Math.Exp(-half)));
    }
}
