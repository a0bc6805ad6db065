using CostSim.Numerics.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// One of several shapes, each with its probability. Written <c>{ "mixture": [[shape, probability], …] }</c>; probabilities positive and adding up to 1.
/// </summary>
public sealed record MixtureShape(IReadOnlyList<MixturePart> Parts) : Shape
{
    public override bool CanSplit => false;

    public override Law ToLaw() => Law.Mixture([.. Parts.Select(part => (part.Probability, part.Shape.ToLaw()))]);
}

/// <summary>One shape of a <see cref="MixtureShape"/>.</summary>
public readonly record struct MixturePart(Shape Shape, double Probability);

/// <summary>A shape given that its value lies in [Min, Max]: redrawn until it does. Written with <c>"truncate": [min, max]</c>; something of it lies there.</summary>
public sealed record TruncatedShape(Shape Of, double Min, double Max) : Shape
{
    public override bool CanSplit => false;

    public override Law ToLaw() => Of.ToLaw().Truncate(Min, Max)!;
}

/// <summary>A shape of which what lies outside [Min, Max] is set to the nearer end. Written with <c>"clip": [min, max]</c>.</summary>
public sealed record ClippedShape(Shape Of, double Min, double Max) : Shape
{
    public override bool CanSplit => false;

    public override Law ToLaw() => Of.ToLaw().Clip(Min, Max);
}
