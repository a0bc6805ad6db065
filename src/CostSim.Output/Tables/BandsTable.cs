using CostSim.Engine.Planning;
using CostSim.Output.Summaries;
using CostSim.Parquet;

namespace CostSim.Output.Tables;

/// <summary>
/// <c>bands.parquet</c>: one row for each statistic of each measure of each scope of each run. A value that does not exist (no upper limit,
/// too few trials) is null; intervals stand beside percentiles only.
/// </summary>
public static class BandsTable
{
    public static IResultTable Of(Summary summary)
    {
        var rows = new Rows(summary);
        foreach (var run in summary.Runs)
        {
            rows.Add(run, "total", null, run.Total);
            rows.Add(run, "perItem", null, run.PerItem);
            foreach (var phase in run.Phases)
                rows.Add(run, ScopeName.Of(phase), phase.Id, phase.Scope);
        }

        return rows.ToTable();
    }

    private sealed class Rows(Summary summary)
    {
        private readonly List<string> _scenario = [];
        private readonly List<long> _items = [];
        private readonly List<string?> _run = [];
        private readonly List<string?> _variant = [];
        private readonly List<string> _tier = [];
        private readonly List<string> _scope = [];
        private readonly List<string?> _phase = [];
        private readonly List<string> _measure = [];
        private readonly List<string> _statistic = [];
        private readonly List<double?> _value = [];
        private readonly List<double?> _low = [];
        private readonly List<double?> _high = [];

        public void Add(RunSummary run, string scope, string? phase, ScopeSummary measures)
        {
            foreach (var measure in measures.Measures)
            {
                var m = measures[measure];
                Add(run, scope, phase, measure, "supportMin", m.Support.Min);
                Add(run, scope, phase, measure, "supportMax", double.IsFinite(m.Support.Max) ? m.Support.Max : null);
                Add(run, scope, phase, measure, "min", m.Min);
                Add(run, scope, phase, measure, "max", m.Max);
                Add(run, scope, phase, measure, "mean", m.Mean);
                Add(run, scope, phase, measure, "sd", m.StandardDeviation);
                for (var i = 0; i < m.Percentiles.Count; i++)
                {
                    var p = m.Percentiles[i];
                    Add(run, scope, phase, measure, MeasureSummary.PercentileNames[i], p?.Value, p?.Low, p?.High);
                }
            }
        }

        public ResultTable ToTable() => new(
            new ResultColumn("scenario", Text(_scenario)),
            new ResultColumn("items", ColumnData.Of(_items.ToArray())),
            new ResultColumn("run", Text(_run), IsNullable: true),
            new ResultColumn("variant", Text(_variant), IsNullable: true),
            new ResultColumn("tier", Text(_tier)),
            new ResultColumn("scope", Text(_scope)),
            new ResultColumn("phase", Text(_phase), IsNullable: true),
            new ResultColumn("measure", Text(_measure)),
            new ResultColumn("statistic", Text(_statistic)),
            new ResultColumn("value", ColumnData.Of(_value.ToArray()), IsNullable: true),
            new ResultColumn("ci_low", ColumnData.Of(_low.ToArray()), IsNullable: true),
            new ResultColumn("ci_high", ColumnData.Of(_high.ToArray()), IsNullable: true));

        private static ColumnData Text(IEnumerable<string?> values) => ColumnData.Of(values.ToArray());

        private void Add(
            RunSummary run, string scope, string? phase, Measure measure, string statistic, double? value, double? low = null, double? high = null)
        {
            _scenario.Add(summary.Scenario.Name);
            _items.Add(run.Items);
            _run.Add(run.Scenario.Run?.Name);
            _variant.Add(run.Scenario.Variant);
            _tier.Add(TierName.Of(run.Scenario.Model.Tier));
            _scope.Add(scope);
            _phase.Add(phase);
            _measure.Add(MeasureName.Of(measure));
            _statistic.Add(statistic);
            _value.Add(value);
            _low.Add(low);
            _high.Add(high);
        }
    }
}
