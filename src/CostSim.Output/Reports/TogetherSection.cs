using CostSim.Output.Summaries;

namespace CostSim.Output.Reports;

/// <summary>The band of a run's cost with its run-level quantities independent, and with all of them at one percentile: what independence is worth.</summary>
internal static class TogetherSection
{
    private static readonly string[] Shown = ["P5", "P50", "P95"];

    /// <param name="summary">A simulation with independent quantities.</param>
    /// <param name="together">The same run with all of them moving together, from as many trials; null where fewer than two differ by run.</param>
    public static Section Of(Summary summary, ScopeSummary? together)
    {
        var run = summary.Runs[0];
        var independent = run.Scenario.Correlations.Count > 0 ? "Independent, but for the correlations that are stated" : "Independent of each other";
        var rows = new List<ReportRow> { Row(independent, run.Total.Cost) };
        if (together is not null)
            rows.Add(Row("All moving together", together.Cost));
        if (run.Total.AllCost is { } all)
            rows.Add(Row($"{independent}, with operations", all));
        if (together?.AllCost is { } allTogether)
            rows.Add(Row("All moving together, with operations", allTogether));
        return new Section(
            $"Cost of {RunReport.ItemsOf(run)}, USD: independence of what differs by run is an assumption",
            new ReportTable([new("", IsNumber: false), .. Shown.Select(percentile => new ReportColumn($"{percentile} (95 % interval)"))], rows),
            [
                new ReportLine(together is null
                    ? $"From {Figures.Count(summary.Trials)} trials. Fewer than two quantities differ by run: there is nothing that could move together."
                    : $"From {Figures.Count(summary.Trials)} trials each. Together: every quantity that differs by run stands at the same percentile of its own law, all low or all high "
                    + "(what lowers the cost, such as a cached share, rises with the rest). Links that are known are written as one name, or as `correlations`."),
            ]);

        static ReportRow Row(string name, MeasureSummary usd) =>
            new([name, .. Shown.Select(percentile => usd[percentile] is { } shown ? $"{Figures.Usd(shown)} ({Figures.Interval(shown)})" : Figures.None)]);
    }
}
