using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Reports;

/// <summary>
/// The band of a run's cost with its run-level quantities independent, and with all of them at one percentile: the effect of independence.
/// </summary>
internal static class TogetherSection
{
    private static readonly string[] Shown = ["P5", "P50", "P95"];

    /// <param name="summary">A simulation with independent quantities.</param>
    /// <param name="together">
    /// The same run with all of them moving together, from equally many trials; null if fewer than two differ by run.
    /// </param>
    public static Section Of(Summary summary, ScopeSummary? together)
    {
        var run = summary.Runs[0];
        var independent = run.Scenario.Correlations.Count > 0 ? "Independent, except for the stated correlations"
            : "Independent of each other";
        var rows = new List<ReportRow> { Row(independent, run.Total.Whole) };
        if (together is not null)
            rows.Add(Row("All moving together", together.Whole));
        if (run.Total.AllCost is not null)
            rows.Add(Row($"{independent}, tokens alone", run.Total.Cost));
        if (run.Total.AllCost is not null && together is not null)
            rows.Add(Row("All moving together, tokens alone", together.Cost));
        return new Section(
            $"Cost of {RunReport.ItemsOf(run)}: independence of what differs by run is an assumption",
            new ReportTable(
                [new("", IsNumber: false),
                    .. Shown.SelectMany(
                        percentile => new[] { new ReportColumn(percentile), new ReportColumn("95 % interval") { Rank = 1 } })], rows),
            [
                new ReportLine(together is null
                    ? $"From {Figures.Count(summary.Trials)} trials. Fewer than two quantities differ by run: nothing could "
                        + $"move together."
                    : $"From {Figures.Count(summary.Trials)} trials each. Together: every quantity that differs by run is at the same "
                        + $"percentile of its own distribution, all low or all high "
                    + "(what lowers the cost, such as a cached share, rises with the rest). Links that are known are written as one name, "
                        + "or as `correlations`."),
            ]);

        static ReportRow Row(string name, MeasureSummary usd) =>
            new([name, .. Shown.SelectMany(percentile => new Cell[] { Money.Of(usd[percentile]), Figures.Interval(usd[percentile]) })]);
    }
}
