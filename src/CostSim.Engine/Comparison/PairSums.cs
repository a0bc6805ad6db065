using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;

namespace CostSim.Engine.Comparison;

/// <summary>
/// Compares a cost of one plan with that of another, trial by trial: the difference, the ratio, and how often it is less. All sums are
/// integers, so
/// that merging in any order gives the same bits.
/// </summary>
public sealed class PairSums
{
    /// <summary>Ratios are counted in steps of 2^−40.</summary>
    private const int RatioBits = 40;

    /// <summary>Greater ratios count as this one.</summary>
    public const double RatioMax = 1 << 20;

    private readonly Measure _measure;
    private readonly (long Reference, long Other) _items;

    /// <summary>Maximum effect of token rounding on both costs, in steps: closer costs count as equal.</summary>
    private readonly long _rounding;
    private long[] _differences = [];
    private long[] _ratios = [];

    /// <param name="reference">The reference plan, in the same steps.</param>
    /// <param name="other">The other plan.</param>
    /// <param name="measure">
    /// <see cref="Measure.Cost"/>, or <see cref="Measure.AllCost"/>, which is the token cost where a plan has no operations.
    /// </param>
    public PairSums(Plan reference, Plan other, Measure measure)
    {
        _measure = measure;
        _items = (reference.Items, other.Items);
        _rounding = reference.RoundingSteps + other.RoundingSteps;
        var (a, b) = (reference.Drawable[measure], other.Drawable[measure]);
        Difference = new MeasureAggregate(Measure.Cost, new Bounds(b.Min - a.Max, b.Max - a.Min), other.UsdPerCostStep, isOfRun: true);
        Ratio = new MeasureAggregate(Measure.Cost, new Bounds(0, RatioMax), Math.ScaleB(1, -RatioBits), isOfRun: true);
    }

    /// <summary>The other plan's cost minus the reference's, for the whole run, in USD.</summary>
    public MeasureAggregate Difference { get; }

    /// <summary>
    /// The other plan's cost divided by the reference's, for the whole run, over the trials with a positive reference cost.
    /// </summary>
    public MeasureAggregate Ratio { get; }

    /// <summary>Trials in which the other costs less.</summary>
    public long Cheaper { get; private set; }

    /// <summary>Trials in which both cost the same, up to the rounding of their tokens.</summary>
    public long Same { get; private set; }

    /// <summary>Trials in which an item of the other's costs less, of all items equally.</summary>
    public long CheaperPerItem { get; private set; }

    /// <summary>Trials in which an item costs the same.</summary>
    public long SamePerItem { get; private set; }

    internal void Add(ReadOnlySpan<long> reference, ReadOnlySpan<long> other)
    {
        if (_differences.Length < reference.Length)
            (_differences, _ratios) = (new long[reference.Length], new long[reference.Length]);
        var ratios = 0;
        for (var t = 0; t < reference.Length; t++)
        {
            var difference = other[t] - reference[t];
            _differences[t] = difference;
            Cheaper += difference < -_rounding ? 1 : 0;
            Same += Math.Abs(difference) <= _rounding ? 1 : 0;
            // A quotient of doubles is exact if one cost is a power of two times the other: half the price gives exactly 0.5.
            if (reference[t] > 0)
                _ratios[ratios++] = (long)(Math.Min((double)other[t] / reference[t], RatioMax) * (1L << RatioBits));
        }

        Difference.Add(_differences.AsSpan(0, reference.Length));
        Ratio.Add(_ratios.AsSpan(0, ratios));
        if (_items.Reference == _items.Other)
            (CheaperPerItem, SamePerItem) = (Cheaper, Same);
        else
            CountPerItem(reference, other);
    }

    private void CountPerItem(ReadOnlySpan<long> reference, ReadOnlySpan<long> other)
    {
        for (var t = 0; t < reference.Length; t++)
        {
            var difference = (Int128)other[t] * _items.Reference - (Int128)reference[t] * _items.Other;
            var rounding = (Int128)_rounding * Math.Max(_items.Reference, _items.Other);
            CheaperPerItem += difference < -rounding ? 1 : 0;
            SamePerItem += Int128.Abs(difference) <= rounding ? 1 : 0;
        }
    }

    /// <summary>The measure's values in a block; the token cost where its plan has no operations.</summary>
    internal ReadOnlySpan<long> In(Execution.TrialBlock block) =>
        block.Total(block.Plan.Measures.Contains(_measure) ? _measure : Measure.Cost);

    internal void Merge(PairSums other)
    {
        Difference.Merge(other.Difference);
        Ratio.Merge(other.Ratio);
        Cheaper += other.Cheaper;
        Same += other.Same;
        CheaperPerItem += other.CheaperPerItem;
        SamePerItem += other.SamePerItem;
    }
}
