using System.Text.Json;
using CostSim.Numerics.Statistics;
using CostSim.Output.Tables;
using CostSim.Parquet;
using CostSim.Studies;

namespace CostSim.Output.Bills;

/// <summary>
/// <c>costsim forecast --format csv</c>: one row per number. <c>scope</c> is <c>spent</c>, <c>rest</c>, <c>whole</c>, <c>planned</c> (USD),
/// <c>budget</c> (a probability), <c>progress</c> or the rate that was learned; rows without a phase are of the whole job.
/// </summary>
public static class OutlookTable
{
    public static IResultTable Of(Outlook outlook)
    {
        var rows = new List<Row>();
        Add(null, "spent", "usd", BillMoney.Number(outlook.SpentPicoUsd));
        Band(null, "rest", outlook.Rest);
        Band(null, "whole", outlook.Whole);
        Band(null, "planned", outlook.Planned);
        foreach (var budget in outlook.Budgets)
            rows.Add(new Row(null, "budget", budget.Policy.Source, budget.Probability));
        foreach (var phase in outlook.Phases)
            Phase(phase);
        var columns = new RowColumns<Row>(rows);
        return new ResultTable(
            columns.Text("phase", row => row.Phase, isNullable: true), columns.Text("scope", row => row.Scope),
            columns.Text("statistic", row => row.Statistic), columns.Number("value", row => row.Number.Value),
            columns.NumberOrNone("ci_low", row => row.Low), columns.NumberOrNone("ci_high", row => row.High));

        void Add(string? phase, string scope, string statistic, double value) =>
            rows.Add(new Row(phase, scope, statistic, new Estimate(value, double.NaN, double.NaN)));

        void Band(string? phase, string scope, CostBand band)
        {
            rows.Add(new Row(phase, scope, "mean", band.Mean));
            foreach (var (name, percentile) in MeasureSummary.PercentileNames.Zip(band.Percentiles))
            {
                if (percentile is { } known)
                    rows.Add(new Row(phase, scope, name, new Estimate(known.Value, known.Low, known.High)));
            }
        }

        void Phase(OutlookPhase phase)
        {
            Add(phase.Id, "spent", "usd", BillMoney.Number(phase.SpentPicoUsd));
            Band(phase.Id, "rest", phase.Rest);
            Add(phase.Id, "progress", "done_items", phase.Progress.Items);
            Add(phase.Id, "progress", "calls", phase.SeenCalls);
            Add(phase.Id, "progress", "planned_calls", phase.PlannedDoneCalls);
            Add(phase.Id, "progress", "rest_calls", phase.RestCalls);
            foreach (var rate in phase.Rates)
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(rate.Quantity.ToString());
                foreach (var (statistic, value) in new[] { ("planned", (double?)rate.Planned), ("seen", rate.Seen), ("rest", rate.Rest) })
                {
                    if (value is { } known)
                        Add(phase.Id, name, statistic, known);
                }
            }
        }
    }

    private sealed record Row(string? Phase, string Scope, string Statistic, Estimate Number)
    {
        public double? Low => double.IsNaN(Number.Low) ? null : Number.Low;

        public double? High => double.IsNaN(Number.High) ? null : Number.High;
    }
}
