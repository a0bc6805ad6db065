using System.Text.Json;
using CostSim.Output.Tables;
using CostSim.Parquet;
using CostSim.Studies;

namespace CostSim.Output.Bills;

/// <summary>
/// <c>costsim reconcile --format csv</c>: one row per number. <c>scope</c> is <c>cost</c> (forecast, billed), <c>tokens</c>, <c>calls</c>
/// or <c>explanation</c>; rows without a phase are of the whole run.
/// </summary>
public static class ReconcileTable
{
    public static IResultTable Of(Reconciliation reconciled)
    {
        var rows = new List<Row>();
        Add(null, reconciled.Forecast.MeanPicoUsd, reconciled.ActualPicoUsd, reconciled.Difference, reconciled.Forecast.Run.Total,
            reconciled.Bill.All);
        foreach (var phase in reconciled.Phases)
            Add(phase.Id, phase.MeanPicoUsd, phase.ActualPicoUsd, phase.Difference, phase.Planned, phase.Bill?.All ?? default);
        var columns = new RowColumns<Row>(rows);
        return new ResultTable(
            columns.Text("phase", row => row.Phase, isNullable: true), columns.Text("scope", row => row.Scope),
            columns.Text("statistic", row => row.Statistic), columns.Number("value", row => row.Value));

        void Add(string? phase, Int128 mean, Int128 actual, BillDifference difference, ScopeSummary planned, Billed billed)
        {
            rows.Add(new Row(phase, "cost", "forecast_mean", BillMoney.Number(mean)));
            rows.Add(new Row(phase, "cost", "billed", BillMoney.Number(actual)));
            rows.Add(new Row(phase, "calls", "forecast_mean", planned.Calls.Mean));
            rows.Add(new Row(phase, "calls", "billed", billed.Calls));
            rows.Add(new Row(phase, "tokens", "input_forecast_mean", planned.InputTokens.Mean));
            rows.Add(new Row(phase, "tokens", "input_billed", billed.Tokens.Input));
            rows.Add(new Row(phase, "tokens", "output_forecast_mean", planned.OutputTokens.Mean));
            rows.Add(new Row(phase, "tokens", "output_billed", billed.Tokens.Output));
            foreach (var cause in Enum.GetValues<BillCause>())
                rows.Add(
                    new Row(
                        phase, "explanation", JsonNamingPolicy.CamelCase.ConvertName(cause.ToString()),
                        BillMoney.Number(difference[cause])));
        }
    }

    private sealed record Row(string? Phase, string Scope, string Statistic, double Value);
}
