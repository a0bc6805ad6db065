using CostSim.Numerics.Distributions;

namespace CostSim.Scenarios;

/// <summary>A lognormal, however it is stated. Its support is all above 0, without an upper end; split, it is lognormal again.</summary>
public abstract record LognormalShape : Shape
{
    public abstract Lognormal ToLognormal();

    public override Law ToLaw() => Law.Of(ToLognormal());

    public override LevelSplit Split => new LogVarianceSplit(ToLognormal());

    public override double Centre => Math.Exp(ToLognormal().Mu);
}

/// <summary>
/// Lognormal by a central interval. Written <c>{ "90%": [low, high] }</c>: a share (1 − Coverage)/2 of the law lies below Low and as
/// much above High. 0 &lt; Low &lt; High, 0 &lt; Coverage &lt; 1. Its support has no upper end.
/// </summary>
public sealed record LognormalIntervalShape(double Coverage, double Low, double High) : LognormalShape
{
    public override Lognormal ToLognormal() => Lognormal.FromInterval(Coverage, Low, High);

    internal override bool IsAroundOne => AroundOne.IsMedian(ToLaw());

    public override string InWords(NumberWords numbers) =>
        $"in {numbers.Share(Coverage)} of cases {numbers.Value(Low)} to {numbers.Value(High)}, seldom far above (lognormal)";
}

/// <summary>Lognormal by mean and standard deviation, both above 0. Written <c>{ "lognormal": { "mean": 1, "sd": 0.4 } }</c>.</summary>
public sealed record LognormalMomentsShape(double Mean, double Sd) : LognormalShape
{
    public override Lognormal ToLognormal() => Lognormal.FromMoments(Mean, Sd);

    internal override bool IsAroundOne => false;

    public override string InWords(NumberWords numbers) =>
        $"mean {numbers.Value(Mean)}, standard deviation {numbers.Value(Sd)}, seldom far above (lognormal)";
}

/// <summary>Lognormal by two percentiles, ascending, above 0. Written <c>{ "lognormal": { "p10": 800, "p95": 3000 } }</c>.</summary>
public sealed record LognormalPercentilesShape(PercentileValue Lower, PercentileValue Upper) : LognormalShape
{
    public override Lognormal ToLognormal() =>
        Lognormal.FromPercentiles(Lower.Probability, Lower.Value, Upper.Probability, Upper.Value);

    internal override bool IsAroundOne => AroundOne.IsMedian(ToLaw());

    public override string InWords(NumberWords numbers) => $"{numbers.Below(Lower)}, {numbers.Below(Upper)}, seldom far above (lognormal)";
}

/// <summary>A value with a probability in (0, 1) of a smaller one.</summary>
public readonly record struct PercentileValue(double Probability, double Value);
