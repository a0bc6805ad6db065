using CostSim.Scenarios;
using MathNet.Numerics.Distributions;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>
/// Shapes drawn by textbook formulas, whole or in the parts that model "split factor" defines; one value at a time, in double.
/// </summary>
internal static class NaiveLaw
{
    public static double Whole(Shape shape, Xoshiro random) => shape switch
    {
        UniformShape u => random.Between(u.Min, u.Max),
        TriangularShape t => Triangular(t.Min, t.Mode, t.Max, random.Uniform()),
        PertShape p => Pert(p.Min, p.Mode, p.Max, p.Lambda, random),
        LogUniformShape l => l.Min * Math.Pow(l.Max / l.Min, random.Uniform()),
        LognormalShape l => Math.Exp(Mu(l) + Sigma(l) * random.Normal()),
        DiscreteShape d => Discrete(d, random.Uniform()),
        NormalShape n => n.Mean + n.Sd * random.Normal(),
        PercentilesShape p => NaiveMetalog.Quantile(p, random.Uniform()),
        BetaFromShape b => Pert(0, (double)b.Successes / b.Trials, 1, b.Trials, random),
        EmpiricalShape e => e.Values[random.Whole(0, e.Values.Count - 1)],
        MixtureShape m => Whole(Part(m, random.Uniform()), random),
        TruncatedShape t => Inside(t, random),
        ClippedShape c => Math.Max(c.Min, Math.Min(Whole(c.Of, random), c.Max)),
        _ => throw Missing(shape, "a way to draw it"),
    };

    /// <summary>
    /// The part that is drawn once a run: the shape between a·e^((item+call)L/2) and b·e^(−(item+call)L/2), its mode kept.
    /// </summary>
    public static double RunPart(Shape shape, Spread spread, Xoshiro random)
    {
        if (shape is LognormalShape l)
            return Math.Exp(Mu(l) + Sigma(l) * Math.Sqrt(Math.Max(0, 1 - spread.Item - spread.Call)) * random.Normal());
        var (min, max) = RunEnds(shape, spread);
        return shape switch
        {
            _ when max <= min => min,
            UniformShape => random.Between(min, max),
            TriangularShape t => Triangular(min, Inside(t.Mode, min, max), max, random.Uniform()),
            PertShape p => Pert(min, Inside(p.Mode, min, max), max, p.Lambda, random),
            LogUniformShape => min * Math.Pow(max / min, random.Uniform()),
            _ => throw Missing(shape, "a run part"),
        };
    }

    /// <summary>The part of an item or of a call: uniform between e^(−share·L/2) and e^(+share·L/2), or log-uniform.</summary>
    public static double InnerPart(Shape shape, double share, Xoshiro random)
    {
        if (shape is LognormalShape l)
            return Math.Exp(Sigma(l) * Math.Sqrt(share) * random.Normal());
        var end = Math.Exp(share * LogRange(shape) / 2);
        return shape switch
        {
            UniformShape or TriangularShape or PertShape => random.Between(1 / end, end),
            LogUniformShape => Math.Pow(end, random.Between(-1, 1)),
            _ => throw Missing(shape, "an item's or a call's part"),
        };
    }

    /// <summary>Where a run part is held: the mode, the middle of a uniform law, the median of a lognormal or log-uniform one.</summary>
    public static double Centre(Shape shape, Spread spread) => shape switch
    {
        UniformShape => RunEnds(shape, spread) is var (min, max) ? (min + max) / 2 : 0,
        TriangularShape t => RunEnds(shape, spread) is var (min, max) ? Inside(t.Mode, min, max) : 0,
        PertShape p => RunEnds(shape, spread) is var (min, max) ? Inside(p.Mode, min, max) : 0,
        LogUniformShape l => Math.Sqrt(l.Min * l.Max),
        LognormalShape l => Math.Exp(Mu(l)),
        DiscreteShape d => d.Values.OrderByDescending(v => v.Probability).First().Value,
        NormalShape or PercentilesShape or BetaFromShape or EmpiricalShape => Median(shape),
        MixtureShape or TruncatedShape or ClippedShape => Median(shape),
        _ => throw Missing(shape, "a centre"),
    };

    public static (double Min, double Max) Ends(Shape shape) => shape switch
    {
        UniformShape u => (u.Min, u.Max),
        TriangularShape t => (t.Min, t.Max),
        PertShape p => (p.Min, p.Max),
        LogUniformShape l => (l.Min, l.Max),
        _ => throw Missing(shape, "ends between which it is split"),
    };

    public static (double Min, double Max) RunEnds(Shape shape, Spread spread)
    {
        var (min, max) = Ends(shape);
        if (spread.Item + spread.Call == 0)
            return (min, max);
        var half = (spread.Item + spread.Call) * LogRange(shape) / 2;
        return (min * Math.Exp(half), max * Math.Exp(-half));
    }

    public static double LogRange(Shape shape) => Math.Log(Ends(shape).Max / Ends(shape).Min);

    public static double Mu(LognormalShape shape) => shape switch
    {
        LognormalIntervalShape l => Math.Log(l.Low * l.High) / 2,
        LognormalMomentsShape l => Math.Log(l.Mean * l.Mean / Math.Sqrt(l.Mean * l.Mean + l.Sd * l.Sd)),
        LognormalPercentilesShape l => Math.Log(l.Lower.Value) - Sigma(l) * Normal.InvCDF(0, 1, l.Lower.Probability),
        _ => throw new NotSupportedException(shape.GetType().Name),
    };

    public static double Sigma(LognormalShape shape) => shape switch
    {
        LognormalIntervalShape l => Math.Log(l.High / l.Low) / 2 / Normal.InvCDF(0, 1, (1 + l.Coverage) / 2),
        LognormalMomentsShape l => Math.Sqrt(Math.Log(1 + l.Sd * l.Sd / (l.Mean * l.Mean))),
        LognormalPercentilesShape l => Math.Log(l.Upper.Value / l.Lower.Value)
            / (Normal.InvCDF(0, 1, l.Upper.Probability) - Normal.InvCDF(0, 1, l.Lower.Probability)),
        _ => throw new NotSupportedException(shape.GetType().Name),
    };

    public static double Inside(double mode, double min, double max) => Math.Max(min, Math.Min(mode, max));

    private static NotSupportedException Missing(Shape shape, string what) =>
        new($"{nameof(NaiveLaw)} does not know {what} of {shape.GetType().Name}");

    private static double Triangular(double min, double mode, double max, double u)
    {
        var below = (mode - min) / (max - min);
        return u < below
            ? min + Math.Sqrt(u * (max - min) * (mode - min))
            : max - Math.Sqrt((1 - u) * (max - min) * (max - mode));
    }

    /// <summary>A beta law as a ratio of gammas.</summary>
    private static double Pert(double min, double mode, double max, double lambda, Xoshiro random)
    {
        var a = random.Gamma(1 + lambda * (mode - min) / (max - min));
        var b = random.Gamma(1 + lambda * (max - mode) / (max - min));
        return min + (max - min) * a / (a + b);
    }

    private static double Discrete(DiscreteShape shape, double u)
    {
        foreach (var (value, probability) in shape.Values.Select(v => (v.Value, v.Probability)))
        {
            u -= probability;
            if (u < 0)
                return value;
        }

        return shape.Values[^1].Value;
    }

    private static Shape Part(MixtureShape shape, double u)
    {
        foreach (var part in shape.Parts)
        {
            u -= part.Probability;
            if (u < 0)
                return part.Shape;
        }

        return shape.Parts[^1].Shape;
    }

    /// <summary>Drawn again until it lies inside: the very words of the language.</summary>
    private static double Inside(TruncatedShape shape, Xoshiro random)
    {
        while (true)
        {
            var value = Whole(shape.Of, random);
            if (value >= shape.Min && value <= shape.Max)
                return value;
        }
    }

    /// <summary>By a sample of its own: three digits are enough to hold a factor.</summary>
    private static double Median(Shape shape)
    {
        var random = new Xoshiro(77);
        return Enumerable.Range(0, 200_001).Select(_ => Whole(shape, random)).Order().ElementAt(100_000);
    }
}
