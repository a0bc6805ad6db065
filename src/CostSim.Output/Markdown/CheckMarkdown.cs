using CostSim.Output.Plots;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Markdown;

/// <summary>The report of <c>costsim check</c> as Markdown.</summary>
public static class CheckMarkdown
{
    public static string Of(CheckSummary check) => MarkdownReport.Of(
        CheckReport.Of(check),
        check.Cases is [{ Aggregates: { } aggregates } one] ? TextHistogram.Draw(aggregates, Marks(one)) : null,
        writer =>
        {
            writer.Details("Prices", () => writer.Content(PriceSection.Of([.. check.Cases.Select(one => one.Scenario)])));
            RunMarkdown.Origin(
                writer, check.Command,
                [.. check.Cases.Select(one => ("Scenario", one.Scenario.Hash)), ("Price catalogue", check.Scenario.PricesHash)]);
        },
        open: check.Cases.Count);

    /// <summary>The limits of the run's token cost, and the limits that would just hold.</summary>
    private static List<(double Usd, string Label)> Marks(CaseCheck one) =>
        [.. one.Policies.Where(policy => !policy.Finding.Policy.Limit.OfAll).SelectMany(policy =>
    {
        var limit = policy.Finding.Policy.Limit;
        var scale = limit.PerItem ? one.Items : 1;
        var marks = new List<(double Usd, string Label)> { (limit.AtMostUsd * scale,
            $"limit {Figures.StatedUsd(limit.AtMostUsd * scale)}") };
        if (policy.Needed is { } needed)
            marks.Add(
                (needed.Value * scale,
                    $"P{Figures.Stated(limit.Confidence).TrimEnd('%', ' ')} "
                        + $"{Figures.Usd(needed.Value * scale, (needed.High - needed.Low) / 2 * scale)}"));
        return marks;
    }).DistinctBy(mark => mark.Label)];
}
