namespace CostSim.Numerics.Tables;

/// <summary>
/// A map from a uniform 32-bit word to a value, never decreasing in the word: u = (word + ½)/2^32. It is built in double, stored in float,
/// and evaluated with correctly rounded operations only, so that a word has the same value on every machine.
/// </summary>
public abstract class QuantileFunction
{
    /// <summary>The least value that can be drawn.</summary>
    public abstract double Min { get; }

    /// <summary>The greatest value that can be drawn; finite even where the law has no upper end.</summary>
    public abstract double Max { get; }
}

/// <summary>One value, whatever the word.</summary>
public sealed class FixedQuantile(double value) : QuantileFunction
{
    public override double Min => Value;

    public override double Max => Value;

    public float Value { get; } = (float)value;
}

/// <summary>Uniform between two ends: middle + (word − 2^31) × scale.</summary>
public sealed class UniformQuantile(double min, double max) : QuantileFunction
{
    public override double Min => min;

    public override double Max => max;

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

    internal ReadOnlySpan<float> Values => _values;

    /// <summary>Value i + 1 is taken from word ≫ 2 = threshold i on.</summary>
    internal int[] Thresholds { get; }
}
