using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Reports;

/// <summary>
/// All runs in one table, on the same draws; and tokens, people and tools separately if there are any besides tokens.
/// </summary>
internal static class SideBySideSection
{
    /// <param name="summary">The numbers.</param>
    /// <param name="main">The run that stands out, or null.</param>
    public static IEnumerable<Section> Of(Summary summary, RunSummary? main = null)
    {
        yield return Costs(summary, main);
        if (summary.Runs.Any(run => run.Total.Operations is not null))
            yield return Parts(summary);
    }

    /// <summary>Whether the runs differ in more than their number of items.</summary>
    public static bool IsNamed(Summary summary) => RunLabels.ForPeople(summary.Cases).Any(label => label.Length > 0);

    private static Section Costs(Summary summary, RunSummary? main)
    {
        var (second, unit) = (new SecondCurrency(summary.Scenario.Currency), ItemUnit.Of(summary.Runs));
        var hasPeriod = summary.Runs.Any(run => run.Scenario.Run?.Period is not null);
        var isAll = summary.Runs.Any(run => run.Total.Operations is not null);
        var by = IsNamed(summary) ? "of each run: on the same draws, not to be added up"
            : $"by number of {Nouns.Of(summary.Scenario.Item, 2)}";
        return Table(
            $"{(isAll ? "All costs, tokens, people and tools," : "Cost")} {by}", summary,
            [
                .. hasPeriod ? [new ReportColumn("Period", IsNumber: false) { Rank = 4 }] : Array.Empty<ReportColumn>(),
                new("Absolute min") { Rank = 5, Only = Medium.Text }, new("P5") { Rank = 1 }, new("P50, commit"),
                new("P80") { Rank = 3, Only = Medium.Text }, new("P80 − P50, contingency") { Only = Medium.Page }, new("P95, reserve"),
                new("P99") { Rank = 3, Only = Medium.Text }, new("Absolute max") { Rank = 5, Only = Medium.Text },
                new($"P50 per {unit.Words}") { Rank = 1 }, new($"P95 per {unit.Words}") { Rank = 6 },
                .. second.Column(code => $"P50, {code}"), .. second.Column(code => $"P95, {code}"),
            ],
            run =>
            {
                var (cost, perItem) = (run.Total.Whole, run.PerItem.Whole);
                return
                [
                    .. hasPeriod ? [$"a {run.Scenario.Run?.Period ?? "run"}"] : Array.Empty<Cell>(),
                    new Money(cost.Support.Min), Money.Of(cost["P5"]), Money.Of(cost["P50"]), Money.Of(cost["P80"]),
                    Money.Between(cost["P50"], cost["P80"]), Money.Of(cost["P95"]), Money.Of(cost["P99"]), new Money(cost.Support.Max),
                    unit.Of(perItem["P50"]), unit.Of(perItem["P95"]), .. second.Cell(cost["P50"]), .. second.Cell(cost["P95"]),
                ];
            },
            main, second.Rate());
    }

    private static Section Parts(Summary summary) => Table(
        "Tokens, and people and tools, apart", summary,
        [new("Tokens, P50"), new("Tokens, P95"), new("People and tools, P50"), new("People and tools, P95")],
        run => run.Total is { Cost: var tokens, Operations: { } others }
            ? [Money.Of(tokens["P50"]), Money.Of(tokens["P95"]), Money.Of(others["P50"]), Money.Of(others["P95"])] : null);

    /// <summary>A row for each run that has the given cells: its name if it has one, its number of items, and those.</summary>
    private static Section Table(
        string heading, Summary summary, IEnumerable<ReportColumn> columns, Func<RunSummary, IEnumerable<Cell>?> cells,
        RunSummary? main = null, IEnumerable<ReportLine>? lines = null)
    {
        var isNamed = IsNamed(summary);
        return new Section(
            heading,
            new ReportTable(
                [
                    .. isNamed ? [new ReportColumn("Run", IsNumber: false)] : Array.Empty<ReportColumn>(),
                    new(Nouns.Heading(summary.Scenario.Item)), .. columns,
                ],
                [
                    .. from row in summary.Runs.Zip(RunLabels.ForPeople(summary.Cases)).Take(ReportTable.RowsMax)
                       let told = cells(row.First)
                       where told is not null
                       select new ReportRow(
                           [.. isNamed ? [row.Second] : Array.Empty<Cell>(), Figures.Count(row.First.Items), .. told],
                           ReferenceEquals(row.First, main) && summary.Runs.Count > 1 ? RowWeight.Strong : RowWeight.Normal),
                ]),
            [.. lines ?? [], .. ReportLine.More(summary.Runs.Count, "runs are in summary.json")]);
    }
}
