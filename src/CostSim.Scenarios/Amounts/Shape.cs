using CostSim.Numerics.Distributions;

namespace CostSim.Scenarios;

/// <summary>The law of an uncertain quantity, as the scenario writes it. Parameters are validated where the scenario is read.</summary>
public abstract record Shape
{
    /// <summary>Whether the shape can be split over the levels, given a positive support.</summary>
    public virtual bool CanSplit => true;

    /// <summary>The law that the shape stands for.</summary>
    public abstract Law ToLaw();
}

/// <summary>Uniform between a hard minimum and a hard maximum. Written <c>[a, b]</c> or <c>{ "range": [a, b] }</c>; 0 ≤ Min &lt; Max.</summary>
public sealed record UniformShape(double Min, double Max) : Shape
{
    public override Law ToLaw() => Law.Of(new Uniform(Min, Max));
}

/// <summary>Triangular. Written <c>{ "triangular": [min, mode, max] }</c>; 0 ≤ Min ≤ Mode ≤ Max, Min &lt; Max.</summary>
public sealed record TriangularShape(double Min, double Mode, double Max) : Shape
{
    public override Law ToLaw() => Law.Of(new Triangular(Min, Mode, Max));
}

/// <summary>
/// PERT: a beta law scaled to [Min, Max] with shape parameters 1 + λ(Mode − Min)/(Max − Min) and 1 + λ(Max − Mode)/(Max − Min).
/// Written <c>{ "pert": [min, mode, max], "lambda": 4 }</c>; 0 ≤ Min ≤ Mode ≤ Max, Min &lt; Max, λ &gt; 0, 4 unless said.
/// </summary>
public sealed record PertShape(double Min, double Mode, double Max, double Lambda) : Shape
{
    public override Law ToLaw() => Law.Of(new Pert(Min, Mode, Max, Lambda));
}

/// <summary>A lognormal, however it is stated. Its support is all above 0, without an upper end; split, it is the lognormal again.</summary>
public abstract record LognormalShape : Shape
{
    public abstract Lognormal ToLognormal();

    public override Law ToLaw() => Law.Of(ToLognormal());
}

/// <summary>
/// Lognormal by a central interval. Written <c>{ "90%": [low, high] }</c>: a share (1 − Coverage)/2 of the law lies below Low and as
/// much above High. 0 &lt; Low &lt; High, 0 &lt; Coverage &lt; 1. Its support has no upper end.
/// </summary>
public sealed record LognormalIntervalShape(double Coverage, double Low, double High) : LognormalShape
{
    public override Lognormal ToLognormal() => Lognormal.FromInterval(Coverage, Low, High);
}

/// <summary>Lognormal with this mean and standard deviation. Written <c>{ "lognormal": { "mean": 1, "sd": 0.4 } }</c>; both above 0.</summary>
public sealed record LognormalMomentsShape(double Mean, double Sd) : LognormalShape
{
    public override Lognormal ToLognormal() => Lognormal.FromMoments(Mean, Sd);
}

/// <summary>Lognormal through two percentiles. Written <c>{ "lognormal": { "p10": 800, "p95": 3000 } }</c>; both values above 0, and ascending.</summary>
public sealed record LognormalPercentilesShape(PercentileValue Lower, PercentileValue Upper) : LognormalShape
{
    public override Lognormal ToLognormal() =>
        Lognormal.FromPercentiles(Lower.Probability, Lower.Value, Upper.Probability, Upper.Value);
}

/// <summary>A value with a probability in (0, 1) of a smaller one.</summary>
public readonly record struct PercentileValue(double Probability, double Value);

/// <summary>
/// A few values, each with its probability. Written <c>{ "discrete": [[value, probability], …] }</c>; values ≥ 0 and ascending,
/// probabilities positive and adding up to 1 within 1e-9. It cannot be split.
/// </summary>
public sealed record DiscreteShape(IReadOnlyList<DiscreteValue> Values) : Shape
{
    public override bool CanSplit => false;

    public override Law ToLaw() => Law.Of(Values.Select(value => (value.Value, value.Probability)));
}

/// <summary>One value of a <see cref="DiscreteShape"/>.</summary>
public readonly record struct DiscreteValue(double Value, double Probability);
