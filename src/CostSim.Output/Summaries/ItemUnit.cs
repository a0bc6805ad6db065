using CostSim.Numerics.Statistics;
using CostSim.Studies;

namespace CostSim.Output.Summaries;

/// <summary>The unit for costs of items: one item, or a thousand if one costs less than a cent.</summary>
/// <param name="Item">The scenario's word for an item.</param>
/// <param name="Count">Number of items.</param>
public sealed record ItemUnit(string Item, long Count)
{
    /// <summary>The same unit for all runs of a table.</summary>
    public static ItemUnit Of(params IReadOnlyList<RunSummary> runs) =>
        new(runs[0].Scenario.Item, runs.Max(run => run.PerItem.Whole.Mean) < 0.01 ? 1000 : 1);

    /// <summary>In words: <c>report</c>, <c>1,000 records</c>.</summary>
    public string Words => Count == 1 ? Item : Nouns.Counted(Item, Count);

    /// <summary>With its article: <c>a report</c>, <c>1,000 records</c>.</summary>
    public string Some => Count == 1 ? Nouns.An(Item) : Words;

    /// <summary>Converts USD per item to USD per unit.</summary>
    public Money? Of(Percentile? perItem) => Money.Of(perItem, Count);

    /// <summary>Converts a measure per item to one per unit.</summary>
    public MeasureSummary Of(MeasureSummary perItem) => perItem.Times(Count);
}
