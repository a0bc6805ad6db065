using CostSim.Numerics.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// How a shape is split over the levels, or what keeps it at one level. Split, an amount is the product of independent parts for the run,
/// the item and the call (docs/numerics.md, "Levels").
/// </summary>
public abstract class LevelSplit
{
    /// <summary>A share below this is rounding, not a part.</summary>
    protected const double Negligible = 1e-12;

    /// <summary>What a message calls an amount that is not split, such as "a mixture"; null where it is split.</summary>
    public abstract string? Obstacle { get; }

    /// <summary>The law of the part that is drawn once a run.</summary>
    public abstract Law RunPart(Spread spread);

    /// <summary>The law of the part of an item or of a call that has this share, above 0.</summary>
    public abstract Law InnerPart(double share);

    /// <summary>The value of the run part where run factors are held.</summary>
    public abstract double Centre(Spread spread);

    protected static Law Only(double value) => Law.Of([(value, 1.0)]);
}

/// <summary>The shape stands at one level; the reader refuses every other spread.</summary>
/// <param name="obstacle">What a message calls the amount: "a mixture".</param>
public sealed class NoSplit(string obstacle) : LevelSplit
{
    public override string Obstacle => obstacle;

    public override Law RunPart(Spread spread) => throw Refused();

    public override Law InnerPart(double share) => throw Refused();

    public override double Centre(Spread spread) => throw Refused();

    private InvalidOperationException Refused() => new($"{obstacle} cannot be split over the levels");
}

/// <summary>
/// Shares of the log-range L = ln(max/min). The run part has the shape itself between ends moved inwards by half the log-width of the other
/// parts; an item's or a call's part lies between e^(−share·L/2) and e^(+share·L/2). The product reaches from min to max and no further.
/// </summary>
public sealed class LogRangeSplit : LevelSplit
{
    private readonly double _min;
    private readonly double _max;
    private readonly Func<double, double, Shape> _run;
    private readonly Func<double, double, Shape> _inner;

    private LogRangeSplit(double min, double max, Func<double, double, Shape> run, Func<double, double, Shape> inner) =>
        (_min, _max, _run, _inner) = (min, max, run, inner);

    /// <summary>The split of a shape between two ends; one that can be 0 has no log-range.</summary>
    /// <param name="min">Its minimum.</param>
    /// <param name="max">Its maximum.</param>
    /// <param name="run">The shape of the run part, given its ends.</param>
    /// <param name="inner">The shape of an item's or a call's part, given its ends.</param>
    public static LevelSplit Of(double min, double max, Func<double, double, Shape> run, Func<double, double, Shape> inner) =>
        min > 0 ? new LogRangeSplit(min, max, run, inner) : new NoSplit("an amount that can be 0");

    public override string? Obstacle => null;

    public override Law RunPart(Spread spread)
    {
        var (min, max) = RunEnds(spread);
        return spread.Run < Negligible ? Only((min + max) / 2) : _run(min, max).ToLaw();
    }

    public override Law InnerPart(double share)
    {
        var half = share * LogRange / 2;
        return _inner(Math.Exp(-half), Math.Exp(half)).ToLaw();
    }

    public override double Centre(Spread spread)
    {
        var (min, max) = RunEnds(spread);
        return _run(min, max).Centre;
    }

    /// <summary>ln(max/min), of a ratio that no double holds too.</summary>
    private double LogRange => _max / _min is var ratio && double.IsFinite(ratio) ? Math.Log(ratio) : Math.Log(_max) - Math.Log(_min);

    private (double Min, double Max) RunEnds(Spread spread)
    {
        // Where nothing is left for the run, both ends are the middle, and rounding must not turn them round.
        var half = (spread.Item + spread.Call) * LogRange / 2;
        var min = _min * Math.Exp(half);
        return (min, Math.Max(min, _max * Math.Exp(-half)));
    }
}

/// <summary>
/// Shares of the variance of a lognormal's logarithm: every part is lognormal, the item's and the call's with median 1, and so is the
/// product.
/// </summary>
public sealed class LogVarianceSplit(Lognormal whole) : LevelSplit
{
    public override string? Obstacle => null;

    public override Law RunPart(Spread spread) => spread.Run < Negligible ? Only(Centre(spread)) : Part(whole.Mu, spread.Run);

    public override Law InnerPart(double share) => Part(0, share);

    public override double Centre(Spread spread) => Math.Exp(whole.Mu);

    private Law Part(double mu, double share) => Law.Of(new Lognormal(mu, whole.Sigma * Math.Sqrt(share)));
}
