using CostSim.Numerics.Distributions;

namespace CostSim.Numerics.Tables;

/// <summary>
/// A quantile function: a map from a uniform 32-bit word to a value, increasing with the word: u = (word + ½)/2^32. It is built in double,
/// stored in float,
/// and evaluated with correctly rounded operations only, so that a word has the same value on every machine.
/// </summary>
public abstract class QuantileFunction
{
    /// <summary>A longer list of values uses binary instead of linear search.</summary>
    private const int StepsMax = 64;

    /// <summary>The map of a distribution.</summary>
    public static QuantileFunction Of(Law law) => (law.AtomCount, law.Parts.Count) switch
    {
        _ when law.Observed is { } values => new IndexedQuantile(values),
        (0, 1) => Of(law.Parts[0].Law),
        (1, 0) => new FixedQuantile(law.Min),
        ( <= StepsMax, 0) => new StepQuantile([.. law.Atoms.Select(atom => atom.Value)], [.. law.Atoms.Select(atom => atom.Probability)]),
        _ => new PiecewiseQuantile(law),
    };

    /// <summary>The map of a continuous distribution; a uniform one needs no table.</summary>
    public static QuantileFunction Of(IContinuousDistribution law) =>
        law is Uniform ? new UniformQuantile(law.Min, law.Max) : new QuantileTable(law);

    /// <summary>The least value that can be drawn.</summary>
    public abstract double Min { get; }

    /// <summary>The greatest value that can be drawn; finite even if the distribution has no upper end.</summary>
    public abstract double Max { get; }

    /// <summary>Mean of the distribution.</summary>
    public abstract double Mean { get; }

    /// <summary>Variance of the distribution.</summary>
    public abstract double Variance { get; }

    /// <summary>The quantile at a probability in (0, 1), in double: for planning, not for trials.</summary>
    public abstract double At(double u);

    /// <summary>The atoms and continuous stretches, ascending, with the probabilities that the words give them.</summary>
    internal virtual IEnumerable<QuantilePiece> Pieces => throw new NotSupportedException($"{GetType().Name} has no separate values");
}

/// <summary>An atom, or a continuous stretch of values.</summary>
/// <param name="Probability">Its probability.</param>
/// <param name="Value">The value of an atom; ignored for a stretch.</param>
/// <param name="Law">The distribution within the stretch; null for an atom.</param>
internal readonly record struct QuantilePiece(double Probability, double Value, IContinuousDistribution? Law);

/// <summary>One value, whatever the word.</summary>
public sealed class FixedQuantile(double value) : QuantileFunction
{
    public override double Min => Value;

    public override double Max => Value;

    public override double Mean => Value;

    public override double Variance => 0;

    public float Value { get; } = (float)value;

    public override double At(double u) => Value;

    internal override IEnumerable<QuantilePiece> Pieces => [new(1, Value, null)];
}

/// <summary>
/// Uniform between two ends: middle + (word − 2^31) × scale. Off by at most 2^-23 of the greater end in magnitude, which a word next to an
/// end may pass by as much.
/// </summary>
public sealed class UniformQuantile(double min, double max) : QuantileFunction
{
    public override double Min => min;

    public override double Max => max;

    public override double Mean => (min + max) / 2;

    public override double Variance => (max - min) * (max - min) / 12;

    public override double At(double u) => min + (max - min) * u;

    internal override IEnumerable<QuantilePiece> Pieces => [new(1, 0, new Uniform(min, max))];

    internal float Middle { get; } = (float)((min + max) / 2);

    internal float Scale { get; } = (float)((max - min) / 4294967296.0);
}

/// <summary>A few values: the first, plus a step at every word threshold that the word reaches.</summary>
public sealed class StepQuantile : QuantileFunction
{
    private readonly float[] _values;

    /// <param name="values">Ascending values.</param>
    /// <param name="probabilities">Their probabilities, adding up to 1; each is rounded to a multiple of 2^-30.</param>
    public StepQuantile(ReadOnlySpan<double> values, ReadOnlySpan<double> probabilities)
    {
        _values = new float[values.Length];
        Thresholds = new int[values.Length - 1];
        var below = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            _values[i] = (float)values[i];
            below += probabilities[i];
            if (i < Thresholds.Length)
                Thresholds[i] = (int)Math.Round(Math.Min(below, 1) * (1 << 30));
        }
    }

    public override double Min => _values[0];

    public override double Max => _values[^1];

    public override double Mean => Enumerable.Range(0, _values.Length).Sum(i => Probability(i) * _values[i]);

    public override double Variance =>
        Enumerable.Range(0, _values.Length).Sum(i => Probability(i) * (_values[i] - Mean) * (_values[i] - Mean));

    public override double At(double u) => _values[Thresholds.Count(threshold => u * (1 << 30) >= threshold)];

    internal override IEnumerable<QuantilePiece> Pieces => _values.Select((value, i) => new QuantilePiece(Probability(i), value, null));

    internal ReadOnlySpan<float> Values => _values;

    /// <summary>Value i + 1 is taken from word ≫ 2 = threshold i on.</summary>
    internal int[] Thresholds { get; }

    /// <summary>The probability of a value, as the thresholds have it.</summary>
    private double Probability(int i) =>
        ((i < Thresholds.Length ? Thresholds[i] : 1 << 30) - (i == 0 ? 0 : Thresholds[i - 1])) / (double)(1 << 30);
}
