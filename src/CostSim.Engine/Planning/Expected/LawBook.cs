using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Expected;

/// <summary>Distributions as weighted values, each computed once.</summary>
internal sealed class LawBook
{
    private readonly Dictionary<QuantileFunction, WeightedValues> _values = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<QuantileFunction, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<QuantileFunction, TailTable> _tails = new(ReferenceEqualityComparer.Instance);

    public WeightedValues Values(QuantileFunction law) =>
        _values.TryGetValue(law, out var known) ? known : _values[law] = WeightedValues.Of(law);

    /// <summary>A unique number for each distribution.</summary>
    public int Number(QuantileFunction law) => _numbers.TryGetValue(law, out var known) ? known : _numbers[law] = _numbers.Count;

    public TailTable Tail(QuantileFunction law) =>
        _tails.TryGetValue(law, out var known) ? known : _tails[law] = new TailTable(law, Values(law));

    /// <summary>The mean of a power.</summary>
    public double Moment(QuantileFunction law, int power) => power switch
    {
        0 => 1,
        1 => Values(law).Mean,
        _ => Values(law).Expect(value => Math.Pow(value, power)),
    };
}
