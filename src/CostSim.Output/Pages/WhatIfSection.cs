using System.Xml.Linq;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>The section that compares the numbers of items, runs and variants of a result.</summary>
internal static class WhatIfSection
{
    /// <summary>Maximum number of runs on the page, the first of the result.</summary>
    private const int RunsMax = 60;

    public static XElement Of(Summary summary, RunSummary main)
    {
        var (item, unit) = (summary.Scenario.Item, ItemUnit.Of(summary.Runs));
        var many = Nouns.Heading(item);
        var labels = RunLabels.ForPeople(summary.Cases);
        var costs = summary.Runs.Any(run => run.Total.Operations is not null) ? "All costs" : "Cost";
        var isNamed = labels.Any(label => label.Length > 0);
        var rows = summary.Runs.Zip(labels, (run, label) => new PageRow(
            [
                .. isNamed ? [label] : Array.Empty<object>(), Figures.Count(run.Items), SpendingSection.Amount(run.Total.Whole["P5"]),
                SpendingSection.Amount(run.Total.Whole["P50"]),
                DecisionSection.Contingency(run.Total.Whole["P80"], run.Total.Whole["P50"]), SpendingSection.Amount(run.Total.Whole["P95"]),
                SpendingSection.Amount(unit.Of(run.PerItem.Whole)["P50"]), SpendingSection.Amount(unit.Of(run.PerItem.Whole)["P95"]),
            ],
            ReferenceEquals(run, main) && summary.Runs.Count > 1 ? RowWeight.Strong : RowWeight.Normal)).Take(RunsMax);
        return Markup.Section(
            "what-if", isNamed ? "Runs and variants compared" : $"What if there are more or fewer {Nouns.Of(item, 2)}",
            Markup.Table(
                isNamed ? $"{costs} of each run and variant: on the same draws, not to be added up"
                    : $"{costs} by number of {Nouns.Of(item, 2)}",
                [
                    .. isNamed ? [new ReportColumn("Run", IsNumber: false)] : Array.Empty<ReportColumn>(), new(many), new("P5"),
                    new("P50, commit"), new("P80 − P50, contingency"), new("P95, reserve"), new($"P50 per {unit.Words}"),
                    new($"P95 per {unit.Words}"),
                ],
                rows),
            summary.Runs.Count == 1
                ? Markup.P(
                    "Only one number was simulated. With --items 1,50,200 there is a row for each; “costsim compare” with --tier "
                        + "batch,standard says what a batch saves, on the same draws.") : null,
            summary.Runs.Count > RunsMax ? Markup.P($"{Figures.Count(summary.Runs.Count - RunsMax)} more runs are in summary.json.")
                : null);
    }
}
