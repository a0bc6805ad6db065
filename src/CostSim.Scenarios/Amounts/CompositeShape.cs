using CostSim.Numerics.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// One of several shapes, each with its probability. Written <c>{ "mixture": [[shape, probability], …] }</c>; probabilities positive and
/// adding up to 1.
/// </summary>
public sealed record MixtureShape(IReadOnlyList<MixturePart> Parts) : Shape
{
    public override Law ToLaw() => Law.Mixture([.. Parts.Select(part => (part.Probability, part.Shape.ToLaw()))]);

    public override LevelSplit Split => new NoSplit("a mixture");

    public override double Centre => ToLaw().Quantile(0.5);

    internal override bool IsAroundOne => false;

    public override string InWords(NumberWords numbers)
    {
        var told = Parts.Take(NumberWords.EntriesMax).Select(Told);
        return string.Join("; or ", told);

        string Told(MixturePart part) => $"with probability {numbers.Share(part.Probability)}: {part.Shape.InWords(numbers)}";
    }
}

/// <summary>One shape of a <see cref="MixtureShape"/>.</summary>
public readonly record struct MixturePart(Shape Shape, double Probability);

/// <summary>
/// A shape given that its value lies in [Min, Max]: redrawn until it does. Written with <c>"truncate": [min, max]</c>; something of it lies
/// there.
/// </summary>
public sealed record TruncatedShape(Shape Of, double Min, double Max) : Shape
{
    public override Law ToLaw() => Of.ToLaw().Truncate(Min, Max)!;

    public override LevelSplit Split => new NoSplit("a truncated amount");

    public override double Centre => ToLaw().Quantile(0.5);

    internal override bool IsAroundOne => Of.IsAroundOne;

    public override string InWords(NumberWords numbers) =>
        $"{Of.InWords(numbers)}; drawn again until it is within {numbers.Value(Min)} to {numbers.Value(Max)}";
}

/// <summary>A shape of which what lies outside [Min, Max] is set to the nearer end. Written with <c>"clip": [min, max]</c>.</summary>
public sealed record ClippedShape(Shape Of, double Min, double Max) : Shape
{
    public override Law ToLaw() => Of.ToLaw().Clip(Min, Max);

    public override LevelSplit Split => new NoSplit("a clipped amount");

    public override double Centre => ToLaw().Quantile(0.5);

    internal override bool IsAroundOne => Of.IsAroundOne;

    public override string InWords(NumberWords numbers) =>
        $"{Of.InWords(numbers)}; what lies outside {numbers.Value(Min)} to {numbers.Value(Max)} is set to that end";
}
