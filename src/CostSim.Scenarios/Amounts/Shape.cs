using System.Globalization;
using CostSim.Numerics.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// The law of an uncertain quantity, as the scenario writes it: all that is particular to a shape, once it is read. Parameters are
/// validated where the scenario is read. No member has a default, so that a new shape answers every question or does not compile.
/// </summary>
public abstract record Shape
{
    /// <summary>The law that the shape stands for; its ends, mean and tables come from it.</summary>
    public abstract Law ToLaw();

    /// <summary>How it is split over the levels, or what keeps it whole.</summary>
    public abstract LevelSplit Split { get; }

    /// <summary>The value that stands for it where run factors are held: its mode or middle where it states one, else its median.</summary>
    public abstract double Centre { get; }

    /// <summary>
    /// Whether people take it for a relative spread around 1, and its mean for 1: a range from 1/x to x, or percentiles around 1. What
    /// states its mean, or was observed, is taken at its word.
    /// </summary>
    internal abstract bool IsAroundOne { get; }

    /// <summary>How it is drawn between its ends, for people who do not know the names of laws.</summary>
    public abstract string InWords(NumberWords numbers);
}

/// <summary>
/// Uniform between a hard minimum and a hard maximum. Written <c>[a, b]</c> or <c>{ "range": [a, b] }</c>; 0 ≤ Min &lt; Max.
/// </summary>
public sealed record UniformShape(double Min, double Max) : Shape
{
    public override Law ToLaw() => Law.Of(new Uniform(Min, Max));

    public override LevelSplit Split => LogRangeSplit.Of(Min, Max, Between, Between);

    public override double Centre => (Min + Max) / 2;

    internal override bool IsAroundOne => AroundOne.IsRange(Min, Max);

    public override string InWords(NumberWords numbers) => "uniform (all equally likely)";

    public static UniformShape Between(double min, double max) => new(min, max);
}

/// <summary>Triangular. Written <c>{ "triangular": [min, mode, max] }</c>; 0 ≤ Min ≤ Mode ≤ Max, Min &lt; Max.</summary>
public sealed record TriangularShape(double Min, double Mode, double Max) : Shape
{
    public override Law ToLaw() => Law.Of(new Triangular(Min, Mode, Max));

    public override LevelSplit Split =>
        LogRangeSplit.Of(Min, Max, (min, max) => new TriangularShape(min, Math.Clamp(Mode, min, max), max), UniformShape.Between);

    public override double Centre => Mode;

    internal override bool IsAroundOne => AroundOne.IsRange(Min, Max);

    public override string InWords(NumberWords numbers) => $"most likely {numbers.Value(Mode)}, less likely towards both ends (triangular)";
}

/// <summary>
/// PERT: a beta law scaled to [Min, Max] with shape parameters 1 + λ(Mode − Min)/(Max − Min) and 1 + λ(Max − Mode)/(Max − Min).
/// Written <c>{ "pert": [min, mode, max], "lambda": 4 }</c>; 0 ≤ Min ≤ Mode ≤ Max, Min &lt; Max, λ &gt; 0, 4 unless said.
/// </summary>
public sealed record PertShape(double Min, double Mode, double Max, double Lambda) : Shape
{
    /// <summary>The weight of the mode where none is said.</summary>
    public const double UsualLambda = 4;

    public override Law ToLaw() => Law.Of(new Pert(Min, Mode, Max, Lambda));

    public override LevelSplit Split =>
        LogRangeSplit.Of(Min, Max, (min, max) => new PertShape(min, Math.Clamp(Mode, min, max), max, Lambda), UniformShape.Between);

    public override double Centre => Mode;

    internal override bool IsAroundOne => AroundOne.IsRange(Min, Max);

    public override string InWords(NumberWords numbers)
    {
        var weight = Lambda == UsualLambda ? "" : string.Create(CultureInfo.InvariantCulture, $", λ {Lambda:0.##}");
        return $"most likely {numbers.Value(Mode)}, ends unlikely (PERT{weight})";
    }
}

/// <summary>
/// A few values, each with its probability. Written <c>{ "discrete": [[value, probability], …] }</c>; values ≥ 0 and ascending,
/// probabilities positive and adding up to 1 within 1e-9.
/// </summary>
public sealed record DiscreteShape(IReadOnlyList<DiscreteValue> Values) : Shape
{
    public override Law ToLaw() => Law.Of(Values.Select(value => (value.Value, value.Probability)));

    public override LevelSplit Split => new NoSplit("a discrete amount");

    public override double Centre => Values.MaxBy(value => value.Probability).Value;

    internal override bool IsAroundOne => false;

    public override string InWords(NumberWords numbers)
    {
        var told = Values.Take(NumberWords.EntriesMax).Select(one => $"{numbers.Value(one.Value)} ({numbers.Share(one.Probability)})");
        return $"one of: {string.Join(", ", told)}{(Values.Count > NumberWords.EntriesMax ? ", …" : "")}";
    }
}

/// <summary>One value of a <see cref="DiscreteShape"/>.</summary>
public readonly record struct DiscreteValue(double Value, double Probability);
