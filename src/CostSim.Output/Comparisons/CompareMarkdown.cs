using CostSim.Output.Markdown;
using CostSim.Output.Plots;
using CostSim.Studies;

namespace CostSim.Output.Comparisons;

/// <summary>
/// The report of <c>costsim compare</c> as Markdown: one sentence per case, the bands with a small plot, everything else folded below.
/// </summary>
public static class CompareMarkdown
{
    public static string Of(Comparison comparison) => MarkdownReport.Of(
        CompareReport.Of(comparison),
        TextRanges.Draw([.. comparison.Cases.Select(one => (one.Label, one.Run.Total.Whole))]),
        writer =>
            RunMarkdown.Origin(
                writer, comparison.Command, [.. comparison.Cases.Select(one => (one.Label, (string?)one.Run.Scenario.Hash))]));
}
