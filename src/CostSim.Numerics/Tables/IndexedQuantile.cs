namespace CostSim.Numerics.Tables;

/// <summary>A list of equally likely values, however long: the value at ⌊word × n / 2^32⌋ of the ascending list.</summary>
public sealed class IndexedQuantile : QuantileFunction
{
    private readonly float[] _values;

    /// <param name="values">Ascending values; fewer than 2^31.</param>
    public IndexedQuantile(IReadOnlyList<double> values)
    {
        _values = [.. values.Select(value => (float)value)];
        Mean = values.Average();
        Variance = values.Average(value => (value - Mean) * (value - Mean));
    }

    public override double Min => _values[0];

    public override double Max => _values[^1];

    public override double Mean { get; }

    public override double Variance { get; }

    public override double At(double u) => _values[Math.Min((int)(u * _values.Length), _values.Length - 1)];

    internal override IEnumerable<QuantilePiece> Pieces =>
        _values.Select((value, i) => new QuantilePiece((FirstWord(i + 1) - FirstWord(i)) / 4294967296.0, value, null));

    internal ReadOnlySpan<float> Values => _values;

    /// <summary>The least word that maps to this index.</summary>
    private double FirstWord(int place) => Math.Ceiling(place * 4294967296.0 / _values.Length);
}
