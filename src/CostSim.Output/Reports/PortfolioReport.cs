using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Reports;

/// <summary>A scenario of a portfolio that was run.</summary>
/// <param name="File">Its file.</param>
/// <param name="Summary">The numbers; null if it has errors.</param>
/// <param name="Folder">The folder of its result.</param>
public sealed record PortfolioRow(string File, Summary? Summary, string Folder);

/// <summary>The report of <c>costsim run --portfolio</c>: the band of each scenario.</summary>
public static class PortfolioReport
{
    /// <param name="rows">The scenarios that were run, in order.</param>
    /// <param name="part">Which part of the portfolio they are, in words; empty for all of it.</param>
    public static Report Of(IReadOnlyList<PortfolioRow> rows, string part) => new(
        "Portfolio", $"{Nouns.Counted("scenario", rows.Count)}{part}",
        [
            new Section(null,
                new ReportTable(
                    [
                        new("Scenario", IsNumber: false), new("Items"), new("P50"), new("P95"),
                        new("Result", IsNumber: false) { Rank = 1 },
                    ],
                    [.. rows.SelectMany(RowsOf)]),
                []),
        ]);

    private static IEnumerable<ReportRow> RowsOf(PortfolioRow row)
    {
        if (row.Summary is not { } summary)
            return [new ReportRow([row.File, "", "has errors", "", ""], RowWeight.Strong)];
        var labels = RunLabels.ForPeople(summary.Cases);
        return summary.Runs.Select((run, i) => new ReportRow(
        [
            labels[i].Length == 0 ? row.File : $"{row.File}, {labels[i]}", Figures.Count(run.Items), Money.Of(run.Total.Whole["P50"]),
            Money.Of(run.Total.Whole["P95"]), row.Folder,
        ]));
    }
}
