using System.Globalization;
using CostSim.Output.Markdown;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Comparisons;

/// <summary>What <c>costsim compare --baseline</c> prints.</summary>
public static class BaselineReport
{
    /// <summary>The runs of a baseline, in words.</summary>
    public static string Runs(Baseline baseline) =>
        string.Join("; ",
            baseline.Runs.Select(
                run => $"{string.Join(", ", new[] { run.Run, run.Variant }.OfType<string>().Append(Figures.Count(run.Items)))} items"));

    public static Report Of(BaselineComparison comparison)
    {
        var baseline = comparison.Baseline;
        return new Report(
            comparison.Cases[0].Case.Run.Scenario.Name,
            $"against a baseline of {Figures.Count(baseline.Trials)} trials, seed {baseline.Seed.ToString(CultureInfo.InvariantCulture)} "
                + $"· now {Figures.Count(comparison.Trials)} trials, seed "
            + comparison.Seed.ToString(CultureInfo.InvariantCulture),
            [
                new Section(null, null,
                    [.. InShort(comparison), .. CompareReport.Verdict(comparison.MaxIncrease, comparison.Verdict),
                        .. CompareReport.Known(comparison.Precision, comparison.Trials, comparison.Cases.Count)]),
                SideBySide(comparison),
                CompareReport.Increases(
                    [.. comparison.Cases.Select(pair => (pair.Case.Label, comparison.Increases(pair)))], comparison.MaxIncrease),
            ]);
    }

    /// <summary>The same as Markdown.</summary>
    public static string ToMarkdown(BaselineComparison comparison) => MarkdownReport.Of(
        Of(comparison), null,
        writer => RunMarkdown.Origin(writer, comparison.Command, [("Result of the baseline", comparison.Baseline.ResultHash)]));

    private static IEnumerable<ReportLine> InShort(BaselineComparison comparison)
    {
        if (comparison.IsSame)
        {
            yield return new ReportLine("Every trial is unchanged: both results have the same hash.");
            yield break;
        }

        yield return new ReportLine(
            "A summary has no trials, so only bands are compared. To compare trial by trial on the same draws, and to see what "
                + "explains the difference, give the older scenario instead.");
    }

    private static Section SideBySide(BaselineComparison comparison)
    {
        var rows = comparison.Cases.SelectMany(pair =>
        {
            var (before, cost) = (pair.Before, pair.Case.Run.Total.Cost);
            return new[]
            {
                new ReportRow(
                [
                    pair.Case.Label, "baseline", Money.Of(before.Percentiles.GetValueOrDefault("P5")),
                    Money.Of(before.Percentiles.GetValueOrDefault("P50")),
                    Money.Of(before.Percentiles.GetValueOrDefault("P95")),
                    new Money(before.Mean, RunReport.MeanUncertainty(before.StandardDeviation, comparison.Baseline.Trials)),
                ]),
                new ReportRow(
                [
                    "", "now", Money.Of(cost["P5"]), Money.Of(cost["P50"]), Money.Of(cost["P95"]),
                    BandSection.Mean(cost, comparison.Trials),
                ], RowWeight.Strong),
            };
        }).ToList();
        return new Section(
            "Token cost of the run",
            new ReportTable(
                [new("", IsNumber: false), new("", IsNumber: false), new("P5"), new("P50, commit"), new("P95, reserve"), new("Mean")],
                rows),
            []);
    }
}
