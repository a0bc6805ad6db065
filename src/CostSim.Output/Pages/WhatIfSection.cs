using System.Xml.Linq;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>The section that compares the numbers of items, runs and variants of a result.</summary>
internal static class WhatIfSection
{
    public static XElement Of(Summary summary, RunSummary main) => Markup.Section(
        "what-if",
        SideBySideSection.IsNamed(summary) ? "Runs and variants compared"
            : $"What if there are more or fewer {Nouns.Of(summary.Scenario.Item, 2)}",
        SideBySideSection.Of(summary, main).SelectMany(Markup.Of),
        summary.Runs.Count == 1
            ? Markup.P(
                "Only one number was simulated. With --items 1,50,200 there is a row for each; “costsim compare” with --tier "
                    + "batch,standard says what a batch saves, on the same draws.")
            : null);
}
