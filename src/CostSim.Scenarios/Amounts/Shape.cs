namespace CostSim.Scenarios;

/// <summary>The law of an uncertain quantity, as the scenario writes it. Parameters are validated where the scenario is read.</summary>
public abstract record Shape
{
    /// <summary>Whether the shape can be split over the levels, given a positive support.</summary>
    public virtual bool CanSplit => true;
}

/// <summary>Uniform between a hard minimum and a hard maximum. Written <c>[a, b]</c> or <c>{ "range": [a, b] }</c>; 0 ≤ Min &lt; Max.</summary>
public sealed record UniformShape(double Min, double Max) : Shape;

/// <summary>Triangular. Written <c>{ "triangular": [min, mode, max] }</c>; 0 ≤ Min ≤ Mode ≤ Max, Min &lt; Max.</summary>
public sealed record TriangularShape(double Min, double Mode, double Max) : Shape;

/// <summary>
/// PERT: a beta law scaled to [Min, Max] with shape parameters 1 + λ(Mode − Min)/(Max − Min) and 1 + λ(Max − Mode)/(Max − Min).
/// Written <c>{ "pert": [min, mode, max], "lambda": 4 }</c>; 0 ≤ Min ≤ Mode ≤ Max, Min &lt; Max, λ &gt; 0, 4 unless said.
/// </summary>
public sealed record PertShape(double Min, double Mode, double Max, double Lambda) : Shape;

/// <summary>
/// Lognormal by a central interval. Written <c>{ "90%": [low, high] }</c>: a share (1 − Coverage)/2 of the law lies below Low and as
/// much above High. 0 &lt; Low &lt; High, 0 &lt; Coverage &lt; 1. Its support has no upper end.
/// </summary>
public sealed record LognormalIntervalShape(double Coverage, double Low, double High) : Shape;

/// <summary>
/// A few values, each with its probability. Written <c>{ "discrete": [[value, probability], …] }</c>; values ≥ 0 and ascending,
/// probabilities positive and adding up to 1 within 1e-9. It cannot be split.
/// </summary>
public sealed record DiscreteShape(IReadOnlyList<DiscreteValue> Values) : Shape
{
    public override bool CanSplit => false;
}

/// <summary>One value of a <see cref="DiscreteShape"/>.</summary>
public readonly record struct DiscreteValue(double Value, double Probability);
