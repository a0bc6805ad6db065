using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Reports;

/// <summary>
/// The section on what to commit and reserve: the cost of a run by percentile, for tokens alone and, if there are others, for all costs.
/// </summary>
internal static class BandSection
{
    private static readonly string[] Percentiles = ["P5", "P50", "P80", "P95", "P99"];

    public static Section Of(Summary summary, RunSummary run)
    {
        var (cost, unit) = (run.Total.Whole, ItemUnit.Of(run));
        var (perItem, tokens) = (unit.Of(run.PerItem.Whole), run.Total.AllCost is null ? null : run.Total.Cost);
        var second = new SecondCurrency(summary.Scenario.Currency);
        var digits = MoneyDigits.Of([.. Percentiles.Select(name => Money.Of(cost[name])), Mean(cost, summary.Trials)]);
        var rows = new List<ReportRow>
        {
            End("Absolute minimum", measure => measure.Support.Min),
            Row("P5", "P5: one run in twenty costs less"),
            Row("P50", "P50, to commit: even chances", RowWeight.Strong),
            Row("P80", "P80"),
            Row("P95", "P95, to reserve: one run in twenty costs more", RowWeight.Strong),
            Row("P99", "P99"),
            End("Absolute maximum", measure => measure.Support.Max),
            Told("Mean", "", measure => Mean(measure, summary.Trials)),
        };
        return new Section(
            $"Cost of {RunReport.ItemsOf(run)}{RunReport.Named(run)}{(tokens is null ? "" : ": tokens, people and tools")}",
            new ReportTable(
            [
                new("", IsNumber: false), new($"{(tokens is null ? "Cost" : "All costs")}{RunReport.Period(run)}"),
                .. second.Column(code => $"{code}{RunReport.Period(run)}"),
                new("95 % interval") { Rank = tokens is null ? 1 : 2 }, .. tokens is null ? [] : new[] { new ReportColumn("Tokens alone") },
                new($"Per {unit.Words}") { Rank = 1 }, .. second.Column(code => $"{code} per {unit.Words}"),
            ], rows),
            [.. second.Rate()]);

        ReportRow Row(string percentile, string label, RowWeight weight = RowWeight.Normal) =>
            Told(label, digits.Interval(cost[percentile]), measure => Money.Of(measure[percentile]), weight);

        ReportRow End(string label, Func<MeasureSummary, double> end) =>
            Told(label, double.IsFinite(end(cost)) ? "computed" : "", measure => new Money(end(measure)), RowWeight.Detail);

        ReportRow Told(string label, string interval, Func<MeasureSummary, Money?> of, RowWeight weight = RowWeight.Normal) => new(
        [
            label, of(cost), .. second.Cell(of(cost)), interval, .. tokens is null ? [] : new Cell[] { of(tokens) }, of(perItem),
            .. second.Cell(of(perItem)),
        ], weight);
    }

    /// <summary>The mean, to the precision of the trials.</summary>
    public static Money Mean(MeasureSummary measure, long trials) =>
        new(measure.Mean, RunReport.MeanUncertainty(measure.StandardDeviation, trials));
}
