using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Reports;

/// <summary>
/// All runs in one table, on the same draws; and tokens, people and tools separately if there are any besides tokens.
/// </summary>
internal static class SideBySideSection
{
    public static IEnumerable<Section> Of(Summary summary)
    {
        yield return Costs(summary);
        if (summary.Runs.Any(run => run.Total.Operations is not null))
            yield return Parts(summary);
    }

    private static Section Costs(Summary summary)
    {
        var (second, unit) = (new SecondCurrency(summary.Scenario.Currency), ItemUnit.Of(summary.Runs));
        var labels = RunLabels.ForPeople(summary.Cases);
        var isNamed = labels.Any(label => label.Length > 0);
        var hasPeriod = summary.Runs.Any(run => run.Scenario.Run?.Period is not null);
        var isAll = summary.Runs.Any(run => run.Total.Operations is not null);
        var rows = summary.Runs.Zip(labels, (run, label) => new ReportRow(
        [
            .. Name(isNamed, label), Figures.Count(run.Items),
            .. hasPeriod ? [$"a {run.Scenario.Run?.Period ?? "run"}"] : Array.Empty<Cell>(),
            new Money(run.Total.Whole.Support.Min), .. Percentiles(run.Total.Whole, "P5", "P50", "P80", "P95", "P99"),
            new Money(run.Total.Whole.Support.Max),
            unit.Of(run.PerItem.Whole["P50"]), .. second.Cell(run.Total.Whole["P50"]), .. second.Cell(run.Total.Whole["P95"]),
        ])).ToList();
        var by = isNamed ? "of each run: on the same draws, not to be added up" : $"by number of {Nouns.Of(summary.Scenario.Item, 2)}";
        return new Section(
            $"{(isAll ? "All costs, tokens, people and tools," : "Cost")} {by}",
            new ReportTable(
            [
                .. Names(isNamed), new(Nouns.Heading(summary.Scenario.Item)),
                .. hasPeriod ? [new ReportColumn("Period", IsNumber: false) { Rank = 4 }] : Array.Empty<ReportColumn>(),
                new("Absolute min") { Rank = 5 }, new("P5") { Rank = 1 }, new("P50, commit"), new("P80") { Rank = 3 }, new("P95, reserve"),
                new("P99") { Rank = 3 },
                new("Absolute max") { Rank = 5 }, new($"P50 per {unit.Words}") { Rank = 1 }, .. second.Column(code => $"P50, {code}"),
                .. second.Column(code => $"P95, {code}"),
            ], rows),
            [.. second.Rate()]);
    }

    private static Section Parts(Summary summary)
    {
        var labels = RunLabels.ForPeople(summary.Cases);
        var isNamed = labels.Any(label => label.Length > 0);
        var rows = summary.Runs.Zip(labels).Where(pair => pair.First.Total.Operations is not null).Select(pair => new ReportRow(
        [
            .. Name(isNamed, pair.Second), Figures.Count(pair.First.Items), .. Percentiles(pair.First.Total.Cost, "P50", "P95"),
            .. Percentiles(pair.First.Total.Operations!, "P50", "P95"),
        ])).ToList();
        return new Section(
            "Tokens, and people and tools, apart",
            new ReportTable(
            [
                .. Names(isNamed), new(Nouns.Heading(summary.Scenario.Item)), new("Tokens, P50"), new("Tokens, P95"),
                new("People and tools, P50"), new("People and tools, P95"),
            ], rows),
            []);
    }

    private static IEnumerable<ReportColumn> Names(bool isNamed) => isNamed ? [new ReportColumn("Run", IsNumber: false)] : [];

    private static IEnumerable<Cell> Name(bool isNamed, string label) => isNamed ? [label] : [];

    private static IEnumerable<Cell> Percentiles(MeasureSummary cost, params string[] names) =>
        names.Select(name => (Cell)Money.Of(cost[name]));
}
