using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;
using CostSim.Output.Summaries;
using CostSim.Parquet;
using CostSim.Studies;

namespace CostSim.Output.Tables;

/// <summary>
/// <c>histograms.parquet</c>: the occupied cells of every measure, as the engine counted them and no finer than a 256th of an octave. A
/// cell holds the values from <c>low</c> to <c>high</c>, both included: values are whole steps, so neighbouring cells do not touch.
/// </summary>
public static class HistogramTable
{
    /// <param name="summary">What was run.</param>
    /// <param name="results">The aggregates behind it, one for each run of the summary.</param>
    public static IResultTable Of(Summary summary, IReadOnlyList<Aggregates> results)
    {
        var rows = new List<Row>();
        for (var i = 0; i < results.Count; i++)
        {
            var (run, result) = (summary.Runs[i], results[i]);
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

        var columns = new RowColumns<Row>(rows);
        return new ResultTable(
        [
            .. columns.OfRun(_ => summary.Scenario.Name, row => row.Run.Scenario, row => row.Run.Items),
            columns.Text("scope", row => row.Scope),
            columns.Text("phase", row => row.Phase, isNullable: true),
            columns.Text("measure", row => row.Measure),
            columns.Number("low", row => row.Low),
            columns.Number("high", row => row.High),
            columns.Count("count", row => row.Count),
        ]);
    }

    private static void Add(List<Row> rows, RunSummary run, string scope, string? phase, Measure measure, MeasureAggregate aggregate)
    {
        var (name, unit) = (MeasureName.Of(measure), aggregate.UnitsPerStep);
        foreach (var cell in aggregate.Histogram.CoarseCells())
            rows.Add(new Row(run, scope, phase, name, cell.First * unit, High(cell.Last, unit), cell.Count));
    }

    /// <summary>
    /// Beyond 2^53 steps the last value of a cell and the first of the next are adjacent doubles, which conversion may make equal.
    /// </summary>
    private static double High(double last, double unit)
    {
        var next = Math.Max(last + 1, Math.BitIncrement(last)) * unit;
        return Math.Min(last * unit, Math.BitDecrement(next));
    }

    private sealed record Row(RunSummary Run, string Scope, string? Phase, string Measure, double Low, double High, long Count);
}
