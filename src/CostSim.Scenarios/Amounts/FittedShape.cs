using CostSim.Numerics.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// Normal. Written <c>{ "normal": { "mean": 1000, "sd": 200 } }</c>, with two percentiles instead, or <c>{ "normal90%": [800, 1200] }</c>. It reaches below 0, so that
/// it stands only inside a <see cref="TruncatedShape"/> or a <see cref="ClippedShape"/>; Sd &gt; 0.
/// </summary>
public sealed record NormalShape(double Mean, double Sd) : Shape
{
    public override bool CanSplit => false;

    public override Law ToLaw() => Law.Of(new Normal(Mean, Sd));
}

/// <summary>
/// A metalog through two or more percentiles. Written <c>{ "percentiles": { "min": 0, "p10": 400, "p50": 900, "p90": 2500, "max": 8000 } }</c>; percentages and values
/// ascend. Without a Min it reaches below 0, like a normal.
/// </summary>
public sealed record PercentilesShape(IReadOnlyList<PercentileValue> Percentiles, double? Min, double? Max) : Shape
{
    public override bool CanSplit => false;

    /// <summary>The metalog itself, which may be found not to be a law.</summary>
    public Metalog ToMetalog() => new(
        [.. Percentiles.Select(percentile => (percentile.Probability, percentile.Value))], Min ?? double.NegativeInfinity, Max ?? double.PositiveInfinity);

    public override Law ToLaw() => Law.Of(ToMetalog());
}

/// <summary>
/// What Successes in Trials say of a share, before which every share was equally likely: beta(Successes + 1, Trials − Successes + 1), which is a PERT on [0, 1] with
/// its mode at the share observed and one of weight Trials. Written <c>{ "betaFrom": { "k": 3, "n": 40 } }</c>; 0 ≤ k ≤ n, n ≥ 1.
/// </summary>
public sealed record BetaFromShape(long Successes, long Trials) : Shape
{
    public override bool CanSplit => false;

    public override Law ToLaw() => Law.Of(new Pert(0, (double)Successes / Trials, 1, Trials));
}

/// <summary>
/// Values as they were observed, each as likely as the other. Written <c>{ "values": [310, 290, 1240] }</c>, or <c>{ "file": "pilot.csv", "column": "tokens" }</c>.
/// </summary>
/// <param name="Values">Two or more, ascending, of 0 or more.</param>
public sealed record EmpiricalShape(IReadOnlyList<double> Values) : Shape
{
    public override bool CanSplit => false;

    public override Law ToLaw() => Law.Of(Values.Select(value => (value, 1.0 / Values.Count)));
}
