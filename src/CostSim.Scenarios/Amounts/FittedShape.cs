using System.Globalization;
using CostSim.Numerics.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// Normal. Written <c>{ "normal": { "mean": 1000, "sd": 200 } }</c>, with two percentiles instead, or <c>{ "normal90%": [800, 1200] }</c>.
/// It reaches below 0, so that it stands only inside a <see cref="TruncatedShape"/> or a <see cref="ClippedShape"/>; Sd &gt; 0.
/// </summary>
public sealed record NormalShape(double Mean, double Sd) : Shape
{
    public override Law ToLaw() => Law.Of(new Normal(Mean, Sd));

    public override LevelSplit Split => new NoSplit("a normal amount");

    public override double Centre => ToLaw().Quantile(0.5);

    internal override bool IsAroundOne => false;

    public override string InWords(NumberWords numbers) =>
        $"mean {numbers.Value(Mean)}, standard deviation {numbers.Value(Sd)}, symmetric (normal)";
}

/// <summary>
/// A metalog through two or more percentiles. Written <c>{ "percentiles": { "min": 0, "p10": 400, "p50": 900, "p90": 2500, "max": 8000 }
/// }</c>; percentages and values ascend. Without a Min it reaches below 0, like a normal.
/// </summary>
public sealed record PercentilesShape(IReadOnlyList<PercentileValue> Percentiles, double? Min, double? Max) : Shape
{
    /// <summary>The metalog itself, which may be found not to be a law.</summary>
    public Metalog ToMetalog() => new(
        [.. Percentiles.Select(percentile => (percentile.Probability, percentile.Value))], Min ?? double.NegativeInfinity,
        Max ?? double.PositiveInfinity);

    public override Law ToLaw() => Law.Of(ToMetalog());

    public override LevelSplit Split => new NoSplit("an amount by percentiles");

    public override double Centre => ToLaw().Quantile(0.5);

    internal override bool IsAroundOne => AroundOne.IsMedian(ToLaw());

    public override string InWords(NumberWords numbers) =>
        $"{string.Join(", ", Percentiles.Take(NumberWords.EntriesMax).Select(numbers.Below))}, smooth in between";
}

/// <summary>
/// What Successes in Trials say of a share, before which every share was equally likely: beta(Successes + 1, Trials − Successes + 1), which
/// is a PERT on [0, 1] with its mode at the share observed and one of weight Trials. Written <c>{ "betaFrom": { "k": 3, "n": 40 } }</c>; 0
/// ≤ k ≤ n, n ≥ 1.
/// </summary>
public sealed record BetaFromShape(long Successes, long Trials) : Shape
{
    public override Law ToLaw() => Law.Of(new Pert(0, (double)Successes / Trials, 1, Trials));

    public override LevelSplit Split => new NoSplit("a share from a count");

    public override double Centre => ToLaw().Quantile(0.5);

    internal override bool IsAroundOne => false;

    public override string InWords(NumberWords numbers) =>
        string.Create(CultureInfo.InvariantCulture, $"as likely as {Successes:N0} cases in {Trials:N0} observed make it (beta)");
}

/// <summary>
/// Values as they were observed, each as likely as the other. Written <c>{ "values": [310, 290, 1240] }</c>, or <c>{ "file": "pilot.csv",
/// "column": "tokens" }</c>.
/// </summary>
/// <param name="Values">Two or more, ascending, of 0 or more.</param>
public sealed record EmpiricalShape(IReadOnlyList<double> Values) : Shape
{
    public override Law ToLaw() => Law.EquallyLikely(Values);

    public override LevelSplit Split => new NoSplit("a list of values");

    public override double Centre => ToLaw().Quantile(0.5);

    internal override bool IsAroundOne => false;

    public override string InWords(NumberWords numbers) =>
        string.Create(CultureInfo.InvariantCulture, $"one of {Values.Count:N0} observed values, all equally likely");
}
