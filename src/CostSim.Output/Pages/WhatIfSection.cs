using System.Xml.Linq;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;

namespace CostSim.Output.Pages;

/// <summary>The same scenario with other numbers of items, in other runs and variants: all of the result side by side.</summary>
internal static class WhatIfSection
{
    /// <summary>A result has as many runs as were asked for; the page shows the first.</summary>
    private const int RunsMax = 60;

    public static XElement Of(Summary summary, RunSummary main)
    {
        var item = summary.Scenario.Item;
        var many = Nouns.Heading(item);
        var labels = RunLabels.ForPeople(summary.Cases);
        var isNamed = labels.Any(label => label.Length > 0);
        var rows = summary.Runs.Zip(labels, (run, label) => new PageRow(
            [
                .. isNamed ? [label] : Array.Empty<object>(), Figures.Count(run.Items), Figures.Usd(run.Total.Cost["P5"]), Figures.Usd(run.Total.Cost["P50"]),
                DecisionSection.Contingency(run.Total.Cost["P80"], run.Total.Cost["P50"]), Figures.Usd(run.Total.Cost["P95"]), Figures.Usd(run.PerItem.Cost["P50"]),
                Figures.Usd(run.PerItem.Cost["P95"]),
            ],
            ReferenceEquals(run, main) && summary.Runs.Count > 1 ? RowWeight.Strong : RowWeight.Normal)).Take(RunsMax);
        return Markup.Section(
            "what-if", isNamed ? "What if it is done otherwise" : $"What if there are more or fewer {Nouns.Of(item, 2)}",
            Markup.Table(
                isNamed ? "Cost of each run and variant, USD: on the same draws, not to be added up" : $"Cost by number of {Nouns.Of(item, 2)}, USD",
                [
                    .. isNamed ? [new ReportColumn("Run", IsNumber: false)] : Array.Empty<ReportColumn>(), new(many), new("P5"), new("P50, commit"), new("P80 − P50, contingency"), new("P95, reserve"), new($"P50 of one {item}"), new($"P95 of one {item}"),
                ],
                rows),
            summary.Runs.Count == 1 ? Markup.P("Only one number was simulated. With --items 1,50,200 there is a row for each; “costsim compare” with --tier batch,standard says what a batch saves, on the same draws.") : null,
            summary.Runs.Count > RunsMax ? Markup.P($"{Figures.Count(summary.Runs.Count - RunsMax)} more runs are in summary.json.") : null);
    }
}
