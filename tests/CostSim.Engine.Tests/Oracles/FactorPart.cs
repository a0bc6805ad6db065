using CostSim.Scenarios;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>One part of an amount, as a random variable: its name, and E[X^k] for small k by closed form.</summary>
internal sealed record FactorPart(string Name, Func<int, double> Moment)
{
    /// <summary>E of a product of parts: independent where the names differ, the same variable where they agree.</summary>
    public static double Expectation(IEnumerable<FactorPart> product) =>
        product.GroupBy(part => part.Name).Aggregate(1.0, (value, same) => value * same.First().Moment(same.Count()));

    public static FactorPart Whole(string name, Shape shape, double chance) => new(name, k => chance * ShapeMoment(shape, k));

    public static FactorPart Fixed(string name, double value) => new(name, k => Math.Pow(value, k));

    /// <summary>The run part of a split shape.</summary>
    public static FactorPart Run(string name, Shape shape, Spread spread)
    {
        if (shape is LognormalShape l)
            return new FactorPart(name, k => LognormalMoment(NaiveLaw.Mu(l), NaiveLaw.Sigma(l) * Math.Sqrt(Math.Max(0, spread.Run)), k));
        var (min, max) = NaiveLaw.RunEnds(shape, spread);
        if (max - min <= 1e-12 * max)
            return Fixed(name, (min + max) / 2);
        Shape inner = shape switch
        {
            TriangularShape t => new TriangularShape(min, NaiveLaw.Inside(t.Mode, min, max), max),
            PertShape p => new PertShape(min, NaiveLaw.Inside(p.Mode, min, max), max, p.Lambda),
            UniformShape => new UniformShape(min, max),
            _ => throw new NotSupportedException($"{shape.GetType().Name} has no run part in {nameof(FactorPart)}"),
        };
        return Whole(name, inner, 1);
    }

    /// <summary>The item or call part of a split shape.</summary>
    public static FactorPart Inner(string name, Shape shape, double share)
    {
        if (shape is LognormalShape l)
            return new FactorPart(name, k => LognormalMoment(0, NaiveLaw.Sigma(l) * Math.Sqrt(share), k));
        var end = Math.Exp(share * NaiveLaw.LogRange(shape) / 2);
        return shape is UniformShape or TriangularShape or PertShape
            ? Whole(name, new UniformShape(1 / end, end), 1)
            : throw new NotSupportedException($"{shape.GetType().Name} has no item's or call's part in {nameof(FactorPart)}");
    }

    private static double ShapeMoment(Shape shape, int k) => shape switch
    {
        UniformShape u => (Math.Pow(u.Max, k + 1) - Math.Pow(u.Min, k + 1)) / ((k + 1) * (u.Max - u.Min)),
        TriangularShape t => TriangularMoment(t, k),
        PertShape p => PertMoment(p, k),
        LognormalShape l => LognormalMoment(NaiveLaw.Mu(l), NaiveLaw.Sigma(l), k),
        DiscreteShape d => d.Values.Sum(v => v.Probability * Math.Pow(v.Value, k)),
        EmpiricalShape e => e.Values.Average(value => Math.Pow(value, k)),
        MixtureShape m => m.Parts.Sum(part => part.Probability * ShapeMoment(part.Shape, k)),
        BetaFromShape b => Enumerable.Range(0, k).Aggregate(1.0, (raw, j) => raw * (b.Successes + 1.0 + j) / (b.Trials + 2.0 + j)),
        _ => throw new NotSupportedException(shape.GetType().Name),
    };

    private static double LognormalMoment(double mu, double sigma, int k) => Math.Exp(k * mu + k * k * sigma * sigma / 2);

    /// <summary>Both sides of the triangle by Gauss–Legendre, which is exact for polynomials of this degree.</summary>
    private static double TriangularMoment(TriangularShape t, int k)
    {
        const int Order = 8;
        var peak = 2 / (t.Max - t.Min);
        var rising = t.Mode == t.Min ? 0
            : GaussLegendreRule.Integrate(x => Math.Pow(x, k) * peak * (x - t.Min) / (t.Mode - t.Min), t.Min, t.Mode, Order);
        var falling = t.Mode == t.Max ? 0
            : GaussLegendreRule.Integrate(x => Math.Pow(x, k) * peak * (t.Max - x) / (t.Max - t.Mode), t.Mode, t.Max, Order);
        return rising + falling;
    }

    /// <summary>E[(min + range·B)^k] by the binomial theorem and the raw moments of the beta law.</summary>
    private static double PertMoment(PertShape p, int k)
    {
        var range = p.Max - p.Min;
        var beta = new Beta(1 + p.Lambda * (p.Mode - p.Min) / range, 1 + p.Lambda * (p.Max - p.Mode) / range);
        double sum = 0, raw = 1;
        for (var j = 0; j <= k; j++)
        {
            sum += SpecialFunctions.Binomial(k, j) * Math.Pow(p.Min, k - j) * Math.Pow(range, j) * raw;
            raw *= (beta.A + j) / (beta.A + beta.B + j);
        }

        return sum;
    }
}
