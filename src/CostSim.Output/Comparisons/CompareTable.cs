using System.Text.Json;
using CostSim.Output.Summaries;
using CostSim.Parquet;

namespace CostSim.Output.Comparisons;

/// <summary>
/// <c>costsim compare --format csv</c>: one row a number. <c>scope</c> is <c>cost</c> (of the case itself), <c>difference</c> and <c>ratio</c> (from the first case, trial by
/// trial), <c>chance</c>, <c>increase</c> (of a statistic) or <c>explanation</c> (of the mean difference, by phase).
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
            rows.Add(difference.Label, "chance", null, "cheaper", difference.Cheaper.Value, difference.Cheaper.Low, difference.Cheaper.High);
            rows.Add(difference.Label, "chance", null, "same", difference.Same.Value, difference.Same.Low, difference.Same.High);
            foreach (var increase in difference.Increases)
                rows.Add(difference.Label, "increase", null, increase.Statistic, increase.Share?.Value, increase.Share?.Low, increase.Share?.High);
            foreach (var phase in difference.Explanation.Phases)
            {
                foreach (var cause in Enum.GetValues<Cause>())
                    rows.Add(difference.Label, "explanation", phase.Id, JsonNamingPolicy.CamelCase.ConvertName(cause.ToString()), phase[cause]);
            }
        }

        return rows.ToTable();
    }

    private sealed class Rows
    {
        private readonly List<(string Case, string Scope, string? Phase, string Statistic, double? Value, double? Low, double? High)> _rows = [];

        public void AddMeasure(string label, string scope, MeasureSummary measure)
        {
            Add(label, scope, null, "min", measure.Min);
            Add(label, scope, null, "max", measure.Max);
            Add(label, scope, null, "mean", measure.Mean);
            Add(label, scope, null, "sd", measure.StandardDeviation);
            foreach (var name in MeasureSummary.PercentileNames)
                Add(label, scope, null, name, measure[name]?.Value, measure[name]?.Low, measure[name]?.High);
        }

        public void Add(string label, string scope, string? phase, string statistic, double? value, double? low = null, double? high = null) =>
            _rows.Add((label, scope, phase, statistic, value, low, high));

        public ResultTable ToTable() => new(
            new ResultColumn("case", ColumnData.Of(_rows.Select(row => row.Case).ToArray())),
            new ResultColumn("scope", ColumnData.Of(_rows.Select(row => row.Scope).ToArray())),
            new ResultColumn("phase", ColumnData.Of(_rows.Select(row => row.Phase).ToArray()), IsNullable: true),
            new ResultColumn("statistic", ColumnData.Of(_rows.Select(row => row.Statistic).ToArray())),
            new ResultColumn("value", ColumnData.Of(_rows.Select(row => row.Value).ToArray()), IsNullable: true),
            new ResultColumn("ci_low", ColumnData.Of(_rows.Select(row => row.Low).ToArray()), IsNullable: true),
            new ResultColumn("ci_high", ColumnData.Of(_rows.Select(row => row.High).ToArray()), IsNullable: true));
    }
}
