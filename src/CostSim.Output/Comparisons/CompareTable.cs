using System.Text.Json;
using CostSim.Output.Tables;
using CostSim.Parquet;
using CostSim.Studies;

namespace CostSim.Output.Comparisons;

/// <summary>
/// <c>costsim compare --format csv</c>: one row per number. <c>scope</c> is <c>cost</c> (of the case itself), <c>difference</c> and
/// <c>ratio</c> (from the first case, trial by trial), <c>chance</c>, <c>increase</c> (of a statistic) or <c>explanation</c> (of the mean
/// difference, by phase).
/// </summary>
public static class CompareTable
{
    public static IResultTable Of(Comparison comparison)
    {
        var rows = new Rows();
        foreach (var one in comparison.Cases)
            rows.AddMeasure(one.Label, "cost", one.Run.Total.Cost);
        foreach (var difference in comparison.Differences)
        {
            rows.AddMeasure(difference.Label, "difference", difference.Usd);
            if (difference.Ratio is { } ratio)
                rows.AddMeasure(difference.Label, "ratio", ratio);
            rows.Add(
                difference.Label, "chance", null, "cheaper", difference.Cheaper.Value, difference.Cheaper.Low, difference.Cheaper.High);
            rows.Add(difference.Label, "chance", null, "same", difference.Same.Value, difference.Same.Low, difference.Same.High);
            foreach (var increase in difference.Increases)
                rows.Add(difference.Label, "increase", null, increase.Statistic, increase.Share?.Value, increase.Share?.Low,
                    increase.Share?.High);
            foreach (var phase in difference.Explanation.Phases)
            {
                foreach (var cause in Enum.GetValues<Cause>())
                    rows.Add(
                        difference.Label, "explanation", phase.Id, JsonNamingPolicy.CamelCase.ConvertName(cause.ToString()), phase[cause]);
            }
        }

        return rows.ToTable();
    }

    private sealed class Rows
    {
        private readonly List<Row> _rows = [];

        public void AddMeasure(string label, string scope, MeasureSummary measure)
        {
            Add(label, scope, null, "min", measure.Min);
            Add(label, scope, null, "max", measure.Max);
            Add(label, scope, null, "mean", measure.Mean);
            Add(label, scope, null, "sd", measure.StandardDeviation);
            foreach (var name in MeasureSummary.PercentileNames)
                Add(label, scope, null, name, measure[name]?.Value, measure[name]?.Low, measure[name]?.High);
        }

        public void Add(
            string label, string scope, string? phase, string statistic, double? value, double? low = null, double? high = null) =>
            _rows.Add(new Row(label, scope, phase, statistic, value, low, high));

        public ResultTable ToTable()
        {
            var columns = new RowColumns<Row>(_rows);
            return new ResultTable(
                columns.Text("case", row => row.Case),
                columns.Text("scope", row => row.Scope),
                columns.Text("phase", row => row.Phase, isNullable: true),
                columns.Text("statistic", row => row.Statistic),
                columns.NumberOrNone("value", row => row.Value),
                columns.NumberOrNone("ci_low", row => row.Low),
                columns.NumberOrNone("ci_high", row => row.High));
        }
    }

    private sealed record Row(string Case, string Scope, string? Phase, string Statistic, double? Value, double? Low, double? High);
}
