using CostSim.Engine.Aggregation;
using CostSim.Output.Plots;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Markdown;

/// <summary>
/// The report of <c>costsim run</c> as Markdown: the band with a small plot; folded below it, where the money goes, cost drivers, prices,
/// and how to reproduce it.
/// </summary>
public static class RunMarkdown
{
    private static readonly string[] Marked = ["P5", "P50", "P95"];

    /// <param name="summary">The numbers.</param>
    /// <param name="report">The report of them.</param>
    /// <param name="results">The aggregates behind them, one for each run of the summary.</param>
    public static string Of(Summary summary, Report report, IReadOnlyList<Aggregates> results) => MarkdownReport.Of(
        report,
        summary.Runs.Count > 1 ? TextRanges.Draw(summary)
            : TextHistogram.Draw(results[0], Marks(summary.Runs[0]), results[0].Plan.Limited(ofAll: true)),
        writer => Origin(writer, summary.Command,
        [
            ("Result", summary.ResultHash), .. summary.Runs.Select(run => ("Scenario", run.Scenario.Hash)),
            ("Price catalogue", summary.Scenario.PricesHash),
        ]));

    /// <summary>How to reproduce a result, and the SHA-256 of its inputs.</summary>
    internal static void Origin(MarkdownWriter writer, string? command, IEnumerable<(string Name, string? Hash)> hashes)
    {
        if (command is null)
            return;
        writer.Details("How to reproduce this", () =>
        {
            writer.Code(command, "sh");
            writer.Table(new ReportTable(
                [new("SHA-256", IsNumber: false), new("", IsNumber: false)],
                [.. hashes.Where(one => one.Hash is not null).Distinct().Select(one => new ReportRow([one.Name, one.Hash!]))]));
        });
    }

    private static List<(double Usd, string Label)> Marks(RunSummary run)
    {
        var cost = run.Total.Whole;
        var marks = Marked.Where(name => cost[name] is not null)
            .Select(name => (cost[name]!.Value.Value, $"{name} {Figures.Usd(cost[name])}")).ToList();
        marks.AddRange(
            run.BudgetsOfWhole.Select(
                budget =>
                    (budget.UsdOfRun(run.Items),
                        $"{(budget.PerItem ? "limit" : "budget")} {Figures.StatedUsd(budget.UsdOfRun(run.Items))}")));
        return marks;
    }
}
