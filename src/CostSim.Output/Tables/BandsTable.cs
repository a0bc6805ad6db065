using CostSim.Output.Summaries;
using CostSim.Parquet;
using CostSim.Studies;

namespace CostSim.Output.Tables;

/// <summary>
/// <c>bands.parquet</c>: one row for each statistic of each measure of each scope of each run. A value that does not exist (no upper limit,
/// too few trials) is null; only percentiles have intervals.
/// </summary>
public static class BandsTable
{
    public static IResultTable Of(Summary summary)
    {
        var rows = new List<Row>();
        foreach (var run in summary.Runs)
        {
            Add(rows, run, "total", null, run.Total);
            Add(rows, run, "perItem", null, run.PerItem);
            foreach (var phase in run.Phases)
                Add(rows, run, ScopeName.Of(phase), phase.Id, phase.Scope);
        }

        var columns = new RowColumns<Row>(rows);
        return new ResultTable(
        [
            .. columns.OfRun(_ => summary.Scenario.Name, row => row.Run.Scenario, row => row.Run.Items),
            columns.Text("scope", row => row.Scope),
            columns.Text("phase", row => row.Phase, isNullable: true),
            columns.Text("measure", row => row.Measure),
            columns.Text("statistic", row => row.Statistic),
            columns.NumberOrNone("value", row => row.Value),
            columns.NumberOrNone("ci_low", row => row.Low),
            columns.NumberOrNone("ci_high", row => row.High),
        ]);
    }

    private static void Add(List<Row> rows, RunSummary run, string scope, string? phase, ScopeSummary measures)
    {
        foreach (var measure in measures.Measures)
        {
            var m = measures[measure];
            Add("supportMin", m.Support.Min);
            Add("supportMax", double.IsFinite(m.Support.Max) ? m.Support.Max : null);
            Add("min", m.Min);
            Add("max", m.Max);
            Add("mean", m.Mean);
            Add("sd", m.StandardDeviation);
            for (var i = 0; i < m.Percentiles.Count; i++)
            {
                var p = m.Percentiles[i];
                Add(MeasureSummary.PercentileNames[i], p?.Value, p?.Low, p?.High);
            }

            void Add(string statistic, double? value, double? low = null, double? high = null) =>
                rows.Add(new Row(run, scope, phase, MeasureName.Of(measure), statistic, value, low, high));
        }
    }

    private sealed record Row(
        RunSummary Run, string Scope, string? Phase, string Measure, string Statistic, double? Value, double? Low, double? High);
}
