using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;
using CostSim.Output.Summaries;
using CostSim.Parquet;

namespace CostSim.Output.Tables;

/// <summary>
/// <c>histograms.parquet</c>: the occupied cells of every measure, as the engine counted them and no finer than a 256th of an octave. A cell
/// holds the values from <c>low</c> to <c>high</c>, both included: values are whole steps, so neighbouring cells do not touch.
/// </summary>
public static class HistogramTable
{
    /// <param name="summary">What was run.</param>
    /// <param name="results">The aggregates behind it, one for each run of the summary.</param>
    public static IResultTable Of(Summary summary, IReadOnlyList<Aggregates> results)
    {
        var rows = new List<Row>();
        foreach (var (run, result) in summary.Runs.Zip(results))
        {
            foreach (var measure in result.Plan.Measures)
            {
                Add(rows, run, "total", null, measure, result.Total(measure));
                for (var p = 0; p < result.Plan.Phases.Count; p++)
                {
                    var phase = result.Plan.Phases[p];
                    Add(rows, run, ScopeName.Of(phase), phase.Id, measure, result.Phase(p, measure));
                }
            }
        }

        return new ResultTable(
            new ResultColumn("scenario", Text(rows, _ => summary.Scenario.Name)),
            new ResultColumn("items", ColumnData.Of(rows.Select(row => row.Run.Items).ToArray())),
            new ResultColumn("run", Text(rows, row => row.Run.Scenario.Run?.Name), IsNullable: true),
            new ResultColumn("variant", Text(rows, row => row.Run.Scenario.Variant), IsNullable: true),
            new ResultColumn("tier", Text(rows, row => TierName.Of(row.Run.Scenario.Model.Tier))),
            new ResultColumn("scope", Text(rows, row => row.Scope)),
            new ResultColumn("phase", Text(rows, row => row.Phase), IsNullable: true),
            new ResultColumn("measure", Text(rows, row => row.Measure)),
            new ResultColumn("low", ColumnData.Of(rows.Select(row => row.Low).ToArray())),
            new ResultColumn("high", ColumnData.Of(rows.Select(row => row.High).ToArray())),
            new ResultColumn("count", ColumnData.Of(rows.Select(row => row.Count).ToArray())));
    }

    private static void Add(List<Row> rows, RunSummary run, string scope, string? phase, Measure measure, MeasureAggregate aggregate)
    {
        foreach (var cell in aggregate.Histogram.CoarseCells())
        {
            var unit = aggregate.UnitsPerStep;
            rows.Add(new Row(run, scope, phase, MeasureName.Of(measure), cell.First * unit, High(cell.Last, unit), cell.Count));
        }
    }

    /// <summary>Beyond 2^53 steps the last value of a cell and the first of the next are neighbouring doubles, which one unit may bring to the same one.</summary>
    private static double High(double last, double unit)
    {
        var next = Math.Max(last + 1, Math.BitIncrement(last)) * unit;
        return Math.Min(last * unit, Math.BitDecrement(next));
    }

    private static ColumnData Text(List<Row> rows, Func<Row, string?> value) => ColumnData.Of(rows.Select(value).ToArray());

    private readonly record struct Row(RunSummary Run, string Scope, string? Phase, string Measure, double Low, double High, long Count);
}
