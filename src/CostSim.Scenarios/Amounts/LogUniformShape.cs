using CostSim.Numerics.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// Log-uniform between a hard minimum and a hard maximum: every doubling within them equally likely. Written
/// <c>{ "logUniform": [min, max] }</c>; 0 &lt; Min &lt; Max. Split, every part is log-uniform, so that the product keeps the median
/// √(Min·Max) and both ends.
/// </summary>
public sealed record LogUniformShape(double Min, double Max) : Shape
{
    public override Law ToLaw() => Law.Of(new LogUniform(Min, Max));

    public override LevelSplit Split => LogRangeSplit.Of(Min, Max, Between, Between);

    public override double Centre => Math.Sqrt(Min * Max);

    internal override bool IsAroundOne => AroundOne.IsRange(Min, Max);

    public override string InWords(NumberWords numbers) => "every doubling equally likely (log-uniform)";

    private static LogUniformShape Between(double min, double max) => new(min, max);
}
