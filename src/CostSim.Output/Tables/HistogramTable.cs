using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;
using CostSim.Output.Summaries;
using CostSim.Parquet;
using CostSim.Scenarios;

namespace CostSim.Output.Tables;

/// <summary>
/// <c>histograms.parquet</c>: the occupied cells of every measure, as the engine counted them and no finer than a 256th of an octave. A cell
/// holds the values from <c>low</c> to <c>high</c>, both included: values are whole steps, so neighbouring cells do not touch.
/// </summary>
public static class HistogramTable
{
    public static IResultTable Of(Scenario scenario, IReadOnlyList<Aggregates> results)
    {
        var rows = new List<Row>();
        foreach (var result in results)
        {
            foreach (var measure in result.Plan.Measures)
            {
                Add(rows, result.Plan, "total", null, measure, result.Total(measure));
                for (var p = 0; p < result.Plan.Phases.Count; p++)
                {
                    var phase = result.Plan.Phases[p];
                    Add(rows, result.Plan, phase.IsAllowance ? "allowance" : "phase", phase.Id, measure, result.Phase(p, measure));
                }
            }
        }

        return new ResultTable(
            new ResultColumn("scenario", Text(rows, _ => scenario.Name)),
            new ResultColumn("items", ColumnData.Of(rows.Select(row => row.Items).ToArray())),
            new ResultColumn("tier", Text(rows, _ => TierName.Of(scenario.Model.Tier))),
            new ResultColumn("scope", Text(rows, row => row.Scope)),
            new ResultColumn("phase", Text(rows, row => row.Phase), IsNullable: true),
            new ResultColumn("measure", Text(rows, row => row.Measure)),
            new ResultColumn("low", ColumnData.Of(rows.Select(row => row.Low).ToArray())),
            new ResultColumn("high", ColumnData.Of(rows.Select(row => row.High).ToArray())),
            new ResultColumn("count", ColumnData.Of(rows.Select(row => row.Count).ToArray())));
    }

    private static void Add(List<Row> rows, Plan plan, string scope, string? phase, Measure measure, MeasureAggregate aggregate)
    {
        foreach (var cell in aggregate.Histogram.CoarseCells())
        {
            var unit = aggregate.UnitsPerStep;
            rows.Add(new Row(plan.Items, scope, phase, MeasureName.Of(measure), cell.First * unit, High(cell.Last, unit), cell.Count));
        }
    }

    /// <summary>Beyond 2^53 steps the last value of a cell and the first of the next are neighbouring doubles, which one unit may bring to the same one.</summary>
    private static double High(double last, double unit)
    {
        var next = Math.Max(last + 1, Math.BitIncrement(last)) * unit;
        return Math.Min(last * unit, Math.BitDecrement(next));
    }

    private static ColumnData Text(List<Row> rows, Func<Row, string?> value) => ColumnData.Of(rows.Select(value).ToArray());

    private readonly record struct Row(long Items, string Scope, string? Phase, string Measure, double Low, double High, long Count);
}
