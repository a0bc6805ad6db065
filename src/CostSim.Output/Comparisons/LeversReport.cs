using System.Globalization;
using CostSim.Numerics.Statistics;
using CostSim.Output.Markdown;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Comparisons;

/// <summary>The report of <c>costsim levers</c>: the levers by saving, their assumptions, and how to try them.</summary>
public static class LeversReport
{
    public static Report Of(LeverRanking ranking)
    {
        var run = ranking.Base;
        var sections = new List<Section> { new(
            null, null, [InShort(ranking), .. CompareReport.Known(ranking.Precision, ranking.Trials, 1)]) };
        if (ranking.Levers.Count > 0)
            sections.AddRange([Savings(ranking), Assumed(ranking)]);
        if (ranking.Others.Count > 0)
            sections.Add(new Section(
                "What does not apply",
                new ReportTable(
                    [new("Lever", IsNumber: false), new("Why not", IsNumber: false)],
                    [.. ranking.Others.Select(other => new ReportRow([LeverName.Of(other.Kind), other.Reason]))]),
                []));
        return new Report(
            run.Scenario.Name,
            $"{RunReport.Setting(run.Scenario)} · {Nouns.Counted(run.Scenario.Item, run.Items)} · {Figures.Count(ranking.Trials)} trials, "
                + $"seed "
            + ranking.Seed.ToString(CultureInfo.InvariantCulture),
            sections);
    }

    /// <summary>The same as Markdown.</summary>
    public static string ToMarkdown(LeverRanking ranking) => MarkdownReport.Of(
        Of(ranking), null, writer => RunMarkdown.Origin(writer, ranking.Command, [("Scenario", ranking.Base.Scenario.Hash)]));

    private static ReportLine InShort(LeverRanking ranking)
    {
        if (ranking.Levers.Count == 0)
            return new ReportLine("No lever applies.");
        var (cost, best) = (ranking.Base.Total.Cost, ranking.Levers[0]);
        var saving = -best.Difference.MeanUsd.Value;
        return saving <= 0 ? new ReportLine("No lever saves anything.", LineTone.Caution)
            : new ReportLine(
                $"{Named(best)} saves most: {Figures.Usd(saving, best.Difference.MeanUsd.Uncertainty)} of "
                    + $"{BandSection.Mean(cost, ranking.Trials)}"
                + " on average. Each lever is tried alone; savings do not add up, since two of them can touch the same calls.");
    }

    private static string Named(LeverResult one) =>
        one.Lever.Where is { } phase ? $"{LeverName.Of(one.Lever.Kind)} ({phase})" : LeverName.Of(one.Lever.Kind);

    private static Section Savings(LeverRanking ranking)
    {
        var rows = ranking.Levers.Select((one, i) =>
        {
            var (difference, share) = (one.Difference, one.Difference.Increases);
            return new ReportRow(
            [
                (i + 1).ToString(CultureInfo.InvariantCulture), LeverName.Of(one.Lever.Kind), one.Lever.Where ?? "",
                CompareReport.Change(-difference.MeanUsd.Value, difference.MeanUsd.Uncertainty),
                Interval(difference.MeanUsd), Share(share[0]), Saved(difference.Usd["P95"]), Saved(difference.Usd["P5"]), Share(share[1]),
                Share(share[2]), CompareReport.Chance(difference.Cheaper, difference.Same),
            ]);
        }).ToList();
        return new Section(
            "Saving of the run's token cost, on the same draws",
            new ReportTable(
            [
                new(""), new("Lever", IsNumber: false), new("Phase", IsNumber: false), new("Mean saving"),
                new("95 % interval") { Rank = 3 }, new("Change of mean") { Rank = 1 },
                new("Saving, P5") { Rank = 2 }, new("Saving, P95") { Rank = 2 }, new("Change of P50") { Rank = 3 },
                new("Change of P95") { Rank = 3 }, new("Saves in"),
            ], rows),
            []);

        static string Share(Increase increase) => CompareReport.Share(increase.Share?.Value, increase.Share?.Uncertainty ?? 0);
    }

    /// <summary>The saving is the negative difference: its P5 is the P95 of the difference.</summary>
    private static Money? Saved(Percentile? difference) =>
        CompareReport.Change(difference) is { } money ? money with { Amount = -money.Amount } : null;

    private static string Interval(Estimate mean) =>
        $"{CompareReport.Change(-mean.High, mean.Uncertainty)} to {CompareReport.Change(-mean.Low, mean.Uncertainty)}";

    private static Section Assumed(LeverRanking ranking) => new(
        "What each assumes, and how to try it",
        new ReportTable(
            [new(""), new("Assumed", IsNumber: false), new("Change", IsNumber: false)],
            [.. ranking.Levers.Select(
                (one, i) => new ReportRow([(i + 1).ToString(CultureInfo.InvariantCulture), one.Lever.Assumes, one.Words]))]),
        []);
}
